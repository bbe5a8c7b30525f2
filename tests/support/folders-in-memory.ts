// Where the folders of Node's tests lie: in memory, where Linux has room for them there. They are made and removed by the
// thousand, and a disk takes twice as long for that. End to end, and in tests/real and tests/long, it is the disk.
import { readFileSync, statfsSync } from 'node:fs'

const SHARED_MEMORY = '/dev/shm'
/** What is left to others on a machine of little memory. */
const ROOM = 2 * 1024 ** 3

/** What os.tmpdir() reads; nothing where somebody chose a place, or where there is none in memory. */
export const inMemory = (): Readonly<Record<string, string>> =>
  process.env['TMPDIR'] === undefined && hasRoom() ? { TMPDIR: SHARED_MEMORY } : {}

/** Containers often have little of it, in which nothing can be run. */
function hasRoom(): boolean {
  if (process.platform !== 'linux') return false
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
    const [, , system, options = ''] =
      mounts.map((line) => line.split(' ')).findLast(([, at]) => at === SHARED_MEMORY) ?? []
    const { bavail, bsize } = statfsSync(SHARED_MEMORY)
    return system === 'tmpfs' && !options.split(',').includes('noexec') && bavail * bsize >= ROOM
  } catch {
    return false
  }
}
