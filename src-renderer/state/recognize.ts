// What a pasted text is, so that anything may be pasted anywhere.
import { readLicenseCode } from '#shared/formats/license-code.ts'
import { parseUniqueKey } from '#shared/formats/unique-key.ts'

export type Recognized = 'local_key' | 'license_code' | 'this_unique_key' | 'other_unique_key' | 'unknown'

const KEY_GROUPS = 6

/** `uniqueKey`: this machine's, from which the vendor's prefix is known; null where it has none. */
export function recognize(text: string, uniqueKey: string | null): Recognized {
  if (/-----BEGIN (MACHINE|LICENSE) FILE-----/.test(text)) return 'local_key'
  if (readLicenseCode(text).kind === 'ours') return 'license_code'
  if (uniqueKey === null) return 'unknown'
  const prefix = uniqueKey.split('-').slice(0, -KEY_GROUPS).join('-')
  const key = parseUniqueKey(text, prefix)
  if (!key.ok) return 'unknown'
  return key.value === uniqueKey ? 'this_unique_key' : 'other_unique_key'
}
