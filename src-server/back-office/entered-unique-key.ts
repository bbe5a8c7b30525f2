// A Unique Key as a person gives it to the back office.
import { parseUniqueKey, type UniqueKeyError } from '#shared/formats/unique-key.ts'
import { err, type Result } from '#shared/result.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { refusal, type Refusal } from './refusal.ts'

/** As a person wrote it, in its one spelling. */
export function readUniqueKey(vendor: Vendor, text: string): Result<string, Refusal<UniqueKeyError['code']>> {
  const uniqueKey = parseUniqueKey(text, vendor.account.vendor.uniqueKeyPrefix)
  return uniqueKey.ok ? uniqueKey : err(refuseUniqueKey(uniqueKey.error))
}

export const refuseUniqueKey = (error: UniqueKeyError): Refusal<UniqueKeyError['code']> =>
  refusal(error.code, ({ uniqueKey }) => {
    switch (error.code) {
      case 'unique_key_other_prefix':
        return uniqueKey.otherPrefix(error.prefix)
      case 'unique_key_length':
        return uniqueKey.length(error.letters, error.expected)
      case 'unique_key_letter':
        return uniqueKey.letter(error.letter)
      case 'unique_key_mistyped':
        return uniqueKey.mistyped
    }
  })
