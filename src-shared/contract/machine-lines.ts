// What the way to the server showed of this machine counts in the lines about this machine.
import type { ConnectionLine, MachineLine } from './doctor.ts'

/** A clock that differs from the server's is called well by no line: which of the two is wrong nobody knows. */
export function machineLinesBeside(
  lines: readonly MachineLine[],
  connection: readonly ConnectionLine[],
): MachineLine[] {
  const differs = connection.some(({ step, state }) => step === 'clock' && state === 'failed')
  return lines.map((line) =>
    differs && line.step === 'machine_clock' && line.state === 'ok'
      ? { ...line, state: 'warning', note: 'clock_differs' }
      : line,
  )
}
