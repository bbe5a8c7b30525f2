// A license by its owner and its products, in the person's language.
import { licenseName as named } from '#shared/messages/license-name.ts'
import { words } from '../../state/words.svelte.ts'

/** `products`: their names. */
export const licenseName = (owner: string, products: readonly string[]): string =>
  named(owner, products, words.messages)
