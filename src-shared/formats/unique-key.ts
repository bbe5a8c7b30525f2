// The Unique Key (docs/formats/unique-key.md): a machine's name for itself towards one vendor.
// It is the `fingerprint` on the wire and in the files.
import {
  bytesToValues,
  foldLookAlikes,
  inGroupsOfFive,
  lettersToValues,
  valuesToLetters,
} from './crockford.ts'
import { checkHolds, checkValues } from './check-letters.ts'
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

/** A machine id in its one spelling: 32 hex digits, lower case, or null for anything that is not an id. */
export function normalizeMachineId(text: string): string | null {
  const id = text.trim().toLowerCase()
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  const isHex = /^[0-9a-f]{32}$/.test(id)
  if (!isUuid && !isHex) return null
  const hex = id.replaceAll('-', '')
  // An image that was made "without an id" often carries one digit repeated: that names no machine.
  return /^(.)\1*$/.test(hex) ? null : hex
}

/** One-way: neither the machine id nor anything else can be read from it. `machineId` is normalized. */
export function deriveUniqueKey(machineId: string, vendor: UniqueKeyVendor, primitives: Primitives): string {
  const key = primitives.encodeUtf8(`${KEY_TEXT}\0${vendor.id}`)
  const mac = primitives.hmacSha256(key, primitives.encodeUtf8(machineId))
  const data = bytesToValues(mac, DATA_LETTERS)
  const letters = valuesToLetters([...data, ...checkValues(data)])
  return `${vendor.uniqueKeyPrefix}-${inGroupsOfFive(letters)}`
}

export type UniqueKeyError =
  | { readonly code: 'unique_key_other_prefix'; readonly prefix: string }
  | { readonly code: 'unique_key_length'; readonly letters: number; readonly expected: number }
  | { readonly code: 'unique_key_letter'; readonly letter: string }
  | { readonly code: 'unique_key_mistyped' }

/**
 * A Unique Key as a person typed it, in its one spelling. Forgives case, spaces, dashes and look-alikes; the
 * prefix is matched before look-alikes are folded, and may have been typed with look-alikes itself.
 */
export function parseUniqueKey(text: string, prefix: string): Result<string, UniqueKeyError> {
  const compact = text.replaceAll(/[\s\-\u2010-\u2015\u00a0]/g, '')
  const wanted = prefix.replaceAll('-', '')
  if (foldLookAlikes(compact.slice(0, wanted.length)) !== foldLookAlikes(wanted))
    return err({ code: 'unique_key_other_prefix', prefix })
  const letters = foldLookAlikes(compact.slice(wanted.length))
  const values = lettersToValues(letters)
  if (values === null) {
    const letter = Array.from(letters).find((candidate) => lettersToValues(candidate) === null) ?? ''
    return err({ code: 'unique_key_letter', letter })
  }
  if (values.length !== ALL_LETTERS)
    return err({ code: 'unique_key_length', letters: values.length, expected: ALL_LETTERS })
  if (!checkHolds(values)) return err({ code: 'unique_key_mistyped' })
  return ok(`${prefix}-${inGroupsOfFive(letters)}`)
}
