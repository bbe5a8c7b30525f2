// English words for what a pasted text is, and what entering it would do.
import type { InspectedMachine, Inspection } from '../../contract/inspection.ts'

export const inspection = {
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
  } satisfies Record<Inspection['kind'], string>,
  verdicts: {
    holds: 'It holds.',
    well_formed: 'It is typed correctly. It has no signature that could be checked.',
    does_not_hold: 'It does not hold.',
    could_not_tell: 'Whether it holds cannot be told yet.',
  } satisfies Record<Inspection['verdict'], string>,
  incomplete: 'not all of it',
  machines: { this: 'this machine', other: 'another machine', unknown: 'not said' } satisfies Record<
    InspectedMachine['is'],
    string
  >,
  /** Beside what a mail, or an unsigned part of the key, says of the machine. */
  notProven: 'not proven yet',
  comparisons: {
    new: 'This license is not here yet.',
    newer: 'This license is here; the key is newer and would take the place of the one that is.',
    same: 'This very key is here.',
    older: 'This license is here, with a newer key.',
    returned: 'This key was returned on this machine.',
  } satisfies Record<NonNullable<Inspection['comparison']>, string>,
  openedWith: {
    given_code: 'the License Code that was given',
    stored_code: 'the License Code of a license that is here',
    code_inside: 'the License Code in the file, which is not encrypted',
  } satisfies Record<NonNullable<Inspection['openedWith']>, string>,
  /** A License Code or a key whose license is on this machine. */
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
