// Files of assets/ as a package has them: under the names of its installation.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { renamed, type InstalledNames } from '../../src-shared/install-name.ts'

/** A text file, or all of a folder of them; names of files change as well. */
export function copyRenamed(from: string, to: string, names: InstalledNames): void {
  if (statSync(from).isDirectory()) {
    for (const name of readdirSync(from))
      copyRenamed(path.join(from, name), path.join(to, renamed(name, names)), names)
    return
  }
  mkdirSync(path.dirname(to), { recursive: true })
  writeFileSync(to, renamed(readFileSync(from, 'utf8'), names))
}
