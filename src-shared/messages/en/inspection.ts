// English words for what a pasted text is, and what entering it would do.
import type { InspectedMachine, Inspection } from '../../contract/inspection.ts'

export const inspection = {
  kinds: {
    empty: 'Nothing',
    license_code: 'License Code',
    signed_key: 'Signed License Code',
    unique_key: 'Unique Key',
    machine_file: 'Machine file',
    license_file: 'License file',
    typed_key: 'Typed key',
    return_code: 'Return code',
    unknown: 'Not recognized',
  } satisfies Record<Inspection['kind'], string>,
  verdicts: {
    holds: 'Valid',
    well_formed: 'Typed correctly',
    does_not_hold: 'Not valid',
    could_not_tell: 'Not checked yet',
  } satisfies Record<Inspection['verdict'], string>,
  /** Which of it, the changes say. */
  givesLess: 'Valid, but gives less than the key that is here',
  incomplete: 'Incomplete',
  alreadyActivated: 'Already activated',
  otherMachine: 'For another machine',
  ended: { file_expired: 'Ended', license_expired: 'License expired' },
  machines: { this: 'this machine', other: 'another machine', unknown: 'not said' } satisfies Record<
    InspectedMachine['is'],
    string
  >,
  /** Beside what a mail, or an unsigned part of the key, says of the machine. */
  notProven: 'not proven yet',
  comparisons: {
    new: 'Not activated yet',
    newer: 'Newer than the key that is here, and takes its place',
    same: 'Already activated',
    older: 'Already activated with a newer key',
    returned: 'Returned on this machine',
  } satisfies Record<NonNullable<Inspection['comparison']>, string>,
  openedWith: {
    given_code: 'the License Code that was given',
    stored_code: 'the License Code of a license that is here',
    code_inside: 'the License Code in the file, which is not encrypted',
  } satisfies Record<NonNullable<Inspection['openedWith']>, string>,
  /** A License Code or a key whose license is on this machine. */
  isHere: 'Already activated',
  asLongAsLicense: 'the license ends',
  unlimited: 'unlimited',
  noLimit: 'No limit',
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
