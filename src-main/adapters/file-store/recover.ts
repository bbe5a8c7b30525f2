// What every writer does first: folders with the right rights, the rests of a killed writer, what is no license.
import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, linkSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { NO_PERMISSION } from '#main/core/ports/license-store.ts'
import { formerPlaceOf, isRemoved, placeOf, type Layout } from './layout.ts'
import { readContents, readLicenseFolder } from './read.ts'
import { listFolder } from './read-files.ts'
import { syncFolder } from './whole-file.ts'

/** Group members write too (docs/product.md#where-things-are-kept); set-group-id, so that what they make stays the group's. */
const FOLDER_RIGHTS = 0o2770
const LOCK_RIGHTS = 0o660
/** So that reason and number still fit into the 255 bytes of a name, at up to four bytes a character. */
const LONGEST_NAME = 50

/** Folders that exist keep the rights that an administrator gave them. */
export function prepareFolders(layout: Layout): void {
  for (const folder of [layout.root, layout.licenses, layout.staging]) makeFolder(folder)
  if (!existsSync(layout.lock)) makeLock(layout)
}

/** Made elsewhere and linked: whoever closes a file gives up all locks on it that its process holds (POSIX). */
function makeLock(layout: Layout): void {
  const made = path.join(layout.staging, `lock.${randomBytes(6).toString('hex')}`)
  try {
    makeLockFile(made)
    linkSync(made, layout.lock)
  } catch {
    // Somebody was faster, or this disk knows no links.
    if (!existsSync(layout.lock)) makeLockFile(layout.lock)
  } finally {
    rmSync(made, { force: true })
  }
}

function makeLockFile(file: string): void {
  closeSync(openSync(file, 'a', LOCK_RIGHTS))
  chmodSync(file, LOCK_RIGHTS)
}

export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true, mode: FOLDER_RIGHTS })
  chmodSync(folder, FOLDER_RIGHTS) // the umask took some of them
}

/** A writer that was killed left a staged folder: a complete one whose license is missing is put in its place. */
export function finishStaged(layout: Layout): void {
  for (const name of listFolder(layout.staging)) {
    const staged = path.join(layout.staging, name)
    const target = path.join(layout.licenses, placeOf(name))
    const license = readLicenseFolder(staged)
    const complete = license !== null && typeof license !== 'string' && !isRemoved(name)
    const former = formerPlaceOf(name)
    const free = !existsSync(target) && (former === null || !existsSync(path.join(layout.licenses, former)))
    if (complete && free) {
      renameSync(staged, target)
      syncFolder(layout.licenses)
    } else rmSync(staged, { recursive: true, force: true })
  }
}

/** What is no license is kept, with the reason in its name, and never deleted. What may not be read may well be one. */
export function setAsideUnreadable(layout: Layout): void {
  for (const problem of readContents(layout).problems) {
    if (problem.where.startsWith('licenses/') && problem.reason !== NO_PERMISSION)
      setAside(layout, path.join(layout.root, problem.where), problem.reason)
  }
}

/** `reason` becomes part of the name, so that the page can tell it. */
export function setAside(layout: Layout, target: string, reason: string): void {
  makeFolder(layout.quarantine)
  const name = path.basename(target).replaceAll('.', '_').slice(0, LONGEST_NAME)
  renameSync(target, path.join(layout.quarantine, `${name}.${reason}.${randomBytes(4).toString('hex')}`))
  syncFolder(layout.quarantine)
}
