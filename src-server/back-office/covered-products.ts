// Which products of the catalogue a license covers, as a representative names them: `CODE` or `CODE:LIMIT`.
import type { CatalogueProduct } from '#shared/contract/vendor-profile.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { CoveredProduct } from '../store/licenses.ts'
import { refusal, type Refusal } from './refusal.ts'
import { DIGITS } from './term-texts.ts'

/** The limits of a product add up over all licenses of a machine: many of these are still an exact number. */
export const MOST_LIMIT = 1_000_000_000_000

export type ProductRefusal = Refusal<'unknown_product' | 'limit_invalid' | 'product_twice' | 'no_products'>

/**
 * In the order given. LIMIT is a whole number of units; `-` or none means no limit. Refuses a code that the
 * catalogue lacks, one named twice, and a limit for a product that is only on or off (type Status).
 */
export function readCoveredProducts(
  catalogue: readonly CatalogueProduct[],
  specs: readonly string[],
): Result<CoveredProduct[], ProductRefusal> {
  if (specs.length === 0) return err(refusal('no_products', (words) => words.noProducts))
  const covered: CoveredProduct[] = []
  for (const spec of specs) {
    const product = readOne(catalogue, spec)
    if (!product.ok) return product
    if (covered.some(({ code }) => code === product.value.code))
      return err(refusal('product_twice', (words) => words.productTwice(product.value.code)))
    covered.push(product.value)
  }
  return ok(covered)
}

/** `limit` undefined: it is none; null: no limit. */
export function readSpec(spec: string): { readonly code: string; readonly limit: number | null | undefined } {
  const [code = '', text = '-', ...more] = spec.split(':')
  if (more.length > 0) return { code, limit: undefined }
  if (text === '-') return { code, limit: null }
  return { code, limit: DIGITS.matches(text) && Number(text) <= MOST_LIMIT ? Number(text) : undefined }
}

function readOne(
  catalogue: readonly CatalogueProduct[],
  spec: string,
): Result<CoveredProduct, ProductRefusal> {
  const { code, limit } = readSpec(spec)
  const product = catalogue.find((candidate) => candidate.code === code)
  if (!product) {
    const known = catalogue.map((candidate) => candidate.code).join(', ')
    return err(refusal('unknown_product', (words) => words.unknownProduct(code, known)))
  }
  const { name, type } = product
  if (limit === undefined)
    return err(refusal('limit_invalid', (words) => words.limitInvalid(spec, MOST_LIMIT)))
  if (limit === null) return ok({ code, name, type, limit })
  if (type === 'Status') return err(refusal('limit_invalid', (words) => words.takesNoLimit(code)))
  return ok({ code, name, type, limit })
}
