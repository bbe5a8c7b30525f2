// English words for what a pasted text is, and what entering it would do.
import type { InspectionWords } from '../inspection-words.ts'

export const inspection: InspectionWords = {
  kinds: {
    empty: 'Nothing',
    license_code: 'A License Code',
    signed_key: 'A signed License Code',
    unique_key: 'A Unique Key',
    machine_file: 'A machine file',
    license_file: 'A license file',
    typed_key: 'A typed key',
    return_code: 'A return code',
    unknown: 'Nothing that is known here',
  },
  verdicts: {
    holds: 'It holds.',
    well_formed: 'It is typed correctly. It has no signature that could be checked.',
    does_not_hold: 'It does not hold.',
    could_not_tell: 'Whether it holds cannot be told yet.',
  },
  incomplete: 'not all of it',
  machines: { this: 'this machine', other: 'another machine', unknown: 'not said' },
  notProven: 'not proven yet',
  comparisons: {
    new: 'This license is not here yet.',
    newer: 'This license is here; the key is newer and would take the place of the one that is.',
    same: 'This very key is here.',
    older: 'This license is here, with a newer key.',
    returned: 'This key was returned on this machine.',
  },
  openedWith: {
    given_code: 'the License Code that was given',
    stored_code: 'the License Code of a license that is here',
    code_inside: 'the License Code in the file, which is not encrypted',
  },
  isHere: 'This license is here.',
  asLongAsLicense: 'as long as the license',
  unlimited: 'unlimited',
  labels: {
    machine: 'For',
    thisMachine: 'This machine',
    statedMachine: 'The text says',
    owner: 'Owner',
    issued: 'Issued',
    validUntil: 'Key valid until',
    licenseUntil: 'License until',
    signedBy: 'Signing key',
    openedWith: 'Opened with',
    here: 'On this machine',
    changes: 'What changes',
    returned: 'Returned',
  },
}
