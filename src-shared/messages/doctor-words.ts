// What every language must say of “Test connection” and `doctor`; failed lines take the words of their error code.
import type { ConnectionStep, LineState, MachineStep, Note } from '../contract/diagnosis.ts'

export interface DoctorWords {
  readonly machine: string
  readonly connection: string
  readonly throughProxy: (proxy: string) => string
  readonly steps: Readonly<Record<ConnectionStep | MachineStep, string>>
  readonly states: Readonly<Record<LineState, string>>
  readonly notes: Readonly<Record<Note, string>>
  readonly allWell: string
  readonly somethingFailed: (count: number) => string
}
