// Files of assets/ as a package has them: under the names of its installation and its publisher.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { renamed } from '../../src-shared/install-name.ts'
import { asTheirs, type Identity } from './identity.ts'

/** A text file, or all of a folder of them; names of files change as well. */
export function copyRenamed(from: string, to: string, whose: Identity): void {
  if (statSync(from).isDirectory()) {
    for (const name of readdirSync(from))
      copyRenamed(path.join(from, name), path.join(to, renamed(name, whose.names)), whose)
    return
  }
  mkdirSync(path.dirname(to), { recursive: true })
  writeFileSync(to, asTheirs(readFileSync(from, 'utf8'), whose))
}
