// The steps' SQL: files beside the program, so that a database administrator can read them too, or inside of the one file.
import { readdirSync, readFileSync } from 'node:fs'
import { getAsset, getAssetKeys, isSea } from 'node:sea'

const FOLDER = new URL('./migrations/', import.meta.url)
/** As the one file names them. */
const INSIDE = 'migrations/'

/** SQLite's are in the folder itself. */
export type Steps = '' | 'postgres/'

/** In the order in which they are applied. */
export function migrationNames(of: Steps = ''): string[] {
  const inside = INSIDE + of
  const names = isSea()
    ? getAssetKeys().flatMap((name) => (name.startsWith(inside) ? name.slice(inside.length) : []))
    : readdirSync(new URL(of, FOLDER))
  return names.filter((name) => /^\d{3}_\w+\.sql$/.test(name)).sort()
}

export const migrationText = (name: string, of: Steps = ''): string =>
  isSea() ? getAsset(`${INSIDE}${of}${name}`, 'utf8') : readFileSync(new URL(of + name, FOLDER), 'utf8')
