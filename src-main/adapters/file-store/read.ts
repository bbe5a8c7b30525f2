// Reads the data folder without a lock: every file in it is whole at every moment.
import { lstatSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import {
  NO_PERMISSION,
  type StoreContents,
  type StoredLicense,
  type StoreProblem,
} from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { Instant } from '#shared/license/license.ts'
import { MAX_FILE_CHARACTERS } from '#shared/formats/armor.ts'
import {
  ACTIVATION_FILE,
  CODE_FILE,
  folderName,
  formerPlaceOf,
  isRemoved,
  MACHINE_FILE,
  placeOf,
  TYPED_FILE,
  VALIDATION_FILE,
  type Layout,
} from './layout.ts'
import { isDenied } from './failures.ts'
import { folderNumber, listFolder, readJson, readOptional } from './read-files.ts'
import { readReturned, readReturns } from './returns.ts'
import { readUsage } from './usage-file.ts'

/** How often licenses that move while they are read are looked for again. */
const ATTEMPTS = 10

/** Other numbers of milliseconds are no date (ECMA-262, “Time Values and Time Range”). */
const instant = z.number().min(-8.64e15).max(8.64e15)
const activation = z.object({
  id: z.string(),
  mode: z.enum(['online', 'offline']),
  activatedOn: instant.nullable(),
})
const recordedAnswer = z.object({
  method: z.string(),
  target: z.string(),
  host: z.string(),
  date: z.string(),
  digest: z.string(),
  signature: z.string(),
  body: z.string(),
})
const clockFile = z.object({ latestSigned: instant })

/** Throws what the file system throws, but for what is simply not there. */
export function readContents(layout: Layout): StoreContents {
  const licenses: StoredLicense[] = []
  const problems: StoreProblem[] = readQuarantine(layout)
  for (const [name, entry] of readEntries(layout)) {
    if (typeof entry === 'string') problems.push({ where: `licenses/${name}`, reason: entry })
    else licenses.push(entry)
  }
  return {
    revision: readOptional(layout.revision) ?? '',
    licenses,
    problems,
    usage: readUsage(layout),
    returns: readReturns(layout),
    returned: readReturned(layout),
    mark: readMark(layout),
  }
}

type Entries = Map<string, StoredLicense | StoreReason>

function readEntries(layout: Layout): Entries {
  for (let attempt = 1; ; attempt += 1) {
    const names = listFolder(layout.licenses)
    const { entries, moved } = readOnce(layout, names)
    if (attempt === ATTEMPTS || (!moved && names.join('/') === listFolder(layout.licenses).join('/')))
      return entries
  }
}

/**
 * A license that comes under another code, form or id takes the old one's place in two steps. Between them, or for
 * longer if the writer was killed there, it is the complete folder in staging whose place is empty: recovery will put
 * it there.
 */
function readOnce(layout: Layout, names: readonly string[]): { entries: Entries; moved: boolean } {
  const entries: Entries = new Map()
  let moved = false
  for (const name of names) {
    const entry = readIfAllowed(path.join(layout.licenses, name))
    if (entry === null) moved = true
    else entries.set(name, entry)
  }
  for (const staged of listFolder(layout.staging)) {
    const isOld = entries.has(placeOf(staged)) || entries.has(formerPlaceOf(staged) ?? '')
    if (isOld || isRemoved(staged)) continue
    const entry = readIfAllowed(path.join(layout.staging, staged))
    if (entry !== null && typeof entry !== 'string') entries.set(placeOf(staged), entry)
  }
  return { entries, moved }
}

/** One license that this person may not read hides no other. */
function readIfAllowed(folder: string): StoredLicense | StoreReason | null {
  try {
    return readLicenseFolder(folder)
  } catch (error) {
    if (isDenied(error)) return NO_PERMISSION
    throw error
  }
}

/** The license, the reason why it is none, or null where it moved or vanished meanwhile. */
export function readLicenseFolder(folder: string): StoredLicense | StoreReason | null {
  const number = folderNumber(folder)
  if (number === null) return lstatSync(folder, { throwIfNoEntry: false }) ? 'not_a_folder' : null
  const entry = readLicense(folder)
  return folderNumber(folder) === number ? entry : null
}

function readLicense(folder: string): StoredLicense | StoreReason {
  const file = readOptional(path.join(folder, MACHINE_FILE)) ?? readOptional(path.join(folder, TYPED_FILE))
  const code = readOptional(path.join(folder, CODE_FILE))
  if (file === null || code === null) return 'incomplete'
  if (file.length > MAX_FILE_CHARACTERS || file.includes('\0') || code.includes('\0')) return 'unreadable'
  const facts = readJson(path.join(folder, ACTIVATION_FILE), activation)
  const validation = readJson(path.join(folder, 'answers', VALIDATION_FILE), recordedAnswer)
  return {
    id: idOf(folder, facts?.id),
    file,
    code: code.replace(/\r?\n$/, ''),
    mode: facts?.mode ?? (validation ? 'online' : 'offline'), // only an activation server answers
    activatedOn: facts?.activatedOn ?? null,
    validation,
  }
}

/** SECURITY: an edited id would hide the license from the server's answers about it. docs/SECURITY.md#store */
function idOf(folder: string, stated: string | undefined): string {
  const place = placeOf(folder)
  return stated !== undefined && folderName(stated) === place ? stated : place
}

export function readMark(layout: Layout): Instant {
  return readJson(layout.clock, clockFile)?.latestSigned ?? 0
}

function readQuarantine(layout: Layout): StoreProblem[] {
  return listFolder(layout.quarantine).map((name) => ({
    where: `quarantine/${name}`,
    reason: name.split('.')[1] ?? ('unreadable' satisfies StoreReason),
  }))
}
