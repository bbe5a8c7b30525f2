// An application and its policy as Keygen's API shows them (`products` and `policies`).
import { iso } from '#shared/instant.ts'
import type { Policy } from '../store/policies.ts'
import type { Product } from '../store/products.ts'
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
    attributes: {
      name: policy.name,
      ...OF_ALL,
      ...policy.rules,
      ...(policy.rules.requireCheckIn ? {} : { checkInInterval: null, checkInIntervalCount: null }),
      created: iso(policy.created),
      updated: iso(policy.updated),
    },
    relationships: {
      account: accountRelationship(accountId),
      product: toOne('products', policy.productId, `${self}/product`),
      licenses: { links: { related: `${self}/licenses` } },
      entitlements: { links: { related: `${self}/entitlements` } },
    },
    links: { self },
  }
}

/** Of every policy here: what cannot be chosen. */
const OF_ALL = {
  usePool: false,
  renewalBasis: 'FROM_EXPIRY',
  scheme: null,
  encrypted: false,
  protected: false,
  metadata: {},
} as const
