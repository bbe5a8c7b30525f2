// What the License Code of a request opens, as resources.
import type { AppContext } from '../http/context.ts'
import { entitlementResources } from '../json-api/entitlement-resource.ts'
import { licenseResource } from '../json-api/license-resource.ts'
import { machineResource } from '../json-api/machine-resource.ts'
import { policyResource, productResource } from '../json-api/product-resources.ts'
import type { Resource } from '../json-api/resource.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { ownMachine } from './own-license.ts'

export function ownResources(vendor: Vendor) {
  const { store, account, clock } = vendor
  return {
    license: (c: AppContext) => licenseResource(account.id, c.get('license'), clock()),
    policy: (c: AppContext) => policyResource(account.id, store.policies.of(c.get('license'))),
    product: (c: AppContext): Resource => {
      const { id, productId } = c.get('license')
      const product = store.products.byId(productId)
      if (!product) throw new Error(`license ${id} has no product`)
      return productResource(account.id, product)
    },
    entitlements: (c: AppContext) => entitlementResources(account.id, c.get('license')),
    machine: (c: AppContext, name: string): Resource | undefined => {
      const machine = ownMachine(c, vendor, name)
      return machine ? machineResource(account.id, machine, c.get('license'), clock()) : undefined
    },
  }
}
