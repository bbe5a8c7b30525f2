// The list of what lies beside the app's archive, written by packaging and read back on the customer's machine.
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

export const MANIFEST_NAME = 'integrity.json'
/** For `doctor`, which cannot look into the archive. */
export const MANIFEST_COPY = `cli/${MANIFEST_NAME}`

const manifest = z.object({
  /** Nothing else may lie in these; beside them administrators have files of their own (`service/`). */
  folders: z.array(z.string()),
  /** By their path below the folder of resources, with slashes. */
  files: z.record(z.string(), z.object({ size: z.int(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof manifest>

/** Throws where it is none. */
export const readManifest = (text: string): Manifest => manifest.parse(JSON.parse(text))

/** Throws where a folder is missing, or holds what is neither a file nor a folder. */
export function makeManifest(resources: string, folders: readonly string[]): Manifest {
  const names = folders.flatMap((folder) => namesBelow(resources, folder))
  return {
    folders: [...folders],
    files: Object.fromEntries(
      names
        .filter((name) => name !== MANIFEST_COPY)
        .sort()
        .map((name) => {
          const file = path.join(resources, name)
          return [name, { size: lstatSync(file).size, sha256: hashOf(file) }]
        }),
    ),
  }
}

export const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Everything in a folder that is no folder, links among it. What macOS puts beside files that are looked at is left out. */
export function namesBelow(resources: string, folder: string): string[] {
  return readdirSync(path.join(resources, folder), { withFileTypes: true }).flatMap((found) => {
    const name = `${folder}/${found.name}`
    if (found.isDirectory()) return namesBelow(resources, name)
    return found.name === '.DS_Store' ? [] : [name]
  })
}
