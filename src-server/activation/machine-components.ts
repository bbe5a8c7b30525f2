// The parts of a machine that a client tells of, with the machine or later (docs/protocol.md#components).
import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '#shared/result.ts'
import { MOST_COMPONENTS, type Component } from '../store/components.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { Store } from '../store/store.ts'

export type ComponentAttributes = Pick<Component, 'fingerprint' | 'name' | 'metadata'>

/** To be called within a transaction, for components of which none is there. */
export async function insertComponent(
  store: Store,
  { id: machineId, licenseId }: Pick<Machine, 'id' | 'licenseId'>,
  { fingerprint, name, metadata }: ComponentAttributes,
  now: number,
): Promise<Component> {
  const component = { id: randomUUID(), machineId, fingerprint, name, metadata, created: now, updated: now }
  await store.components.insert(component)
  await store.events.record({ time: now, what: 'component.created', licenseId, machineId, actor: 'license' })
  return component
}

/** Fails with null where the machine was released meanwhile. */
export function addComponent(
  store: Store,
  license: License,
  { id, licenseId }: Machine,
  attributes: ComponentAttributes,
  now: number,
): Promise<Result<Component, 'FINGERPRINT_TAKEN' | 'COMPONENT_LIMIT_EXCEEDED' | null>> {
  return store.transaction(async () => {
    const machine = await store.machines.find(licenseId, id)
    if (!machine) return err(null)
    const { fingerprint } = attributes
    if (
      (await store.components.isTaken(id, fingerprint)) ||
      (await store.components.isTakenBeyond(license, fingerprint))
    )
      return err('FINGERPRINT_TAKEN')
    const has = await store.components.count({ licenseId, machineId: id })
    if (has >= MOST_COMPONENTS) return err('COMPONENT_LIMIT_EXCEEDED')
    return ok(await insertComponent(store, machine, attributes, now))
  })
}

/** Null: it was deleted meanwhile. */
export function renameComponent(
  store: Store,
  licenseId: string,
  { id, machineId }: Component,
  name: string,
  now: number,
): Promise<Component | null> {
  return store.transaction(async () => {
    if (!(await store.components.find({ licenseId }, id))) return null
    await store.components.rename(id, name, now)
    await store.events.record({
      time: now,
      what: 'component.updated',
      licenseId,
      machineId,
      actor: 'license',
    })
    return store.components.find({ licenseId }, id)
  })
}

export async function deleteComponent(
  store: Store,
  licenseId: string,
  { id, machineId }: Component,
  now: number,
): Promise<void> {
  await store.transaction(async () => {
    if (!(await store.components.remove(id))) return
    await store.events.record({
      time: now,
      what: 'component.deleted',
      licenseId,
      machineId,
      actor: 'license',
    })
  })
}
