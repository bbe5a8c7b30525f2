// How much memory a program had at the most.
import { readFileSync } from 'node:fs'

/** Kilobytes of this program alone: what a system counts for a child may begin with what its parent had. */
export function mostMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
}
