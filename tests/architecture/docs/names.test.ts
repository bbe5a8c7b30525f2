// What the documents set as code exists: every path, and every name of something in the code.
import { expect, test } from 'vitest'
import { documents, FENCE, files, filesLike, read, withoutFences } from './documents.ts'

/** Names of others, and names that the code puts together. One of them that is no longer needed fails. */
const FOREIGN = [
  'NODE_EXTRA_CA_CERTS',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_V8_COVERAGE',
  'APPLE_API_ISSUER',
  'APPLE_API_KEY',
  'APPLE_API_KEY_ID',
  'CSC_KEY_PASSWORD',
  'WIN_CSC_KEY_PASSWORD',
  'allowpopups',
  'application/x-www-form-urlencoded',
  'CHECKOUT_ALGORITHM_INVALID',
  'CHECKOUT_INCLUDE_INVALID',
  'CHECKOUT_TTL_INVALID',
  'activity-YYYYMMDD-HHMMSS',
  'licenses-YYYYMMDD-HHMMSS',
  'noun.verb',
  'resources/sbom.cdx.json',
  'snake_case',
  'src-server/store/migrations/NNN_name.sql',
  '/dev/shm',
  'TMPDIR',
  '/usr/bin/activation-desk',
  'vendor_profile.c',
]

const SOURCE =
  /\.(ts|mjs|svelte|sql|json|yml|css|html|service|timer|xml|c|h|in|py|toml|go|mod|java|cs|csproj)$|\/Makefile$/
const sources = filesLike(SOURCE).filter(({ file }) => !file.endsWith('package-lock.json'))
const ofTheProduct = wordsOf((file) => !file.startsWith('tests/') || file.startsWith('tests/vectors/'))
const ofTheTests = wordsOf((file) => !file.startsWith('tests/architecture/docs/'))

interface Words {
  readonly text: string
  readonly words: ReadonlySet<string>
}

function wordsOf(wanted: (file: string) => boolean): Words {
  const text = [...sources.filter(({ file }) => wanted(file)).map((source) => source.text), ...files].join(
    '\n',
  )
  return { text, words: new Set([...(text.match(/[\w$]+/g) ?? []), ...(text.match(/[\w$-]+/g) ?? [])]) }
}

/** A path in the repository or, as the documents write it, the end of one. */
function isPath(name: string): boolean {
  const end = `/${name.replace(/^(\.\.?\/)+/, '').replace(/\/$/, '')}`
  return files.some((file) => `/${file}`.endsWith(end) || `/${file}`.includes(`${end}/`))
}

/** A single word that names a file, a folder or something in the code; not a value, a pattern or a command. */
function isName(code: string): boolean {
  const isHex = /^(?=.*\d)[0-9a-f]+$/.test(code)
  return !isHex && /^[\w./@$-]+(\(\))?$/.test(code) && /^[./]*[A-Za-z_$]/.test(code)
}

function exists(code: string, { text, words }: Words): boolean {
  if (isPath(code)) return true
  if (/\/|\.\w{2,6}$/.test(code) && text.includes(code)) return true // a file that the program writes
  if (code.includes('/')) return false
  return code
    .replace('()', '')
    .split('.')
    .every((part) => part === '' || words.has(part))
}

test('every path and every name in the documents exists (issue 11)', () => {
  const named = documents
    .filter(({ file }) => file !== 'CHANGELOG.md')
    .flatMap(({ file, text }) =>
      Array.from(withoutFences(text).matchAll(/`([^`\n]+)`/g), ([, code = '']) => ({ file, code })),
    )
    .filter(({ code }) => isName(code))
  expect(named.length).toBeGreaterThan(500)
  // What commands of the documents make or take is seen by the tests that run them.
  const commands = documents.flatMap(({ text }) => text.match(FENCE) ?? []).join('\n')
  const missing = named.filter(
    ({ file, code }) =>
      !commands.includes(code) && !exists(code, file.startsWith('tests/') ? ofTheTests : ofTheProduct),
  )
  expect(missing.filter(({ code }) => !FOREIGN.includes(code))).toEqual([])
  expect(FOREIGN.filter((name) => !missing.some(({ code }) => code === name))).toEqual([])
})

test('the tree of ARCHITECTURE is the repository’s (issue 11)', () => {
  const tree = Array.from(read('docs/ARCHITECTURE.md').matchAll(FENCE), ([, text = '']) => text)[0] ?? ''
  const above: string[] = []
  const paths = Array.from(tree.matchAll(/^( *)([\w.-]+\/?) /gm), ([, indent = '', name = '']) => {
    above.splice(indent.length / 2)
    above[indent.length / 2] = name
    return above.join('')
  })
  expect(paths.length).toBeGreaterThan(25)
  expect(paths.filter((path) => !files.some((file) => file === path || file.startsWith(path)))).toEqual([])
  const folders = new Set(
    files.flatMap(
      (file) => /^((?:src-main|src-renderer|src-server|src-shared)\/[\w-]+\/)/.exec(file)?.[1] ?? [],
    ),
  )
  expect([...folders].filter((folder) => !tree.includes(` ${folder.split('/')[1] ?? ''}/ `))).toEqual([])
})
