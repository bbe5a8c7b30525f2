// What the operating system shows of containers, and of the disk and the rights under the data folder.
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import type { MachineFacts } from '#main/core/ports/machine-facts.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { fileStore } from './file-store/file-store.ts'
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
        const { bavail, bsize } = statfsSync(nearestFolder(dataDir))
        return bavail * bsize
      } catch {
        return null
      }
    },
    hostName: hostname,
    storeExists: () => existsSync(dataDir),
    async storeWritable() {
      if (existsSync(dataDir)) return fileStore(dataDir, PATIENCE).probe()
      try {
        accessSync(nearestFolder(dataDir), constants.W_OK | constants.X_OK)
        return ok(null)
      } catch {
        return err(failure('store_not_writable', { path: dataDir }))
      }
    },
  }
}

/** Where the data folder would be made. */
function nearestFolder(folder: string): string {
  const parent = path.dirname(folder)
  return existsSync(folder) || parent === folder ? folder : nearestFolder(parent)
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
