// A machine takes a seat of a license (docs/protocol.md#machines).
import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '#shared/result.ts'
import type { AuditEvent } from '../store/events.ts'
import type { Machine } from '../store/machines.ts'
import type { Store } from '../store/store.ts'
import { accessRefusal, type AccessRefusal } from './keygen-status.ts'
import { beginTerm } from './begin-term.ts'
import { insertComponent, type ComponentAttributes } from './machine-components.ts'
import { amountExceeded, noSeatLeft, type AmountExceeded, type NoSeatLeft } from './machine-limit.ts'

/** `id`: the one that a client chose. `components`: each fingerprint once. */
export type MachineAttributes = { readonly components?: readonly ComponentAttributes[] } & Pick<
  Machine,
  'fingerprint'
> &
  Partial<
    Pick<Machine, 'id' | 'name' | 'hostname' | 'platform' | 'ip' | 'cores' | 'memory' | 'disk' | 'metadata'>
  >

export type ActivationRefusal =
  | { readonly code: AccessRefusal }
  | { readonly code: 'ID_CONFLICT' | 'FINGERPRINT_CONFLICT' }
  /** `machine` null: one of another license has it, and the policy wants it unique beyond the license. */
  | { readonly code: 'FINGERPRINT_TAKEN'; readonly machine: Machine | null }
  | AmountExceeded
  /** `at`: the number of the component. */
  | { readonly code: 'COMPONENTS_FINGERPRINT_TAKEN'; readonly at: number }
  | ({ readonly code: 'MACHINE_LIMIT_EXCEEDED' } & NoSeatLeft)

/**
 * Reads and writes under one lock: two machines at once cannot both take the last seat. A machine that was released
 * comes back at once, with the file that it still has.
 */
export function activateMachine(
  store: Store,
  licenseId: string,
  attributes: MachineAttributes,
  actor: AuditEvent['actor'],
  now: number,
): Promise<Result<Machine, ActivationRefusal>> {
  return store.transaction(async () => {
    const license = await store.licenses.byId(licenseId)
    if (!license) throw new Error(`license ${licenseId} is gone`)
    const refused = accessRefusal(license, now)
    if (refused) return err({ code: refused })
    if (attributes.id !== undefined && (await store.machines.isIdOfAny(attributes.id)))
      return err({ code: 'ID_CONFLICT' })
    if (await store.machines.isIdOfAny(attributes.fingerprint)) return err({ code: 'FINGERPRINT_CONFLICT' })
    const taken = await store.machines.byFingerprint(licenseId, attributes.fingerprint)
    if (taken || (await store.machines.isTakenBeyond(license, attributes.fingerprint)))
      return err({ code: 'FINGERPRINT_TAKEN', machine: taken })
    const full = await noSeatLeft(store, license, attributes.fingerprint, now)
    if (full) return err({ code: 'MACHINE_LIMIT_EXCEEDED', ...full })
    const { cores, memory, disk } = attributes
    const exceeded = amountExceeded(license, { cores: cores ?? 0, memory: memory ?? 0, disk: disk ?? 0 })
    if (exceeded) return err(exceeded)
    const components = attributes.components ?? []
    for (const [at, { fingerprint }] of components.entries())
      if (await store.components.isTakenBeyond(license, fingerprint))
        return err({ code: 'COMPONENTS_FINGERPRINT_TAKEN', at })
    const back = await store.released.byFingerprint(licenseId, attributes.fingerprint, now)
    const begins = license.rules.heartbeatBasis === 'FROM_CREATION' && actor === 'license'
    const machine = {
      ...newMachine(licenseId, attributes, now),
      lastHeartbeat: begins ? now : null,
      fileUntil: back?.fileUntil ?? null,
    }
    await store.machines.insert(machine)
    await store.released.forget(licenseId, attributes.fingerprint)
    await store.events.record({ time: now, what: 'machine.created', licenseId, machineId: machine.id, actor })
    await beginTerm(store, license, 'FROM_FIRST_ACTIVATION', now)
    for (const component of components) await insertComponent(store, machine, component, now)
    return ok(machine)
  })
}

function newMachine(
  licenseId: string,
  attributes: MachineAttributes,
  now: number,
): Omit<Machine, 'fileUntil' | 'lastHeartbeat'> {
  return {
    id: attributes.id ?? randomUUID(),
    licenseId,
    fingerprint: attributes.fingerprint,
    name: attributes.name ?? null,
    hostname: attributes.hostname ?? null,
    platform: attributes.platform ?? null,
    ip: attributes.ip ?? null,
    cores: attributes.cores ?? null,
    memory: attributes.memory ?? null,
    disk: attributes.disk ?? null,
    metadata: attributes.metadata ?? {},
    lastCheckOut: null,
    created: now,
    updated: now,
  }
}
