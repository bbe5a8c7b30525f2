// Reads the data folder without a lock: every file in it is whole at every moment.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type {
  StoreContents,
  StoredLicense,
  StoreProblem,
  UsageRecord,
} from '#main/core/ports/license-store.ts'
import { MAX_FILE_CHARACTERS } from '#shared/formats/armor.ts'
import { ACTIVATION_FILE, CODE_FILE, MACHINE_FILE, VALIDATION_FILE, type Layout } from './layout.ts'

const activation = z.object({
  id: z.string(),
  mode: z.enum(['online', 'offline']),
  activatedOn: z.number().nullable(),
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
const usageFile = z.object({
  usage: z.array(
    z.object({
      product: z.string(),
      usage: z.number(),
      reportedAt: z.number(),
      overLimitSince: z.number().nullable(),
    }),
  ),
})
const clockFile = z.object({ latestSigned: z.number() })

/** Throws what the file system throws, but for what is simply not there. */
export function readContents(layout: Layout): StoreContents {
  const licenses: StoredLicense[] = []
  const problems: StoreProblem[] = readQuarantine(layout)
  for (const name of listFolder(layout.licenses)) {
    const entry = readLicenseFolder(path.join(layout.licenses, name))
    if (entry === null) continue
    if (typeof entry === 'string') problems.push({ where: `licenses/${name}`, reason: entry })
    else licenses.push(entry)
  }
  return {
    revision: readOptional(layout.revision) ?? '',
    licenses,
    problems,
    usage: readUsage(layout),
    mark: readJson(layout.clock, clockFile)?.latestSigned ?? 0,
  }
}

/** The license, the reason why it is none, or null where it vanished meanwhile. */
export function readLicenseFolder(folder: string): StoredLicense | string | null {
  if (!isFolder(folder)) return 'not_a_folder'
  const file = readOptional(path.join(folder, MACHINE_FILE))
  const code = readOptional(path.join(folder, CODE_FILE))
  if (file === null || code === null) return isFolder(folder) ? 'incomplete' : null
  if (file.length > MAX_FILE_CHARACTERS || file.includes('\0')) return 'unreadable'
  const facts = readJson(path.join(folder, ACTIVATION_FILE), activation)
  return {
    id: facts?.id ?? path.basename(folder),
    file,
    code: code.replace(/\r?\n$/, ''),
    mode: facts?.mode ?? 'offline',
    activatedOn: facts?.activatedOn ?? null,
    validation: readJson(path.join(folder, 'answers', VALIDATION_FILE), recordedAnswer),
  }
}

export function readUsage(layout: Layout): readonly UsageRecord[] {
  return readJson(layout.usage, usageFile)?.usage ?? []
}

export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

export function readOptional(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

export const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function readQuarantine(layout: Layout): StoreProblem[] {
  return listFolder(layout.quarantine).map((name) => ({
    where: `quarantine/${name}`,
    reason: name.split('.')[1] ?? 'unreadable',
  }))
}

/** A side file that does not read is as good as none: the signed file is the truth. */
function readJson<T extends z.ZodType>(file: string, schema: T): z.output<T> | null {
  const text = readOptional(file)
  if (text === null) return null
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
