// A process of a machine as Keygen's API shows it.
import { iso } from '#shared/instant.ts'
import { leaseOf } from '../activation/lease.ts'
import { processStatus, type ProcessStatus } from '../activation/machine-processes.ts'
import { withKeygenKeys } from '../store/keygen-keys.ts'
import type { License } from '../store/licenses.ts'
import type { Process } from '../store/processes.ts'
import { accountPath, accountRelationship, toOne, type Resource } from './resource.ts'

/** `status`: the outcome of a ping, which can say more than the process itself. */
export function processResource(
  accountId: string,
  process: Process,
  { id: licenseId, productId, rules }: License,
  now: number,
  status: ProcessStatus = processStatus(process, rules, now),
): Resource {
  const self = accountPath(accountId, 'processes', process.id)
  const { lastHeartbeat } = process
  return {
    id: process.id,
    type: 'processes',
    attributes: {
      lastHeartbeat: iso(lastHeartbeat),
      nextHeartbeat: iso(lastHeartbeat + leaseOf(rules)),
      interval: rules.heartbeatDuration,
      status,
      pid: process.pid,
      created: iso(process.created),
      updated: iso(process.updated),
      metadata: withKeygenKeys(process.metadata),
    },
    relationships: {
      account: accountRelationship(accountId),
      product: toOne('products', productId, `${self}/product`),
      license: toOne('licenses', licenseId, `${self}/license`),
      machine: toOne('machines', process.machineId, `${self}/machine`),
    },
    links: { self },
  }
}
