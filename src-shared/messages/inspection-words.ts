// What every language must say of an inspected text; findings take the words of their error code.
import type { InspectedMachine, Inspection } from '../contract/inspection.ts'

export interface InspectionWords {
  readonly kinds: Readonly<Record<Inspection['kind'], string>>
  readonly verdicts: Readonly<Record<Inspection['verdict'], string>>
  readonly incomplete: string
  readonly machines: Readonly<Record<InspectedMachine['is'], string>>
  /** Beside what a mail, or an unsigned part of the key, says of the machine. */
  readonly notProven: string
  readonly comparisons: Readonly<Record<NonNullable<Inspection['comparison']>, string>>
  readonly openedWith: Readonly<Record<NonNullable<Inspection['openedWith']>, string>>
  /** A License Code or a key whose license is on this machine. */
  readonly isHere: string
  readonly asLongAsLicense: string
  readonly unlimited: string
  readonly labels: {
    readonly machine: string
    readonly thisMachine: string
    readonly statedMachine: string
    readonly owner: string
    readonly issued: string
    readonly validUntil: string
    readonly licenseUntil: string
    readonly signedBy: string
    readonly openedWith: string
    readonly here: string
    readonly changes: string
    readonly returned: string
  }
}
