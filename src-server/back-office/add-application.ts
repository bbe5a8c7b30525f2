// Adds a licensed application (a Keygen product) with its two policies.
import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '#shared/result.ts'
import { shortPattern } from '#shared/formats/text/short-pattern.ts'
import type { Policy } from '../store/policies.ts'
import { STANDARD_RULES } from '../store/policy-rules.ts'
import type { Product } from '../store/products.ts'
import type { Store } from '../store/store.ts'
import { isOneLine, refusal, type Refusal } from './refusal.ts'

const CODE = shortPattern(/^[a-z0-9][a-z0-9-]{0,63}$/)

/** To be called within a transaction. Refuses a code that is taken or not of lower-case letters, digits and dashes. */
export async function addApplication(
  store: Store,
  application: { code: string; name: string },
  now: number,
): Promise<Result<Product, Refusal<'application_invalid' | 'application_exists'>>> {
  const { code, name } = application
  if (!CODE.matches(code) || !isOneLine(name) || name.length > 200)
    return err(refusal('application_invalid', (words) => words.applicationInvalid))
  if (await store.products.byCode(code))
    return err(refusal('application_exists', (words) => words.applicationExists(code)))
  const product: Product = { id: randomUUID(), code, name, created: now }
  await store.products.insert(product)
  await store.policies.insert(policy(product, 'Node-locked', false))
  await store.policies.insert(policy(product, 'Floating', true))
  return ok(product)
}

function policy(product: Product, kind: string, floating: boolean): Policy {
  return {
    id: randomUUID(),
    productId: product.id,
    name: `${product.name} (${kind})`,
    rules: { ...STANDARD_RULES, floating, maxMachines: floating ? null : 1 },
    standard: true,
    created: product.created,
    updated: product.created,
  }
}
