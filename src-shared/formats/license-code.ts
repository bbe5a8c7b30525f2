// The License Code (docs/formats/license-code.md): five groups of five, the last two letters check the rest.
import {
  bytesToValues,
  foldLookAlikes,
  inGroupsOfFive,
  lettersToValues,
  valuesToLetters,
} from './crockford.ts'
import { checkValues, wrongLetter } from './check-letters.ts'
import { readLetters } from './checked-letters.ts'
import { bareText, trimmedUnseen, withoutName } from './outside/bare-text.ts'
import { findLicenseCodes } from './outside/codes-in-text.ts'
import { undoDamage } from './outside/undo-damage.ts'
import { DIGIT, LINE_BREAK, SHORT_TEXT, SPACE, SPACE_OR_DASH } from './text/char-set.ts'
import { hasAny, partsOf, without } from './text/whole-text.ts'

const DATA_LETTERS = 23 // 115 bits
export const CODE_LETTERS = DATA_LETTERS + 2

/** A License Code from at least 15 random bytes. */
export function formatLicenseCode(random: Uint8Array): string {
  const data = bytesToValues(random, DATA_LETTERS)
  return inGroupsOfFive(valuesToLetters([...data, ...checkValues(data)]))
}

/** One of ours, in its one spelling. */
export function isLicenseCode(text: string): boolean {
  const letters = without(text, SPACE_OR_DASH)
  return inGroupsOfFive(letters) === text && readLetters('license_code', letters, CODE_LETTERS).ok
}

export type LicenseCodeReading =
  /** Ours, in its one spelling. */
  | { readonly kind: 'ours'; readonly code: string }
  /** The shape of ours, but the check letters do not hold: a typing error. */
  | { readonly kind: 'mistyped' }
  /**
   * Another issuer's: kept exactly as it is, since it is part of the file's key. `letters`: how many there are, where it
   * looks like one of ours that lost some or has some too many; else null.
   */
  | { readonly kind: 'other'; readonly code: string; readonly letters: number | null }
  /** Two codes of ours or more in one text: nobody but the person knows which is meant. */
  | { readonly kind: 'several' }
  | { readonly kind: 'empty' }

/** `checked`: every code is one of ours, with check letters. `any`: they may be another issuer's, in whatever form. */
export type CodeForm = 'checked' | 'any'

/**
 * A code alone, or a text with one code of ours in it. Only a code of our form is normalized (case, look-alikes, spaces,
 * dashes); what nobody sees around any code is not part of it. A text in several lines is no code of any issuer.
 */
export function readLicenseCode(text: string, form: CodeForm = 'checked'): LicenseCodeReading {
  const bare = trimmedUnseen(text)
  if (bare === '') return { kind: 'empty' }
  const isAlone = !hasAny(bare, SPACE)
  if (form === 'any' && !hasAny(bare, LINE_BREAK)) return asItIs(bare)
  const undone = undoDamage(bare)
  const letters = lettersAlone(undone)
  const values = letters === null ? null : readLetters('license_code', letters, CODE_LETTERS)
  if (letters !== null && values?.ok) return { kind: 'ours', code: inGroupsOfFive(letters) }
  if (values?.ok === false && values.error.code === 'license_code_mistyped') return { kind: 'mistyped' }
  const [found, ...others] = isAlone && bare === undone ? [] : findLicenseCodes(undone)
  if (others.length > 0) return { kind: 'several' }
  if (found !== undefined) return { kind: 'ours', code: found }
  return { kind: 'other', code: bare, letters: letters === null ? null : nearlyOurs(letters, undone) }
}

/** Where a mail put marks, words or other characters around a code or into it, and its check letters hold, it is ours. */
function asItIs(text: string): LicenseCodeReading {
  const code = withoutName(text)
  const undone = undoDamage(code)
  const letters = bareText(undone) === code ? null : lettersAlone(undone)
  if (letters !== null && readLetters('license_code', letters, CODE_LETTERS).ok)
    return { kind: 'ours', code: inGroupsOfFive(letters) }
  const [found, ...others] = hasAny(code, SPACE) ? findLicenseCodes(undone) : []
  if (others.length > 0) return { kind: 'several' }
  return found === undefined ? { kind: 'other', code, letters: null } : { kind: 'ours', code: found }
}

/** Of a short text; null: it is none. */
function lettersAlone(text: string): string | null {
  const bare = bareText(text)
  return bare.length > SHORT_TEXT ? null : foldLookAlikes(without(bare, SPACE_OR_DASH))
}

/**
 * Of a code that is no code of ours: the group to look at first, from 1. It is the one that is too short or too long, or
 * the one with the wrong letter, if a single letter is wrong. null: nothing points to one.
 */
export function wrongGroup(text: string): number | null {
  const groups = partsOf(bareText(undoDamage(trimmedUnseen(text))), SPACE_OR_DASH)
  const odd = groups.flatMap(({ length }, index) => (length === GROUP_LETTERS ? [] : [index + 1]))
  if (groups.length === CODE_LETTERS / GROUP_LETTERS && odd.length === 1) return odd[0] ?? null
  const values = lettersToValues(foldLookAlikes(groups.join('')))
  const at = values?.length === CODE_LETTERS ? wrongLetter(values) : null
  return at === null ? null : Math.floor(at / GROUP_LETTERS) + 1
}

const GROUP_LETTERS = 5
const MOST_LOST = 5
/** Of groups: fewer could be any number. */
const LEAST_GROUPS = 2

function nearlyOurs(letters: string, text: string): number | null {
  const isNear = Math.abs(letters.length - CODE_LETTERS) <= MOST_LOST && letters.length !== CODE_LETTERS
  return (isNear || isBeginning(letters, text)) && hasAny(letters, DIGIT) && lettersToValues(letters) !== null
    ? letters.length
    : null
}

/** Whole groups of five, and some of another perhaps. */
function isBeginning(letters: string, text: string): boolean {
  // A look-alike of a digit is a letter of a word here.
  if (letters.length >= CODE_LETTERS || !hasAny(text, DIGIT)) return false
  const groups = partsOf(bareText(text), SPACE_OR_DASH)
  const whole = groups.slice(0, -1)
  return (
    groups.length >= LEAST_GROUPS &&
    whole.every(({ length }) => length === GROUP_LETTERS) &&
    letters.length >= LEAST_GROUPS * GROUP_LETTERS
  )
}

/** A code as it may be shown: its last group only. */
export function maskLicenseCode(code: string): string {
  const shown = code.length > 12 ? code.slice(-5) : ''
  return `•••••-${shown || '•••••'}`
}
