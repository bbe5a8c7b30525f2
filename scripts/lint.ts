// Lints what was not linted in this very state: a rule with types sees what a file imports, so that counts too.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ESLint } from 'eslint'
import { projectsOf } from './lint/few-files.ts'
import { sourceFiles } from './test/import-graph.ts'
import { sourceKeys } from './test/source-keys.ts'

const root = path.resolve(import.meta.dirname, '..')
/** The key of every file that had nothing to say, the last time. */
const CACHE = path.join(root, 'node_modules/.cache/activation-desk/lint.json')
/** What decides about every file, with what it imports: rules, their versions, and how types are read. */
const ALWAYS = [
  'eslint.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'src-renderer/tsconfig.json',
  'scripts/lint.ts',
]

/** For more than these, the whole tree is read once. */
const FEW = 12

type Keys = Readonly<Record<string, string>>

function readCache(): Keys {
  try {
    return JSON.parse(readFileSync(CACHE, 'utf8')) as Keys
  } catch {
    return {} // none, or half of one: everything is linted
  }
}

/** `wanted`: from the root; without: everything. */
async function lint(wanted: readonly string[]): Promise<boolean> {
  const files = sourceFiles(root)
  const { keyOf, globals } = sourceKeys(root, files, ALWAYS)
  const before = readCache()
  const chosen = wanted.length === 0 ? files : files.filter((file) => wanted.includes(file))
  const stale = chosen.filter((file) => before[file] !== keyOf(file))
  process.stdout.write(`${stale.length} of ${chosen.length} files to lint\n`)
  if (stale.length === 0) return true
  const overrideConfig =
    stale.length > FEW ? [] : projectsOf(root, stale, globals, path.join(path.dirname(CACHE), 'lint'))
  const eslint = new ESLint({ cwd: root, warnIgnored: false, overrideConfig })
  const results = await eslint.lintFiles([...stale])
  const isClean = (file: string) =>
    results.some(
      ({ filePath, messages }) =>
        messages.length === 0 && path.relative(root, filePath).replaceAll(path.sep, '/') === file,
    )
  // What was edited meanwhile may have been linted in either state.
  const now = sourceKeys(root, sourceFiles(root), ALWAYS)
  const clean = stale.filter(isClean)
  const kept = clean.filter((file) => now.keyOf(file) === keyOf(file))
  mkdirSync(path.dirname(CACHE), { recursive: true })
  const others = files.filter((file) => !stale.includes(file) && before[file] !== undefined)
  const after = Object.fromEntries([
    ...others.map((file) => [file, before[file]]),
    ...kept.map((file) => [file, keyOf(file)]),
  ]) as Keys
  writeFileSync(CACHE, JSON.stringify(after))
  process.stdout.write(await (await eslint.loadFormatter('stylish')).format(results))
  return results.length === clean.length && results.length === stale.length
}

if (!(await lint(process.argv.slice(2)))) process.exitCode = 1
