// Policies and applications for many lines: each is read once, and not for every line that follows it.
import type { Vendor } from '../vendor/open-vendor.ts'

/** What another program changes of them meanwhile is not seen. */
export function withRulesReadOnce(vendor: Vendor): Vendor {
  const { policies, products } = vendor.store
  const store = {
    ...vendor.store,
    policies: {
      ...policies,
      byId: readOnce(policies.byId),
      named: readOnce(policies.named),
      standard: readOnce((productId: string, floating: boolean) => policies.standard(productId, floating)),
    },
    products: { ...products, all: readOnce(products.all), byCode: readOnce(products.byCode) },
  }
  return { ...vendor, store }
}

/** What is not there is asked for again: a list may name any number of such. */
function readOnce<Asked extends readonly (string | boolean)[], Found extends object | null>(
  read: (...asked: Asked) => Promise<Found>,
): (...asked: Asked) => Promise<Found> {
  const known = new Map<string, Found>()
  return async (...asked) => {
    const name = asked.join('\n')
    const before = known.get(name)
    if (before !== undefined) return before
    const found = await read(...asked)
    if (found !== null && !(Array.isArray(found) && found.length === 0)) known.set(name, found)
    return found
  }
}
