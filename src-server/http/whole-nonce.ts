// A nonce may be any integer, and JavaScript's numbers hold those up to 2^53: the digits of others are read from the text.
import { z } from 'zod'

declare global {
  // Node has them, TypeScript's library not yet.
  interface JSON {
    parse(
      text: string,
      reviver: (this: object, name: string, value: unknown, context: Source) => unknown,
    ): unknown
    rawJSON(text: string): object
  }
}

interface Source {
  /** As a text, number or literal stands in the JSON. */
  readonly source?: string
}

export const nonce = z.union([z.int(), z.bigint()])

export type Nonce = z.infer<typeof nonce>

const withMeta = z.looseObject({ meta: z.looseObject({ nonce: z.unknown() }) })

/** `value` as it was parsed from `json`, with all digits of the nonce in its `meta`. */
export function withWholeNonce(json: string, value: unknown): unknown {
  const { data: rounded } = withMeta.safeParse(value)
  if (typeof rounded?.meta.nonce !== 'number' || Number.isSafeInteger(rounded.meta.nonce)) return value
  const sources = new Map<unknown, string | undefined>()
  const again = JSON.parse(json, function (name, one, { source }) {
    if (name === 'nonce') sources.set(this, source)
    return one
  }) as typeof rounded
  const source = sources.get(again.meta) ?? ''
  return /^-?\d+$/.test(source) ? { ...again, meta: { ...again.meta, nonce: BigInt(source) } } : value
}

/** As it is written into an answer. */
export const writtenNonce = (whole: Nonce): unknown =>
  typeof whole === 'number' ? whole : JSON.rawJSON(String(whole))
