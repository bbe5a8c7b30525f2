// Which packages of others ended up in a bundle: asked of the bundler itself, so that no list can forget one.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'
import { z } from 'zod'

export interface ShippedPackage {
  readonly name: string
  readonly version: string
  /** SPDX expression, as the package itself declares it, or as its license text begins. */
  readonly license: string
  readonly homepage: string | null
  /** `sha512-…` of the package as it was downloaded; null: the lock file does not say. */
  readonly integrity: string | null
  /** The texts of its license files, in the order of their names; some packages carry none. */
  readonly texts: readonly string[]
  /** Our own code imports it, so it has to be one of our `dependencies`. */
  readonly direct: boolean
}

const manifest = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  license: z.string().min(1).optional(),
  homepage: z.string().optional(),
})
const lockFile = z.object({ packages: z.record(z.string(), z.object({ integrity: z.string().optional() })) })
const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i
/** The folder of a package, in the path of one of its modules. */
const FOLDER = /^(.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/

/** Collects over all the builds that its plugins took part in. */
export class Shipped {
  /** By folder: whether our own code imports it. */
  readonly #folders = new Map<string, boolean>()
  readonly #root: string

  /** `root`: where the lock file is. */
  constructor(root: string) {
    this.#root = root
  }

  plugin(): Plugin {
    const folders = this.#folders
    return {
      name: 'collect-shipped-packages',
      generateBundle(_, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue
          for (const id of chunk.moduleIds) {
            const folder = folderOf(id)
            if (folder === null) continue
            const importers = this.getModuleInfo(id)?.importers ?? []
            const direct = importers.some(
              (importer) => !importer.startsWith('\0') && folderOf(importer) === null,
            )
            folders.set(folder, (folders.get(folder) ?? false) || direct)
          }
        }
      },
    }
  }

  /** By name. Throws for a package that does not say under which license it is. */
  packages(): readonly ShippedPackage[] {
    const lock = lockFile.parse(JSON.parse(readFileSync(path.join(this.#root, 'package-lock.json'), 'utf8')))
    const inLock = (folder: string) => path.relative(this.#root, folder).split(path.sep).join('/')
    return [...this.#folders]
      .map(([folder, direct]) => ({
        ...readPackage(folder),
        direct,
        integrity: lock.packages[inLock(folder)]?.integrity ?? null,
      }))
      .toSorted(
        (one, other) => one.name.localeCompare(other.name, 'en') || one.version.localeCompare(other.version),
      )
  }
}

const folderOf = (id: string): string | null => FOLDER.exec(id.replace(/\?.*$/, ''))?.[1] ?? null

function readPackage(folder: string): Omit<ShippedPackage, 'direct' | 'integrity'> {
  const {
    name,
    version,
    license: declared,
    homepage = null,
  } = manifest.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENSE_FILE.test(entry.name))
    .map((entry) => readFileSync(path.join(folder, entry.name), 'utf8').trim())
  const license = declared ?? (texts.some((text) => text.startsWith('MIT License')) ? 'MIT' : null)
  if (license === null) throw new Error(`${name} ships, and does not say under which license it is`)
  return { name, version, license, homepage, texts }
}
