// A question to the gate as a library: whatever is given is answered (docs/formats/gate-v1.md#as-a-library).
import { checkProduct, type GateDependencies, type Question } from '#main/core/standing/gate.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { isBuilt } from '#shared/license/built.ts'
import { answered, refused, type Answer } from './answer.ts'

const LONGEST_NAME = 200

/** `asked`: what is null in it, or it itself, is not asked. `vendor`, `dependencies` null: what was given can be none. */
export async function ask(
  product: unknown,
  asked: unknown,
  vendor: VendorProfile | null,
  dependencies: Omit<GateDependencies, 'vendor'> | null,
): Promise<Answer> {
  const question = questionOf(product, asked)
  const test = vendor?.test ?? false
  if (question === null || dependencies === null) return refused({ code: 'invalid_input', params: {} }, test)
  if (vendor === null) return refused({ code: 'profile_invalid', params: {} }, test)
  try {
    const answer = await checkProduct(question, { ...dependencies, vendor })
    return answer.ok ? answered(question, answer.value) : refused(answer.error, test)
  } catch {
    // As of an OpenSSL that may not hash or verify: a product is not to be ended by its gate.
    return refused({ code: 'internal_error', params: {} }, test)
  }
}

/** A getter or a proxy of the product's may throw. */
function questionOf(product: unknown, asked: unknown): Question | null {
  try {
    return readQuestion(product, asked)
  } catch {
    return null
  }
}

function readQuestion(product: unknown, asked: unknown): Question | null {
  const more: unknown = asked ?? {}
  if (typeof more !== 'object' || !isName(product)) return null
  const { built = null, feature = null } = more as Readonly<Record<string, unknown>>
  if (built !== null && !(typeof built === 'string' && isBuilt(built))) return null
  if (feature !== null && !isName(feature)) return null
  return { product, ...(built !== null && { built }), ...(feature !== null && { feature }) }
}

export const isName = (text: unknown): text is string =>
  typeof text === 'string' && text !== '' && text.length <= LONGEST_NAME
