// The return code (docs/formats/return-code.md): the operator's declaration that a Local License Key is used no more.
import { DAY, MINUTE } from '../instant.ts'
import { checkValues } from './check-letters.ts'
import { readLetters, type LettersError } from './checked-letters.ts'
import { bytesToValues, foldLookAlikes, inGroupsOfFive, valuesToLetters } from './crockford.ts'
import type { Primitives } from './primitives.ts'
import { bareText } from './outside/bare-text.ts'
import { findLettersBehind } from './outside/letters-behind.ts'
import { undoDamage } from './outside/undo-damage.ts'
import { SPACE_OR_DASH } from './text/char-set.ts'
import { MAX_TEXT_CHARACTERS, upperCase, without } from './text/whole-text.ts'
import { err, ok, type Result } from '../result.ts'

const PREFIX = 'RETURN'
const KEY_TEXT = 'activation-desk/return-code/v1'
const DAY_LETTERS = 3 // days since 2020: until 2109
const MINUTE_LETTERS = 5 // minutes since 2020: until 2083
const MAC_LETTERS = 20 // 100 bits
const ALL_LETTERS = DAY_LETTERS + MINUTE_LETTERS + MAC_LETTERS + 2
/** Neither a Unique Key (0) nor a row of a typed key that anybody will see holds under it. */
const CHECK_CONTEXT = 31
const EPOCH = Date.UTC(2020, 0, 1)

/** What is declared: this machine does not use this license's keys up to that one any more. */
export interface ReturnFacts {
  readonly uniqueKey: string
  /** 16 hex digits: `licenseNumber` of typed-key/hints.ts, which a typed key knows as well. */
  readonly licenseNumber: string
  /** When the key that is returned was issued; the minute counts. */
  readonly issued: number
  /** The day of the declaration, in UTC. */
  readonly returned: number
}

/** `code`: the License Code, in its one spelling. Instants outside of what the letters can say become the nearest. */
export function makeReturnCode(facts: ReturnFacts, code: string, primitives: Primitives): string {
  const minute = within(facts.issued, MINUTE, MINUTE_LETTERS)
  const day = within(facts.returned, DAY, DAY_LETTERS)
  const data = [
    ...toValues(day, DAY_LETTERS),
    ...toValues(minute, MINUTE_LETTERS),
    ...mac(facts, minute, day, code, primitives),
  ]
  return spelled([...data, ...checkValues(data, CHECK_CONTEXT)])
}

export interface ReadReturnCode {
  /** In its one spelling. */
  readonly text: string
  /** The minute in which the key was issued. */
  readonly issued: number
  /** The first moment of the day, in UTC. */
  readonly returned: number
}

export type ReturnCodeError = LettersError<'return_code'>

/**
 * As a person wrote it: forgives case, spaces, dashes, look-alikes, and a prefix that was left out. In a longer text, such
 * as a whole mail, the first that stands behind the prefix is read.
 */
export function readReturnCode(text: string): Result<ReadReturnCode, ReturnCodeError> {
  if (text.length > MAX_TEXT_CHARACTERS)
    return err({ code: 'return_code_length', letters: text.length, expected: ALL_LETTERS })
  const undone = undoDamage(text)
  const alone = readAlone(bareText(undone))
  if (alone.ok || alone.error.code === 'return_code_mistyped') return alone
  const within = findLettersBehind(undone, PREFIX, ALL_LETTERS)
  return within === null ? alone : readAlone(within)
}

function readAlone(text: string): Result<ReadReturnCode, ReturnCodeError> {
  const compact = upperCase(without(text, SPACE_OR_DASH))
  const letters = foldLookAlikes(compact.startsWith(PREFIX) ? compact.slice(PREFIX.length) : compact)
  const read = readLetters('return_code', letters, ALL_LETTERS, CHECK_CONTEXT)
  if (!read.ok) return read
  const values = read.value
  const day = toNumber(values.slice(0, DAY_LETTERS))
  const minute = toNumber(values.slice(DAY_LETTERS, DAY_LETTERS + MINUTE_LETTERS))
  return ok({ text: spelled(values), issued: EPOCH + minute * MINUTE, returned: EPOCH + day * DAY })
}

/** Whether it was made on this machine, for this license, with this License Code. */
export function returnCodeHolds(
  read: ReadReturnCode,
  { uniqueKey, licenseNumber }: Pick<ReturnFacts, 'uniqueKey' | 'licenseNumber'>,
  code: string,
  primitives: Primitives,
): boolean {
  const { issued, returned } = read
  return makeReturnCode({ uniqueKey, licenseNumber, issued, returned }, code, primitives) === read.text
}

function mac(
  { uniqueKey, licenseNumber }: ReturnFacts,
  minute: number,
  day: number,
  code: string,
  primitives: Primitives,
): number[] {
  const key = primitives.encodeUtf8(`${KEY_TEXT}\0${code}`)
  const message = primitives.encodeUtf8([uniqueKey, licenseNumber, minute, day].join('\0'))
  return bytesToValues(primitives.hmacSha256(key, message), MAC_LETTERS)
}

const within = (instant: number, unit: number, letters: number): number =>
  Math.min(Math.max(Math.floor((instant - EPOCH) / unit), 0), 32 ** letters - 1)
const toValues = (number: number, letters: number): number[] =>
  Array.from({ length: letters }, (_, at) => Math.floor(number / 32 ** (letters - 1 - at)) % 32)
const toNumber = (values: readonly number[]): number =>
  values.reduce((number, value) => number * 32 + value, 0)
const spelled = (values: readonly number[]): string => `${PREFIX}-${inGroupsOfFive(valuesToLetters(values))}`
