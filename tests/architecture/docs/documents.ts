// The repository's documents and sources as texts, and what a document holds: its headings, its code, its plain text.
import { globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../../..')
export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

const GENERATED = /^(node_modules|dist|release|coverage|test-results|\.(?!ci$).+)$/
const atTheTop = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile())
const below = globSync(['*/**/*', '.ci/*'], {
  cwd: root,
  withFileTypes: true,
  exclude: ({ name }) => GENERATED.test(name),
}).filter((entry) => entry.isFile())

/** Every file of the repository, with slashes, from its root. */
export const files: readonly string[] = [...atTheTop, ...below].map((entry) =>
  path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
)

export interface Document {
  readonly file: string
  readonly text: string
}

export const documents: readonly Document[] = filesLike(/\.md$/)

export function filesLike(pattern: RegExp): Document[] {
  return files.filter((file) => pattern.test(file)).map((file) => ({ file, text: read(file) }))
}

export const FENCE = /^ *```\w*\n([^]*?)^ *```/gm
export const withoutFences = (text: string): string => text.replaceAll(FENCE, '')

/** As GitHub makes it from a heading: lower case, no punctuation, dashes for spaces. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')

export const anchorsIn = (text: string): Set<string> =>
  new Set(Array.from(withoutFences(text).matchAll(/^#+ +(.+)$/gm), ([, heading = '']) => anchorOf(heading)))
