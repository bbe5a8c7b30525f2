// Test files that a person names, whole or in part.
import { globSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** Those that no file of `pattern` has in its name; also named from the folder where the person is. */
export function namesNoFile(words: readonly string[], pattern: string): string[] {
  const files = globSync(pattern, { cwd: root }).map((file) => file.replaceAll(path.sep, '/'))
  const fromRoot = (word: string) => path.relative(root, path.resolve(word)).replaceAll(path.sep, '/')
  return words.filter((word) => !files.some((file) => file.includes(word) || file === fromRoot(word)))
}
