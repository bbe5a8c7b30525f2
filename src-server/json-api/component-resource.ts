// A component of a machine as Keygen's API shows it.
import { iso } from '#shared/instant.ts'
import type { Component } from '../store/components.ts'
import { withKeygenKeys } from '../store/keygen-keys.ts'
import type { License } from '../store/licenses.ts'
import { accountPath, accountRelationship, toOne, type Resource } from './resource.ts'

export function componentResource(accountId: string, component: Component, license: License): Resource {
  const self = accountPath(accountId, 'components', component.id)
  return {
    id: component.id,
    type: 'components',
    attributes: {
      fingerprint: component.fingerprint,
      name: component.name,
      created: iso(component.created),
      updated: iso(component.updated),
      metadata: withKeygenKeys(component.metadata),
    },
    relationships: {
      account: accountRelationship(accountId),
      product: toOne('products', license.productId, `${self}/product`),
      license: toOne('licenses', license.id, `${self}/license`),
      machine: toOne('machines', component.machineId, `${self}/machine`),
    },
    links: { self },
  }
}
