// Whether what lies beside the app's archive is still what was packed: no file changed, gone or added.
import { lstatSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Installation } from '#main/core/ports/installation.ts'
import { failure, type ErrorParams } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { hashOf, MANIFEST_COPY, namesBelow, readManifest, type Manifest } from './manifest.ts'

type Damage = ErrorParams['installation_changed']['damage']
interface Found {
  readonly path: string
  readonly damage: Damage
}

export const checkout: Installation = { verify: () => ok(null) }

/**
 * SECURITY: `manifestFile` in the archive decides, which the runtime itself checks; the copy beside the command line
 * finds damage and no more. docs/SECURITY.md#installation
 */
export function packagedInstallation(resources: string, manifestFile: string): Installation {
  return {
    verify() {
      const found = damageIn(resources, manifestFile)
      const [first] = found
      if (!first) return ok(countIn(manifestFile))
      const { path: name, damage } = first
      return err(
        failure('installation_changed', {
          path: path.join(resources, name),
          damage,
          others: found.length - 1,
        }),
      )
    },
  }
}

const countIn = (manifestFile: string) =>
  Object.keys(readManifest(readFileSync(manifestFile, 'utf8')).files).length

function damageIn(resources: string, manifestFile: string): Found[] {
  let text: string
  let manifest: Manifest
  try {
    text = readFileSync(manifestFile, 'utf8')
    manifest = readManifest(text)
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return [{ path: MANIFEST_COPY, damage: missing ? 'missing' : 'changed' }]
  }
  const copy = { path: MANIFEST_COPY, damage: damageOf(path.join(resources, MANIFEST_COPY), text) }
  const known = Object.entries(manifest.files).map(([name, packed]) => ({
    path: name,
    damage: damageOf(path.join(resources, name), packed),
  }))
  return [...known, copy]
    .filter((one): one is Found => one.damage !== null)
    .concat(additions(resources, manifest))
}

/** Null: it is as it was packed. A link is none of it, wherever it leads. */
function damageOf(file: string, packed: string | Manifest['files'][string]): Damage | null {
  try {
    const there = lstatSync(file, { throwIfNoEntry: false })
    if (!there) return 'missing'
    if (!there.isFile()) return 'changed'
    if (typeof packed === 'string') return readFileSync(file, 'utf8') === packed ? null : 'changed'
    return there.size === packed.size && hashOf(file) === packed.sha256 ? null : 'changed'
  } catch {
    return 'unreadable'
  }
}

function additions(resources: string, { folders, files }: Manifest): Found[] {
  return folders.flatMap((folder): Found[] => {
    try {
      return namesBelow(resources, folder)
        .filter((name) => name !== MANIFEST_COPY && !Object.hasOwn(files, name))
        .map((name) => ({ path: name, damage: 'added' }))
    } catch {
      return [{ path: folder, damage: 'unreadable' }]
    }
  })
}
