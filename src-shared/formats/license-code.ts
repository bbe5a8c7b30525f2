// The License Code (docs/formats/license-code.md): five groups of five, the last two letters check the rest.
import { bytesToValues, foldLookAlikes, inGroupsOfFive, valuesToLetters } from './crockford.ts'
import { checkValues } from './check-letters.ts'
import { readLetters } from './checked-letters.ts'
import { SHORT_TEXT, SPACE_OR_DASH } from './text/char-set.ts'
import { trimmed, without } from './text/whole-text.ts'

const DATA_LETTERS = 23 // 115 bits
const ALL_LETTERS = DATA_LETTERS + 2

/** A License Code from at least 15 random bytes. */
export function formatLicenseCode(random: Uint8Array): string {
  const data = bytesToValues(random, DATA_LETTERS)
  return inGroupsOfFive(valuesToLetters([...data, ...checkValues(data)]))
}

export type LicenseCodeReading =
  /** Ours, in its one spelling. */
  | { readonly kind: 'ours'; readonly code: string }
  /** The shape of ours, but the check letters do not hold: a typing error. */
  | { readonly kind: 'mistyped' }
  /** Another issuer's: kept exactly as it is, since it is part of the file's key. */
  | { readonly kind: 'other'; readonly code: string }
  | { readonly kind: 'empty' }

/** `checked`: every code is one of ours, with check letters. `any`: they may be another issuer's, in whatever form. */
export type CodeForm = 'checked' | 'any'

/** Only a code of our form is normalized (case, look-alikes, spaces, dashes); white space around any code is not part of it. */
export function readLicenseCode(text: string, form: CodeForm = 'checked'): LicenseCodeReading {
  const bare = trimmed(text)
  if (bare === '') return { kind: 'empty' }
  if (form === 'any' || bare.length > SHORT_TEXT) return { kind: 'other', code: bare }
  const letters = foldLookAlikes(without(bare, SPACE_OR_DASH))
  const values = readLetters('license_code', letters, ALL_LETTERS)
  if (values.ok) return { kind: 'ours', code: inGroupsOfFive(letters) }
  return values.error.code === 'license_code_mistyped' ? { kind: 'mistyped' } : { kind: 'other', code: bare }
}

/** A code as it may be shown: its last group only. */
export function maskLicenseCode(code: string): string {
  const shown = code.length > 12 ? code.slice(-5) : ''
  return `•••••-${shown || '•••••'}`
}
