// The number of a user of this system, by name or by the number itself.
import { execFileSync } from 'node:child_process'

const LARGEST = 4_294_967_294

/** Null: there is no such user. Names are looked up as the system does it, directories in the network included. */
export function userId(name: string): number | null {
  if (/^\d+$/.test(name)) return Number(name) <= LARGEST ? Number(name) : null
  try {
    const id = execFileSync('id', ['-u', '--', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: '/usr/bin:/bin' },
    })
    return Number(id)
  } catch {
    return null
  }
}
