// The Unique Key (docs/formats/unique-key.md): a machine's name for itself towards one vendor.
// It is the `fingerprint` on the wire and in the files.
import { bytesToValues, foldLookAlikes, inGroupsOfFive, valuesToLetters } from './crockford.ts'
import { checkValues } from './check-letters.ts'
import { readLetters, type LettersError } from './checked-letters.ts'
import { bareText } from './outside/bare-text.ts'
import { findLettersBehind } from './outside/letters-behind.ts'
import { undoDamage } from './outside/undo-damage.ts'
import { charSet, SHORT_TEXT, SPACE_OR_DASH } from './text/char-set.ts'
import { shortPattern } from './text/short-pattern.ts'
import { lowerCase, MAX_TEXT_CHARACTERS, trimmed, without } from './text/whole-text.ts'
import type { Primitives } from './primitives.ts'
import { err, ok, type Result } from '../result.ts'

const DATA_LETTERS = 28 // 140 bits
const ALL_LETTERS = DATA_LETTERS + 2
const KEY_TEXT = 'activation-desk/unique-key/v1'

/** What of the vendor profile goes into a Unique Key: the immutable id keys it, the prefix only leads it. */
export interface UniqueKeyVendor {
  readonly id: string
  readonly uniqueKeyPrefix: string
}

const UUID = shortPattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const HEX = shortPattern(/^[0-9a-f]{32}$/)
const ONE_DIGIT = shortPattern(/^(.)\1*$/)
const DASH = charSet(/[-]/)

/** A machine id in its one spelling: 32 hex digits, lower case, or null for anything that is not an id. */
export function normalizeMachineId(text: string): string | null {
  if (text.length > MAX_TEXT_CHARACTERS) return null
  const id = lowerCase(trimmed(text))
  if (!UUID.matches(id) && !HEX.matches(id)) return null
  const hex = without(id, DASH)
  // An image that was made "without an id" often carries one digit repeated: that names no machine.
  return ONE_DIGIT.matches(hex) ? null : hex
}

/** One-way: neither the machine id nor anything else can be read from it. `machineId` is normalized. */
export function deriveUniqueKey(machineId: string, vendor: UniqueKeyVendor, primitives: Primitives): string {
  const key = primitives.encodeUtf8(`${KEY_TEXT}\0${vendor.id}`)
  const mac = primitives.hmacSha256(key, primitives.encodeUtf8(machineId))
  const data = bytesToValues(mac, DATA_LETTERS)
  const letters = valuesToLetters([...data, ...checkValues(data)])
  return `${vendor.uniqueKeyPrefix}-${inGroupsOfFive(letters)}`
}

/** The letters of a machine's Unique Key alone, whoever its vendor is. */
export function isBareUniqueKey(text: string): boolean {
  const letters = text.length > SHORT_TEXT ? '' : foldLookAlikes(without(text, SPACE_OR_DASH))
  return readLetters('unique_key', letters, ALL_LETTERS).ok
}

export type UniqueKeyError =
  { readonly code: 'unique_key_other_prefix'; readonly prefix: string } | LettersError<'unique_key'>

/**
 * A Unique Key as a person typed it, in its one spelling. Forgives case, spaces, dashes and look-alikes; the
 * prefix is matched before look-alikes are folded, and may have been typed with look-alikes itself. In a longer text, such
 * as a whole request, the first that stands behind the prefix is read.
 */
export function parseUniqueKey(text: string, prefix: string): Result<string, UniqueKeyError> {
  if (text.length > MAX_TEXT_CHARACTERS) return err({ code: 'unique_key_other_prefix', prefix })
  const undone = undoDamage(text)
  const alone = parseAlone(bareText(undone), prefix)
  if (alone.ok || alone.error.code === 'unique_key_mistyped') return alone
  const within = findLettersBehind(undone, prefix, ALL_LETTERS)
  return within === null ? alone : parseAlone(within, prefix)
}

function parseAlone(text: string, prefix: string): Result<string, UniqueKeyError> {
  const compact = without(text, SPACE_OR_DASH)
  const wanted = without(prefix, DASH)
  if (foldLookAlikes(compact.slice(0, wanted.length)) !== foldLookAlikes(wanted))
    return err({ code: 'unique_key_other_prefix', prefix })
  const letters = foldLookAlikes(compact.slice(wanted.length))
  const values = readLetters('unique_key', letters, ALL_LETTERS)
  return values.ok ? ok(`${prefix}-${inGroupsOfFive(letters)}`) : values
}
