// What a file's lint depends on, as one hash: its own text, and the text of all that it imports, however far away.
import { createHash } from 'node:crypto'
import { sourceReader } from './import-graph.ts'

export interface SourceKeys {
  /** The files that declare for all others without being imported. */
  readonly globals: readonly string[]
  /** The same for as long as nothing changed that a check of this file can see. `file`: from the root. */
  readonly keyOf: (file: string) => string
}

/**
 * `always`: files that every key depends on, with all that they import, such as configuration and the lock file. So do
 * files that declare for all others without being imported.
 */
export function sourceKeys(root: string, files: readonly string[], always: readonly string[]): SourceKeys {
  const sourceOf = sourceReader(root)
  const globals = files.filter((file) => sourceOf(file).isGlobal)
  const withImports = (roots: readonly string[]): string[] => {
    const reached = new Set(roots)
    for (const one of reached) for (const next of sourceOf(one).imports) reached.add(next)
    return [...reached].sort().map((one) => `${one} ${sourceOf(one).hash}`)
  }
  const common = hashOf([
    process.version,
    ...withImports(always),
    ...globals.map((file) => `${file} ${sourceOf(file).hash}`),
  ])
  return { globals, keyOf: (file) => hashOf([common, ...withImports([file])]) }
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}
