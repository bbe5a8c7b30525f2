// What a line of a license list says, as the terms of a sale: what those may be, the sale itself says
// (docs/formats/license-list.md#columns).
import { err, ok, type Result } from '#shared/result.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { MOST_USES } from '../activation/count-uses.ts'
import type { NewLicenseTerms } from '../back-office/create-license.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { dateIn, dateOrNull, DIGITS, MOST_DAYS, overLimitIn } from '../back-office/term-texts.ts'
import type { Column } from './columns.ts'
import type { ReadValues } from './read-list.ts'

export type ListedState = 'active' | 'suspended' | 'revoked'

/** A license as it is taken over. */
export interface ListedTerms {
  readonly terms: NewLicenseTerms
  readonly uses: number
  readonly state: ListedState
}

export type ValueRefusal = Refusal<'value_invalid'>

export function listedTerms(values: ReadValues): Result<ListedTerms, ValueRefusal> {
  for (const [name, value] of Object.entries(values))
    if ([value].flat().some(isNoText)) return invalid(name as Column, (words) => words.refusals.noText)
  const { owner = '', products = [], code, features, notes, overrides: rules, state = 'active' } = values
  const [expiry, maintenanceUntil] = [dateOf(values.expires), dateOf(values.maintenanceUntil)]
  if (expiry === 'none') return invalid('expires', (words) => words.misuse.date)
  if (maintenanceUntil === 'none') return invalid('maintenanceUntil', (words) => words.misuse.date)
  const overLimit = trimmed(values.overLimit)
  const rule = overLimit === undefined ? undefined : overLimitIn(overLimit)
  if (overLimit !== undefined && rule === undefined)
    return invalid('overLimit', (words) => words.misuse.overLimit(MOST_DAYS))
  const uses = numberOf(values.uses) ?? 0
  if (!(uses <= MOST_USES)) return invalid('uses', (words) => words.misuse.wholeNumber(0, MOST_USES))
  if (!isState(state.trim())) return invalid('state', (words) => words.refusals.stateInvalid)
  const terms: NewLicenseTerms = {
    owner,
    products,
    code: trimmed(code),
    expiry,
    machines: numberOf(values.machines),
    checkOutDays: numberOf(values.checkOutDays),
    graceDays: numberOf(values.graceDays),
    overLimit: rule,
    maintenanceUntil,
    features,
    notes,
    application: trimmed(values.application),
    policy: trimmed(values.policy),
    rules,
  }
  return ok({ terms, uses, state: state.trim() as ListedState })
}

const invalid = (column: Column, why: (words: ServerWords) => string) =>
  err(refusal('value_invalid', (refusals, words) => refusals.valueInvalid(column, why(words))))

const isNoText = (text: string): boolean => text.includes('\0') || !text.isWellFormed()

const isState = (text: string): text is ListedState => ['active', 'suspended', 'revoked'].includes(text)

/** Blank is not said. */
const trimmed = (text: string | undefined): string | undefined => text?.trim() || undefined

/** NaN, which no term may be, for what is no whole number. */
function numberOf(text: string | undefined): number | undefined {
  const digits = trimmed(text)
  return digits === undefined ? undefined : DIGITS.matches(digits) ? Number(digits) : Number.NaN
}

/** `none`: the text names no date. */
function dateOf(text: string | undefined): number | null | 'none' | undefined {
  const named = trimmed(text)
  if (named === undefined) return undefined
  const date = dateIn(named)
  return date === undefined ? 'none' : dateOrNull(date)
}
