// What another process has taken of the processor (Linux).
import { readFileSync } from 'node:fs'

/** Milliseconds so far (proc_pid_stat(5): behind the name utime is the 12th, in hundredths of a second). */
export function processorTime(pid: number): number {
  const said = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user = 0, system = 0] = said
    .slice(said.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return (user + system) * 10
}
