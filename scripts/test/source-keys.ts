// What a file's lint depends on, as one hash: its own text, and the text of all that it imports, however far away.
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** `#shared/…` and its like, as package.json says it. */
type ImportMap = Readonly<Record<string, string>>

export interface SourceKeys {
  /** The same for as long as nothing changed that a check of this file can see. `file`: from the root. */
  readonly keyOf: (file: string) => string
}

/**
 * `always`: files that every key depends on, such as configuration and the lock file. So do files that declare for all
 * others without being imported.
 */
export function sourceKeys(root: string, files: readonly string[], always: readonly string[]): SourceKeys {
  const { imports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    imports: ImportMap
  }
  const sources = new Map<string, Source>()
  const sourceOf = (file: string): Source => {
    const known = sources.get(file)
    if (known) return known
    const made = readSource(root, file, imports)
    sources.set(file, made)
    return made
  }
  const global = files.filter((file) => sourceOf(file).isGlobal)
  const common = hashOf([
    process.version,
    ...[...always, ...global].map((file) => `${file} ${hashOf([readText(root, file)])}`),
  ])
  return {
    keyOf(file) {
      const reached = new Set([file])
      for (const one of reached) for (const next of sourceOf(one).imports) reached.add(next)
      return hashOf([common, ...[...reached].sort().map((one) => `${one} ${sourceOf(one).hash}`)])
    },
  }
}

interface Source {
  readonly hash: string
  readonly imports: readonly string[]
  readonly isGlobal: boolean
}

function readSource(root: string, file: string, map: ImportMap): Source {
  const text = readText(root, file)
  const hash = hashOf([text])
  if (!/\.(ts|mjs|svelte)$/.test(file)) return { hash, imports: [], isGlobal: false }
  const { importedFiles, ambientExternalModules } = ts.preProcessFile(scriptOf(file, text), true, true)
  const isGlobal = /\bdeclare global\b/.test(text) || (ambientExternalModules ?? []).length > 0
  const imports = importedFiles.flatMap(({ fileName }) => {
    const target = targetOf(file, fileName, map)
    return target !== null && existsSync(path.join(root, target)) ? [target] : []
  })
  return { hash, imports, isGlobal: isGlobal || file.endsWith('.d.ts') }
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

const readText = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8')

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}

/** What the checks of sources read, from the root, with forward slashes. */
export function sourceFiles(root: string): readonly string[] {
  return globSync(['{src-*,scripts,tests}/**/*.{ts,mjs,svelte}', '*.{ts,mjs}'], { cwd: root })
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort()
}
