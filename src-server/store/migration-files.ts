// The steps' SQL: files beside the program, so that a database administrator can read them too, or inside of the one file.
import { readdirSync, readFileSync } from 'node:fs'
import { getAsset, getAssetKeys, isSea } from 'node:sea'

const FOLDER = new URL('./migrations/', import.meta.url)
/** As the one file names them. */
const INSIDE = 'migrations/'

/** In the order in which they are applied. */
export function migrationNames(): string[] {
  const names = isSea()
    ? getAssetKeys().flatMap((name) => (name.startsWith(INSIDE) ? name.slice(INSIDE.length) : []))
    : readdirSync(FOLDER)
  return names.filter((name) => /^\d{3}_\w+\.sql$/.test(name)).sort()
}

export const migrationText = (name: string): string =>
  isSea() ? getAsset(`${INSIDE}${name}`, 'utf8') : readFileSync(new URL(name, FOLDER), 'utf8')
