// Whether the files that hold keys and License Codes are one user's alone, whatever their folders let through today: a
// copy of the whole keeps their modes (docs/SECURITY.md#store).
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { Fault } from '../fault.ts'
import { statOf } from '../store/plain-files.ts'
import { BACKUPS_FOLDER, DATABASE_FILE, KEYS_FOLDER } from './open-vendor.ts'

const GROUP_OR_OTHERS_READ_OR_WRITE = 0o066
const GROUP_OR_OTHERS_WRITE = 0o022

/** A Fault for the keys, the database and the copies of it, where others may read or write one. On Windows rights are not read. */
export function filesOfOthers(dataDir: string): Fault[] {
  if (process.platform === 'win32') return []
  const [keys, copies] = [path.join(dataDir, KEYS_FOLDER), path.join(dataDir, BACKUPS_FOLDER)]
  const ofDatabase = namesIn(dataDir).filter((name) => name.startsWith(DATABASE_FILE))
  const owner = statOf(dataDir)?.uid
  return [
    faultOf(keys, namesIn(keys), keys, owner),
    faultOf(dataDir, ofDatabase, path.join(dataDir, `${DATABASE_FILE}*`), owner),
    faultOf(copies, namesIn(copies), copies, owner),
  ].filter((fault) => fault !== null)
}

/** `all`: what a command is told, so that it mends each of them. */
function faultOf(
  folder: string,
  names: readonly string[],
  all: string,
  owner: number | undefined,
): Fault | null {
  for (const name of names) {
    const file = path.join(folder, name)
    const found = statOf(file)
    if (!found?.isFile()) continue
    const mode = found.mode & 0o777
    if (![owner, 0, process.getuid?.()].includes(found.uid))
      return new Fault('file_open_to_others', (words) => words.fileOfOther(file, found.uid))
    if ((mode & GROUP_OR_OTHERS_READ_OR_WRITE) === 0) continue
    const written = (mode & GROUP_OR_OTHERS_WRITE) !== 0
    return new Fault('file_open_to_others', (words) => words.fileOpen(file, mode.toString(8), written, all))
  }
  return null
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return [] // told by whoever needs it
  }
}
