// A license by its owner and its products: one owner may have many.
import type { Messages } from './messages.ts'
import { visibleText } from './visible-text.ts'

/** Of many products the first are named. */
const NAMED = 3

/** `products`: their names. */
export function licenseName(
  owner: string,
  products: readonly string[],
  { page }: Pick<Messages, 'page'>,
): string {
  const { activity, licensing } = page
  const of = visibleText(owner) || licensing.unknownOwner
  if (products.length === 0) return of
  const named = products
    .slice(0, products.length > NAMED ? NAMED - 1 : NAMED)
    .map((name) => visibleText(name))
  const more = products.length - named.length
  return licensing.ofProducts(of, more > 0 ? [...named, activity.andMore(more)] : named)
}
