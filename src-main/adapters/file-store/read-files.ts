// Files and folders of the store as they are at this moment; what is not there is no failure.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { z } from 'zod'

/** What is larger is none of our files, and is not read into memory. */
const MAX_FILE_BYTES = 16 * 1024 * 1024
/** What such a file counts as: text that is neither a key nor JSON. */
const TOO_LARGE = '\0'

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
    return statSync(file).size > MAX_FILE_BYTES ? TOO_LARGE : readFileSync(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** A side file that does not read is as good as none: the signed file is the truth. */
export function readJson<T extends z.ZodType>(file: string, schema: T): z.output<T> | null {
  const text = readOptional(file)
  if (text === null) return null
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The folder's number on its disk, which another folder of the same name does not have; null: it is no folder. */
export function folderNumber(folder: string): number | null {
  try {
    const found = statSync(folder)
    return found.isDirectory() ? found.ino : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')
