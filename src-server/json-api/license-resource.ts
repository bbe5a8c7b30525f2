// A license as Keygen's API shows it.
import { iso, isoOrNull } from '#shared/instant.ts'
import { nextCheckIn } from '../activation/check-in.ts'
import { licenseStatus } from '../activation/keygen-status.ts'
import type { License } from '../store/licenses.ts'
import {
  accountPath,
  accountRelationship,
  EMPTY_RELATIONSHIP,
  noneAt,
  toOne,
  type Resource,
} from './resource.ts'

/** The owner is in the metadata: this server keeps no users, so that the relationship of that name is empty. */
export function licenseResource(accountId: string, license: License, now: number): Resource {
  const self = accountPath(accountId, 'licenses', license.id)
  return {
    id: license.id,
    type: 'licenses',
    attributes: licenseAttributes(license, now),
    relationships: {
      account: accountRelationship(accountId),
      product: toOne('products', license.productId, `${self}/product`),
      policy: toOne('policies', license.policyId, `${self}/policy`),
      group: EMPTY_RELATIONSHIP,
      owner: noneAt(`${self}/owner`),
      users: { links: { related: `${self}/users` }, meta: { count: 0 } },
      machines: {
        links: { related: `${self}/machines` },
        meta: {
          cores: license.coresCount,
          memory: license.memoryCount,
          disk: license.diskCount,
          count: license.machinesCount,
        },
      },
      entitlements: { links: { related: `${self}/entitlements` } },
    },
    links: { self },
  }
}

function licenseAttributes(license: License, now: number): Record<string, unknown> {
  const { rules } = license
  return {
    name: license.name,
    key: license.key,
    expiry: isoOrNull(license.expiry),
    status: licenseStatus(license, now),
    uses: license.uses,
    suspended: license.suspended,
    scheme: null,
    encrypted: false,
    strict: rules.strict,
    floating: rules.floating,
    protected: false,
    version: null,
    maxMachines: license.maxMachines,
    maxProcesses: rules.maxProcesses,
    maxUsers: rules.maxUsers,
    maxCores: rules.maxCores,
    maxMemory: rules.maxMemory,
    maxDisk: rules.maxDisk,
    maxUses: rules.maxUses,
    requireHeartbeat: rules.requireHeartbeat,
    requireCheckIn: rules.requireCheckIn,
    lastValidated: isoOrNull(license.lastValidated),
    lastCheckIn: isoOrNull(license.lastCheckIn),
    nextCheckIn: isoOrNull(nextCheckIn(license)),
    lastCheckOut: isoOrNull(license.lastCheckOut),
    permissions: LICENSE_PERMISSIONS,
    metadata: license.metadata,
    created: iso(license.created),
    updated: iso(license.updated),
  }
}

/** What a License Code may do here, by Keygen's names. */
const LICENSE_PERMISSIONS = [
  'account.read',
  'component.create',
  'component.delete',
  'component.read',
  'component.update',
  'entitlement.read',
  'group.read',
  'license.check-in',
  'license.check-out',
  'license.read',
  'license.usage.increment',
  'license.validate',
  'machine.check-out',
  'machine.create',
  'machine.delete',
  'machine.heartbeat.ping',
  'machine.read',
  'machine.update',
  'policy.read',
  'process.create',
  'process.delete',
  'process.heartbeat.ping',
  'process.read',
  'process.update',
  'product.read',
  'token.read',
  'user.read',
]
