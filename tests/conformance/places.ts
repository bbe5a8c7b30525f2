// What stands in the places of Electron that the rows name, as facts: a heading of its documents and the option below it, how
// a test of it is called, the identifiers of a line of its source.
// Written from a clone: node tests/conformance/places.ts <path of its git directory>
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ELECTRON_COMMIT } from './row.ts'

const FILE = path.join(import.meta.dirname, 'places.json')

export interface Places {
  readonly commit: string
  /** By file and line: `app.enableSandbox()`. */
  readonly facts: Readonly<Record<string, string>>
}

/** Null of what is no file and line. */
export const lineNamed = (from: string): readonly [file: string, line: number] | null => {
  const [, file, line] = /^([^:]+):(\d+)$/.exec(from) ?? []
  return file === undefined ? null : [file, Number(line)]
}

export const stored = (): Places => JSON.parse(readFileSync(FILE, 'utf8')) as Places

/** Null: that line says nothing of itself. It is empty, a bracket, a comment, or within a test. */
export function factOf(file: string, lines: readonly string[], line: number): string | null {
  const text = lines[line - 1] ?? ''
  if (file.startsWith('spec/')) return testCalled(text)
  if (file.endsWith('.md')) return underHeading(lines, line)
  if (/^\s*(?:\/\/|\/\*|\*(?: |\/|$))/.test(text)) return null
  const identifiers = Array.from(text.matchAll(/[A-Za-z_]\w+/g), ([word]) => word)
  return identifiers.length === 0 ? null : identifiers.slice(0, 8).join(' ')
}

/** A test or a heap of them begins in it; perhaps on some systems alone. */
function testCalled(text: string): string | null {
  const [, kind, , title] =
    /^\s*(?:if)?(it|describe)\(.*?(['"`])((?:(?!\2).)+)\2, (?:async )?(?:\(|function)/.exec(text) ?? []
  return title === undefined ? null : `${kind} ${title.slice(0, 60).trim()}`
}

function underHeading(lines: readonly string[], line: number): string | null {
  const text = lines[line - 1] ?? ''
  if (!/[a-z]{2}/i.test(text)) return null
  const heading = lines.slice(0, line).findLast((one) => /^#+ /.test(one))
  if (heading === undefined) return null
  const [, option] = /^\s*\* \[?`([^`]+)`/.exec(text) ?? []
  const called = heading.replaceAll(/^#+ |`| _\w+_/g, '')
  return option === undefined ? called : `${called} > ${option}`
}

if (process.argv[1] === import.meta.filename) {
  const { AREAS } = await import('./table.ts')
  const clone = process.argv[2] ?? '.'
  const files = new Map<string, readonly string[]>()
  const linesOf = (file: string): readonly string[] => {
    const args = ['-C', clone, 'show', `${ELECTRON_COMMIT}:${file}`]
    const read = () => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\n')
    return files.get(file) ?? files.set(file, read()).get(file) ?? []
  }
  const told = AREAS.flatMap(({ rows }) => rows).flatMap(({ from }) => {
    const named = lineNamed(from)
    const fact = named && factOf(named[0], linesOf(named[0]), named[1])
    return fact === null ? [] : [[from, fact] as const]
  })
  const before = stored().facts
  const facts = Object.fromEntries(
    told.toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true })),
  )
  for (const [from, fact] of Object.entries(facts))
    if (before[from] !== undefined && before[from] !== fact)
      console.log(`${from} was ${before[from]}, is ${fact}`)
  writeFileSync(FILE, `${JSON.stringify({ commit: ELECTRON_COMMIT, facts }, null, 2)}\n`)
}
