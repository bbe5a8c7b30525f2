// An application and its policy as Keygen's API shows them (`products` and `policies`).
import { iso } from '#shared/instant.ts'
import type { Policy, Product } from '../store/products.ts'
import { accountPath, accountRelationship, toOne, type Resource } from './resource.ts'

export function productResource(accountId: string, product: Product): Resource {
  const self = accountPath(accountId, 'products', product.id)
  return {
    id: product.id,
    type: 'products',
    attributes: {
      name: product.name,
      code: product.code,
      distributionStrategy: 'LICENSED',
      url: null,
      platforms: [],
      metadata: {},
      created: iso(product.created),
      updated: iso(product.created),
    },
    relationships: {
      account: accountRelationship(accountId),
      policies: { links: { related: `${self}/policies` } },
      licenses: { links: { related: `${self}/licenses` } },
      machines: { links: { related: `${self}/machines` } },
    },
    links: { self },
  }
}

export function policyResource(accountId: string, policy: Policy): Resource {
  const self = accountPath(accountId, 'policies', policy.id)
  return {
    id: policy.id,
    type: 'policies',
    attributes: { name: policy.name, ...limits(policy), ...strategies(policy), ...requirements(policy) },
    relationships: {
      account: accountRelationship(accountId),
      product: toOne('products', policy.productId, `${self}/product`),
      licenses: { links: { related: `${self}/licenses` } },
      entitlements: { links: { related: `${self}/entitlements` } },
    },
    links: { self },
  }
}

function limits(policy: Policy): Record<string, unknown> {
  return {
    duration: null,
    strict: true,
    floating: policy.floating,
    usePool: false,
    maxMachines: policy.floating ? null : 1,
    maxProcesses: null,
    maxUsers: null,
    maxCores: null,
    maxMemory: null,
    maxDisk: null,
    maxUses: null,
  }
}

/** What validate-license.ts, activate-machine.ts and ping-machine.ts do, by Keygen's names. */
function strategies(policy: Policy): Record<string, unknown> {
  return {
    machineUniquenessStrategy: 'UNIQUE_PER_LICENSE',
    machineMatchingStrategy: 'MATCH_ANY',
    componentUniquenessStrategy: 'UNIQUE_PER_MACHINE',
    componentMatchingStrategy: 'MATCH_ANY',
    expirationStrategy: 'REVOKE_ACCESS',
    expirationBasis: 'FROM_CREATION',
    renewalBasis: 'FROM_EXPIRY',
    transferStrategy: 'KEEP_EXPIRY',
    authenticationStrategy: 'LICENSE',
    machineLeasingStrategy: 'PER_LICENSE',
    processLeasingStrategy: 'PER_MACHINE',
    overageStrategy: 'NO_OVERAGE',
    heartbeatCullStrategy: 'KEEP_DEAD',
    heartbeatResurrectionStrategy: policy.resurrection,
    heartbeatBasis: 'FROM_FIRST_PING',
  }
}

function requirements(policy: Policy): Record<string, unknown> {
  return {
    scheme: null,
    encrypted: false,
    protected: false,
    requireProductScope: false,
    requirePolicyScope: false,
    requireMachineScope: false,
    requireFingerprintScope: false,
    requireComponentsScope: false,
    requireUserScope: false,
    requireChecksumScope: false,
    requireVersionScope: false,
    requireCheckIn: false,
    checkInInterval: null,
    checkInIntervalCount: null,
    heartbeatDuration: policy.heartbeatDuration,
    requireHeartbeat: policy.requireHeartbeat,
    metadata: {},
    created: iso(policy.created),
    updated: iso(policy.created),
  }
}
