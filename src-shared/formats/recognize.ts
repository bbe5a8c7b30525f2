// What a pasted text is, before anything of it is believed (docs/product.md#adding-a-license).
import { checkHolds } from './check-letters.ts'
import { foldLookAlikes, lettersToValues } from './crockford.ts'
import { readLicenseCode, type CodeForm } from './license-code.ts'
import { readReturnCode, type ReadReturnCode } from './return-code.ts'
import { parseUniqueKey, type UniqueKeyError } from './unique-key.ts'
import { rowsInText } from './typed-key/paste.ts'
import { couldBeRow } from './typed-key/rows.ts'
import { rowStates } from './typed-key/row-states.ts'
import { armoredKind, readArmor } from './armor.ts'
import { bareText, trimmedUnseen, withoutName } from './outside/bare-text.ts'
import { findLicenseCodes } from './outside/codes-in-text.ts'
import { undoDamage } from './outside/undo-damage.ts'
import { readSignedKey, type SignedKey } from './signed-key.ts'
import { charSet, LINE_BREAK, SHORT_TEXT } from './text/char-set.ts'
import { shortPattern } from './text/short-pattern.ts'
import { hasAny, isBlank, MAX_TEXT_CHARACTERS, without } from './text/whole-text.ts'

export type Recognized =
  | { readonly kind: 'empty' }
  /** `code` null: a typing error in it. */
  | { readonly kind: 'license_code'; readonly code: string | null }
  /** `uniqueKey` null: mistyped, or another vendor's; `error` says which. */
  | { readonly kind: 'unique_key'; readonly uniqueKey: string | null; readonly error: UniqueKeyError | null }
  /** `complete`: its first and its last line are there. */
  | { readonly kind: 'machine_file' | 'license_file'; readonly complete: boolean }
  /** Whole or in part; `rows` are for `rowStates` and the fields of the page. */
  | { readonly kind: 'typed_key'; readonly complete: boolean; readonly rows: readonly string[] }
  /** `returned` null: mistyped. */
  | { readonly kind: 'return_code'; readonly returned: ReadReturnCode | null }
  /** Keygen's signed license key: a License Code that is to be kept as it is, and of which nothing is verified yet. */
  | { readonly kind: 'signed_key'; readonly key: SignedKey }
  | { readonly kind: 'unknown' }

const RETURN = shortPattern(/^return\s*-/i)

/** `uniqueKeyPrefix`, `form`: the vendor's. A file is looked for first, then a typed key, since both may stand in a mail. */
export function recognize(text: string, uniqueKeyPrefix: string, form: CodeForm = 'checked'): Recognized {
  if (text.length > MAX_TEXT_CHARACTERS) return { kind: 'unknown' }
  if (isBlank(text)) return { kind: 'empty' }
  const undone = undoDamage(text)
  const armored = armoredKind(undone)
  if (armored !== null) return { kind: `${armored}_file`, complete: readArmor(undone).ok }
  const key = readSignedKey(withoutName(trimmedUnseen(text)))
  if (key !== null) return { kind: 'signed_key', key }
  const bare = bareText(undone)
  const short = () => recognizeShort(bare, text, uniqueKeyPrefix, form)
  return (
    (hasAny(bare, LINE_BREAK) ? null : short()) ??
    recognizeTypedKey(undone) ??
    recognizeWithin(undone, uniqueKeyPrefix) ??
    short() ?? { kind: 'unknown' }
  )
}

/** In a longer text, such as a whole mail. Two codes are none: which of them is meant, the person knows. */
function recognizeWithin(text: string, prefix: string): Recognized | null {
  const [code, ...others] = findLicenseCodes(text)
  if (code !== undefined && others.length === 0) return { kind: 'license_code', code }
  const returned = readReturnCode(text)
  if (returned.ok) return { kind: 'return_code', returned: returned.value }
  const uniqueKey = parseUniqueKey(text, prefix)
  return uniqueKey.ok ? { kind: 'unique_key', uniqueKey: uniqueKey.value, error: null } : null
}

/** `text`: as it was given. */
function recognizeShort(bare: string, text: string, prefix: string, form: CodeForm): Recognized | null {
  if (bare.length > SHORT_TEXT) return null
  const returned = readReturnCode(bare)
  if (returned.ok) return { kind: 'return_code', returned: returned.value }
  if (RETURN.atStart(bare)) return { kind: 'return_code', returned: null }
  const uniqueKey = parseUniqueKey(bare, prefix)
  if (uniqueKey.ok) return { kind: 'unique_key', uniqueKey: uniqueKey.value, error: null }
  if (uniqueKey.error.code !== 'unique_key_other_prefix' || isOthersUniqueKey(bare))
    return { kind: 'unique_key', uniqueKey: null, error: uniqueKey.error }
  const code = readLicenseCode(bare)
  const given = form === 'any' ? readLicenseCode(text, form) : null
  const kept = given !== null && 'code' in given ? given.code : null
  if (code.kind === 'ours') return { kind: 'license_code', code: kept ?? code.code }
  return code.kind === 'mistyped' && !holdsAsRow(bare) ? { kind: 'license_code', code: kept } : null
}

const UNIQUE_KEY = shortPattern(/^[A-Z0-9]{1,24}((?:-[A-Z0-9]{5}){6})$/i)
const DASH = charSet(/[-]/)

/** A name, a dash, and thirty letters whose check letters hold. */
function isOthersUniqueKey(bare: string): boolean {
  const groups = UNIQUE_KEY.atStart(bare)?.[1]
  const values = groups === undefined ? null : lettersToValues(foldLookAlikes(without(groups, DASH)))
  return values !== null && checkHolds(values)
}

const holdsAsRow = (bare: string): boolean => recognizeTypedKey(bare) !== null

/** Row 1 that makes sense, or two rows: one other row alone could be anybody's code. */
function recognizeTypedKey(text: string): Recognized | null {
  const rows = rowsInText(text)
  const found = rowStates(rows)
  const likely = found.rows.filter(
    ({ state }, index) => state === 'ok' || state === 'other_row' || couldBeRow(rows[index] ?? ''),
  )
  if (found.version === null && likely.length < 2) return null
  return { kind: 'typed_key', complete: found.complete, rows }
}
