// The License Code as it was typed or pasted, in a whole mail too: normalized where it is ours, kept where it is not, named
// where it is something else.
import { failure, type ErrorsOf, type Failure } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { canBeForeign } from '#shared/formats/foreign-code.ts'
import { CODE_LETTERS, readLicenseCode } from '#shared/formats/license-code.ts'
import { recognize } from '#shared/formats/recognize.ts'
import { CONTROL } from '#shared/formats/text/char-set.ts'
import { hasAny } from '#shared/formats/text/whole-text.ts'
import { isBareUniqueKey, parseUniqueKey } from '#shared/formats/unique-key.ts'
import { err, ok, type Result } from '#shared/result.ts'

/** Characters. Longer ones fit into no header of a request; signed keys that serve as codes have some hundred. */
const LONGEST_CODE = 4096

export type CodeErrorCode = ErrorsOf<'code'>

/** SECURITY: only what can be a code is ever sent. docs/SECURITY.md#server */
export function readCodeToSend(
  text: string,
  vendor: Pick<VendorProfile, 'uniqueKeyPrefix' | 'server'>,
): Result<string, Failure<CodeErrorCode>> {
  const code = readCode(text, vendor)
  if (!code.ok) return code
  const canBeCode = readLicenseCode(code.value).kind === 'ours' || canBeForeign(code.value)
  if (canBeCode) return code
  return err(
    failure(isBareUniqueKey(code.value) ? 'license_code_is_unique_key' : 'license_code_not_recognized', {}),
  )
}

/** For use on this machine: with a key that came by mail the code may be whatever the vendor chose. */
export function readCode(
  text: string,
  { uniqueKeyPrefix, server }: Pick<VendorProfile, 'uniqueKeyPrefix' | 'server'>,
): Result<string, Failure<CodeErrorCode>> {
  const reading = readLicenseCode(text, server.codeForm)
  if (reading.kind === 'ours') return ok(reading.code)
  if (reading.kind === 'empty') return err(failure('license_code_empty', {}))
  if (isOfflineKey(text, uniqueKeyPrefix)) return err(failure('license_code_is_offline_key', {}))
  const uniqueKey = parseUniqueKey(text, uniqueKeyPrefix)
  if (uniqueKey.ok || uniqueKey.error.code !== 'unique_key_other_prefix')
    return err(failure('license_code_is_unique_key', {}))
  if (reading.kind === 'several') return err(failure('license_code_several', {}))
  if (reading.kind === 'mistyped') return err(failure('license_code_mistyped', {}))
  if (reading.code.length > LONGEST_CODE) return err(failure('license_code_too_long', {}))
  if (reading.letters !== null)
    return err(failure('license_code_incomplete', { letters: reading.letters, expected: CODE_LETTERS }))
  const canBeCode = server.codeForm === 'any' && !hasAny(reading.code, CONTROL)
  return canBeCode ? ok(reading.code) : err(failure('license_code_not_recognized', {}))
}

function isOfflineKey(text: string, uniqueKeyPrefix: string): boolean {
  const { kind } = recognize(text, uniqueKeyPrefix)
  return kind === 'machine_file' || kind === 'license_file' || kind === 'typed_key'
}
