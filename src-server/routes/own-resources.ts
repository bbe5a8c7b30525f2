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
    policy: async (c: AppContext) => policyResource(account.id, await store.policies.of(c.get('license'))),
    product: async (c: AppContext): Promise<Resource> => {
      const { id, productId } = c.get('license')
      const product = await store.products.byId(productId)
      if (!product) throw new Error(`license ${id} has no product`)
      return productResource(account.id, product)
    },
    entitlements: (c: AppContext) => entitlementResources(account.id, c.get('license')),
    machine: async (c: AppContext, name: string): Promise<Resource | undefined> => {
      const machine = await ownMachine(c, vendor, name)
      return machine ? machineResource(account.id, machine, c.get('license'), clock()) : undefined
    },
  }
}
