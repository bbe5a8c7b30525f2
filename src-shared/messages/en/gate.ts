// English words of the gate's answer. It loads these alone.
import { statuses } from './statuses.ts'

export const gate = {
  statuses,
  mayRun: (product: string, status: string, meaning: string) => `${product}: may run (${status}). ${meaning}`,
  mayNotRun: (product: string, status: string, meaning: string) =>
    `${product}: may not run (${status}). ${meaning}`,
}
