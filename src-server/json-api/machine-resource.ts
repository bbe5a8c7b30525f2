// A machine as Keygen's API shows it.
import { iso, isoOrNull } from '#shared/instant.ts'
import { heartbeatStatus, type HeartbeatStatus } from '../activation/keygen-status.ts'
import { leaseOf } from '../activation/lease.ts'
import { withKeygenKeys } from '../store/keygen-keys.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import {
  accountPath,
  accountRelationship,
  EMPTY_RELATIONSHIP,
  noneAt,
  toOne,
  type Resource,
} from './resource.ts'

/** `status`: the outcome of a ping, which can say more than the machine itself. */
export function machineResource(
  accountId: string,
  machine: Machine,
  { productId, rules }: License,
  now: number,
  status: HeartbeatStatus = heartbeatStatus(machine, rules, now),
): Resource {
  const self = accountPath(accountId, 'machines', machine.id)
  const { lastHeartbeat } = machine
  return {
    id: machine.id,
    type: 'machines',
    attributes: {
      fingerprint: machine.fingerprint,
      cores: machine.cores,
      memory: machine.memory,
      disk: machine.disk,
      ip: machine.ip,
      hostname: machine.hostname,
      platform: machine.platform,
      name: machine.name,
      requireHeartbeat: rules.requireHeartbeat || lastHeartbeat !== null,
      heartbeatStatus: status,
      heartbeatDuration: rules.heartbeatDuration,
      maxProcesses: rules.maxProcesses,
      lastCheckOut: isoOrNull(machine.lastCheckOut),
      lastHeartbeat: isoOrNull(lastHeartbeat),
      nextHeartbeat: lastHeartbeat === null ? null : iso(lastHeartbeat + leaseOf(rules)),
      metadata: withKeygenKeys(machine.metadata),
      created: iso(machine.created),
      updated: iso(machine.updated),
    },
    relationships: {
      account: accountRelationship(accountId),
      product: toOne('products', productId, `${self}/product`),
      group: EMPTY_RELATIONSHIP,
      license: toOne('licenses', machine.licenseId, `${self}/license`),
      owner: noneAt(`${self}/owner`),
      components: { links: { related: `${self}/components` } },
      processes: { links: { related: `${self}/processes` } },
    },
    links: { self },
  }
}
