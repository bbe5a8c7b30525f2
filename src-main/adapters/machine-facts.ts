// What the operating system shows of containers, and of the disk and the rights under the data folder.
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { hostname } from 'node:os'
import type { MachineFacts } from '#main/core/ports/machine-facts.ts'
import { nearestThere } from '#shared/files/used-up.ts'
import { tryWriting } from './file-store/try-writing.ts'
import { systemHere } from './system-here.ts'

/** Milliseconds to wait for another writer: a lock that is held for longer is worth a line. */
const PATIENCE = 2000

const MARKS = ['/.dockerenv', '/run/.containerenv', '/run/systemd/container']
/** The control group of the first process, as container engines name it. */
const GROUP = /\b(docker|kubepods|containerd|libpod|lxc|crio)\b/

export function machineFacts(dataDir: string): MachineFacts {
  return {
    system: systemHere(),
    container() {
      if (process.platform !== 'linux') return null
      const mark = MARKS.find((file) => existsSync(file))
      if (mark !== undefined) return mark
      const engine = GROUP.exec(readOr('/proc/1/cgroup'))?.[1]
      return engine === undefined ? null : `/proc/1/cgroup: ${engine}`
    },
    freeBytes() {
      try {
        const { bavail, bsize } = statfsSync(nearestThere(dataDir))
        return bavail * bsize
      } catch {
        return null
      }
    },
    hostName: hostname,
    storeExists: () => existsSync(dataDir),
    storeWritable: () => tryWriting(dataDir, PATIENCE),
  }
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
