// Who imports whom: read from the texts alone, so that it is there within a second.
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** `#shared/…` and its like, as package.json says it. */
type ImportMap = Readonly<Record<string, string>>

export interface Source {
  /** Of its text. */
  readonly hash: string
  /** Files that are there, from the root; packages are not among them. */
  readonly imports: readonly string[]
  /** What it imports in vain: files that are not there, or no more. */
  readonly missing: readonly string[]
  /** It declares for all others, without being imported. */
  readonly isGlobal: boolean
}

/** Reads each file once. The files are named from the root, with forward slashes. */
export function sourceReader(root: string): (file: string) => Source {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { imports: ImportMap }
  const sources = new Map<string, Source>()
  return (file) => {
    const known = sources.get(file)
    if (known) return known
    const made = readSource(root, file, manifest.imports)
    sources.set(file, made)
    return made
  }
}

function readSource(root: string, file: string, map: ImportMap): Source {
  const text = readFileSync(path.join(root, file), 'utf8')
  const hash = createHash('sha256').update(text).digest('hex')
  if (!/\.(ts|mjs|svelte)$/.test(file)) return { hash, imports: [], missing: [], isGlobal: false }
  const { importedFiles, ambientExternalModules } = ts.preProcessFile(scriptOf(file, text), true, true)
  const isGlobal = /^declare global\b/m.test(text) || (ambientExternalModules ?? []).length > 0
  const targets = importedFiles
    .map(({ fileName }) => targetOf(file, fileName, map))
    .filter((target) => target !== null)
  const isThere = (target: string) => existsSync(path.join(root, target))
  const [imports, missing] = [targets.filter(isThere), targets.filter((target) => !isThere(target))]
  return { hash, imports, missing, isGlobal: isGlobal || file.endsWith('.d.ts') }
}

/** Of a component its scripts: the markup imports nothing. */
function scriptOf(file: string, text: string): string {
  if (!file.endsWith('.svelte')) return text
  return [...text.matchAll(/<script\b[^>]*>(.*?)<\/script>/gs)].map(([, script = '']) => script).join('\n')
}

/** null: of a package, which the lock file stands for. */
function targetOf(from: string, name: string, map: ImportMap): string | null {
  if (name.startsWith('.')) return path.posix.join(path.posix.dirname(from), name)
  for (const [pattern, target] of Object.entries(map)) {
    const start = pattern.slice(0, -1)
    if (name.startsWith(start)) return path.posix.join(target.slice(0, -1), name.slice(start.length))
  }
  return null
}

/** What the checks of sources read, from the root, with forward slashes. */
export function sourceFiles(root: string): readonly string[] {
  return globSync(['{src-*,scripts,tests}/**/*.{ts,mjs,svelte}', '*.{ts,mjs}'], { cwd: root })
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort()
}
