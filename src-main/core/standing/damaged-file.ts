// Why a stored license does not hold: another machine's, one that the vendor signed otherwise, or a damaged file.
import { isLicenseCode } from '#shared/formats/license-code.ts'
import type { FoundLicense } from '../ports/license-store.ts'
import type { ServerWord } from './server-word.ts'

/** The vendor's signature holds, so the file says surely that it is no license for here. */
const SIGNED_SO: ReadonlySet<string> = new Set([
  'other_machine',
  'signing_key_not_valid',
  'wrong_file_type',
  'license_missing_in_file',
  'other_application',
  'other_account',
  'older_key',
  'key_returned',
])

/** `problem`: the code of what is wrong with it. Null: nothing is damaged. The path is for words. */
export function damagedFile(stored: FoundLicense, problem: string, word: ServerWord | null): string | null {
  if (SIGNED_SO.has(problem)) return null
  switch (problem) {
    case 'code_or_machine_mismatch': // a key is encrypted for both: one of them is not what it was
      return isCodeIntact(stored, word) ? null : `${stored.where}/code`
    case 'license_code_mismatch':
      return `${stored.where}/code`
    case 'answer_missing':
      return `${stored.where}/answers/validation.json`
    default:
      return `${stored.where}/${stored.keyFile}`
  }
}

/** A signed answer about this very code proves it; else what was noted when it was put, or its check letters. */
function isCodeIntact({ code, codeIsAsPut }: FoundLicense, word: ServerWord | null): boolean {
  return word !== null || (codeIsAsPut ?? isLicenseCode(code))
}
