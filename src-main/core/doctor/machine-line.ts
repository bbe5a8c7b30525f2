// One line of what `doctor` says of this machine.
import type { MachineLine, MachineStep, Note } from '#shared/contract/doctor.ts'
import type { Failure } from '#shared/contract/errors.ts'

export const line = (
  step: MachineStep,
  state: 'ok' | 'warning' | 'skipped',
  detail: string,
  note: Note | null = null,
): MachineLine => ({ step, state, detail, note, problem: null })
export const failed = (step: MachineStep, problem: Failure): MachineLine => ({
  step,
  state: 'failed',
  detail: '',
  note: null,
  problem,
})
