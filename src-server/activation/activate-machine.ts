// A machine takes a seat of a license, or frees it (docs/protocol.md#machines).
import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '#shared/result.ts'
import type { AuditEvent } from '../store/events.ts'
import type { Machine } from '../store/machines.ts'
import type { Store } from '../store/store.ts'
import { accessRefusal, type AccessRefusal } from './standing.ts'

export type MachineAttributes = Pick<Machine, 'fingerprint'> &
  Partial<Pick<Machine, 'name' | 'hostname' | 'platform' | 'ip' | 'cores' | 'memory' | 'disk' | 'metadata'>>

export type ActivationRefusal =
  | { readonly code: AccessRefusal }
  | { readonly code: 'FINGERPRINT_TAKEN'; readonly machine: Machine }
  | { readonly code: 'MACHINE_LIMIT_EXCEEDED'; readonly limit: number }

/** Reads and writes under one lock: two machines at once cannot both take the last seat. */
export function activateMachine(
  store: Store,
  licenseId: string,
  attributes: MachineAttributes,
  actor: AuditEvent['actor'],
  now: number,
): Result<Machine, ActivationRefusal> {
  return store.transaction(() => {
    const license = store.licenses.byId(licenseId)
    if (!license) throw new Error(`license ${licenseId} is gone`)
    const refused = accessRefusal(license, now)
    if (refused) return err({ code: refused })
    const taken = store.machines.byFingerprint(licenseId, attributes.fingerprint)
    if (taken) return err({ code: 'FINGERPRINT_TAKEN', machine: taken })
    if (store.machines.countOf(licenseId) >= license.maxMachines)
      return err({ code: 'MACHINE_LIMIT_EXCEEDED', limit: license.maxMachines })
    const machine = newMachine(licenseId, attributes, now)
    store.machines.insert(machine)
    store.events.record({ time: now, what: 'machine.created', licenseId, machineId: machine.id, actor })
    return ok(machine)
  })
}

function newMachine(licenseId: string, attributes: MachineAttributes, now: number): Machine {
  return {
    id: randomUUID(),
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
    lastHeartbeat: null,
    lastCheckOut: null,
    created: now,
    updated: now,
  }
}

/** Frees the seat; freeing it twice is one release. */
export function releaseMachine(
  store: Store,
  machine: Machine,
  actor: AuditEvent['actor'],
  now: number,
): void {
  store.transaction(() => {
    if (!store.machines.remove(machine.id)) return
    const { licenseId, id: machineId } = machine
    store.events.record({ time: now, what: 'machine.deleted', licenseId, machineId, actor })
  })
}
