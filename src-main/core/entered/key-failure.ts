// What is wrong with a Local License Key as a failure of the contract, with what its words need to know.
import { failure, type Failure } from '#shared/contract/errors.ts'
import { uniqueKeyAbove } from '#shared/formats/unique-key-above.ts'
import { iso } from '#shared/instant.ts'
import type { OfflineKeyError } from '#shared/license/offline-key.ts'

export type KeyErrorCode = OfflineKeyError['code']

interface Entered {
  readonly text: string
  readonly uniqueKey: string
}

/** `prefix`: of the vendor's Unique Keys. */
export function keyFailure(error: OfflineKeyError, entered: Entered, prefix: string): Failure<KeyErrorCode> {
  const { uniqueKey } = entered
  switch (error.code) {
    case 'signing_key_not_valid':
      return failure('signing_key_not_valid', { keyId: error.keyId, issued: iso(error.issued) })
    case 'clock_behind':
      return failure('clock_behind', { issued: iso(error.issued), clock: iso(error.clock) })
    case 'file_expired':
    case 'license_expired':
      return failure(error.code, { expiry: iso(error.expiry) })
    case 'other_machine':
      return failure('other_machine', { uniqueKey, fileUniqueKey: error.uniqueKey })
    case 'code_or_machine_mismatch': {
      const mailUniqueKey = uniqueKeyAbove(entered.text, prefix)
      return failure('code_or_machine_mismatch', { uniqueKey, mailUniqueKey })
    }
    case 'key_too_large':
      return failure('key_too_large', { maximum: error.maximum })
    case 'key_in_other_file':
      return failure('key_in_other_file', { kind: error.kind })
    case 'algorithm_not_supported':
      return failure('algorithm_not_supported', { algorithm: error.algorithm })
    case 'typed_key_row_wrong':
      return failure('typed_key_row_wrong', { row: error.row, looksLikeRow: error.looksLikeRow })
    case 'typed_key_rows_missing':
      return failure('typed_key_rows_missing', { rows: error.rows, of: error.of })
    case 'typed_key_rows_extra':
      return failure('typed_key_rows_extra', { of: error.of })
    case 'typed_key_version_not_supported':
      return failure('typed_key_version_not_supported', { version: error.version })
    case 'typed_key_unknown_signing_key':
      return failure('typed_key_unknown_signing_key', { keyId: error.keyId, reason: error.reason })
    case 'typed_key_unknown_product':
      return failure('typed_key_unknown_product', { number: error.number })
    default:
      return failure(error.code, {})
  }
}
