// Files that are written under a name of their own and get theirs when they are whole. Who is killed meanwhile leaves one
// behind; whoever comes next removes it.
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { DAY } from '#shared/instant.ts'

/** Machine and process that write it. */
const NAME = /\.([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{16}\.new(-wal|-shm|-journal)?$/
/** Machines see one another's files on a disk that they share, and not one another's processes. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
const AGED = DAY

/** Of this process: its number alone may be that of one that was killed. */
const own = new Set<string>()

/** A name beside `path` that nobody else has. Removes what others left there under such names. */
export function stagedName(path: string): string {
  removeAbandoned(dirname(path), basename(path))
  const name = `${basename(path)}.${MACHINE}-${process.pid}-${randomBytes(8).toString('hex')}.new`
  own.add(name)
  return join(dirname(path), name)
}

/**
 * Removes what nobody writes any more: of a process that is gone, or a day old. `of`: only what was to become that file.
 * What cannot be removed stays, as in a folder that this user may only read.
 */
export function removeAbandoned(folder: string, of = ''): void {
  for (const name of abandonedIn(folder, of)) remove(join(folder, name))
}

/** The names of what it would remove. */
export const abandonedIn = (folder: string, of = ''): string[] =>
  namesIn(folder).filter((name) => name.startsWith(of) && isAbandoned(folder, name))

/** Of such names, without those of SQLite's own files beside them. */
export const isUnfinished = (name: string): boolean => {
  const found = NAME.exec(name)
  return found !== null && found[3] === undefined
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // not there yet, or not for this user
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    return // whoever may remove it will
  }
}

function isAbandoned(folder: string, name: string): boolean {
  const found = NAME.exec(name)
  if (!found) return false
  const [, machine, process, suffix = ''] = found
  if (own.has(name.slice(0, name.length - suffix.length))) return false
  return (machine === MACHINE && !isRunning(Number(process))) || isAged(join(folder, name))
}

/** This process is none of those that wrote what it did not write itself. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

function isAged(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false })
  return found !== undefined && Date.now() - found.mtimeMs > AGED
}
