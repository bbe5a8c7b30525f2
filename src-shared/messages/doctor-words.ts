// What every language must say of “Test connection” and `doctor`; failed lines take the words of their error code.
import type { ConnectionStep, LineState, MachineStep, Note } from '../contract/diagnosis.ts'
import type { System } from '../contract/system.ts'

export interface DoctorWords {
  readonly machine: string
  readonly connection: string
  readonly throughProxy: (proxy: string) => string
  readonly steps: Readonly<Record<ConnectionStep | MachineStep, string>>
  readonly states: Readonly<Record<LineState, string>>
  readonly notes: Readonly<Record<Note, string>>
  /** How a clone gets a machine id of its own. */
  readonly newId: Readonly<Record<System, string>>
  /** Beside a Unique Key that an administrator decided. */
  readonly idFromFile: (path: string) => string
  readonly allWell: string
  readonly somethingFailed: (count: number) => string
}
