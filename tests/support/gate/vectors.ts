// The vectors' cases, one cause each: what is laid out, what is asked, and in a word what comes of it. make-vectors.ts writes
// them to tests/vectors/gate with the whole answer.
import type { Question } from '#main/core/standing/gate.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { iso } from '#shared/instant.ts'
import type { Entries, Sources } from './gate-case.ts'
import { at, kept, NOW, STORE, type FileTerms, type GateVendor, type Kept } from './gate-vendor.ts'

export interface Vector {
  readonly name: string
  /** `active`: may run. `no expired`: may not; with a second word, the reason. `error usage_damaged`: could not tell. */
  readonly expected: string
  readonly store: Entries
  readonly ask: Question
  readonly clock: number
  readonly profile: VendorProfile
  readonly sources: Sources
}

export type Options = Partial<Omit<Vector, 'name' | 'expected' | 'store' | 'ask'>> & {
  readonly ask?: Partial<Question>
  /** Names of the store that are not there. */
  readonly without?: readonly string[]
}

export type Add = (name: string, expected: string, entries: Entries, options?: Options) => void

export function collected(
  vendor: GateVendor,
  collect: readonly ((add: Add, vendor: GateVendor) => void)[],
): Vector[] {
  const vectors: Vector[] = []
  const add: Add = (name, expected, entries, options = {}) => {
    const { without = [], ask = {}, ...more } = options
    const all = Object.entries({ ...STORE, ...entries }).filter(([place]) => !without.includes(place))
    vectors.push({
      name,
      expected,
      store: Object.fromEntries(all),
      clock: NOW,
      profile: vendor.profile(),
      sources: {},
      ask: { product: 'alpha', ...ask },
      ...more,
    })
  }
  for (const part of collect) part(add, vendor)
  return vectors
}

/** The license of the cases in a machine file of these terms. */
export const withFile = (vendor: GateVendor, terms: FileTerms = {}, more: Partial<Kept> = {}): Entries =>
  kept({
    key: vendor.file(terms),
    code: terms.code ?? vendor.code,
    ...(terms.id !== undefined && { id: terms.id }),
    ...more,
  })

/** Of a file: in so many days from now. */
export const ends = (days: number) => ({ attributes: { expiry: iso(at(days)) } })
export const grace = (days: number) => ({ graceDays: days })

export const usageFile = (...records: readonly unknown[]) => ({
  'usage.json': { text: `${JSON.stringify({ usage: records })}\n` },
})
export const used = (usage: number, more: Readonly<Record<string, unknown>> = {}) => ({
  product: 'alpha',
  usage,
  reportedAt: NOW - 1000,
  overLimitSince: null,
  overLimitDays: [],
  ...more,
})
