// What the features of keygen-api say of the scenarios that the rows name, as facts: by which method they ask, which statuses
// and which codes they expect. Written from a clone: node tests/server/keygen/scenarios.ts <path of its git directory>
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { KEYGEN_COMMIT } from './row.ts'

const FILE = path.join(import.meta.dirname, 'scenarios.json')

/** By feature and line: `POST 422 FINGERPRINT_TAKEN`. */
type Scenarios = Readonly<Record<string, string>>

export interface Scenario {
  readonly methods: readonly string[]
  readonly statuses: readonly string[]
  readonly codes: readonly string[]
}

/** The feature and the line; null of a file of its sources, and of many scenarios at once. */
export const lineNamed = (from: string): readonly [feature: string, line: number] | null => {
  const [, feature, line] = /^([^:]+):(\d+)$/.exec(from) ?? []
  return feature === undefined ? null : [feature, Number(line)]
}

export function scenarioOf(from: string): Scenario | undefined {
  const told = stored()[from]
  if (told === undefined) return undefined
  const words = told.split(' ')
  const isStatus = (word: string) => /^\d{3}$/.test(word)
  const isMethod = (word: string) =>
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].includes(word)
  return {
    methods: words.filter(isMethod),
    statuses: words.filter(isStatus),
    codes: words.filter((word) => !isMethod(word) && !isStatus(word)),
  }
}

const stored = (): Scenarios => JSON.parse(readFileSync(FILE, 'utf8')) as Scenarios

/** Null: no scenario begins in that line. */
function read(feature: string, line: number): string | null {
  const lines = feature.split('\n')
  const isScenario = (at: number) => /^\s*Scenario/.test(lines[at] ?? '')
  if (!isScenario(line - 1)) return null
  let end = line
  while (end < lines.length && !isScenario(end)) end += 1
  const text = lines.slice(line, end).join('\n')
  const all = (pattern: RegExp) => [...new Set(Array.from(text.matchAll(pattern), ([, word = '']) => word))]
  return [
    ...all(/I send an? (\w+) request/g),
    ...all(/response status should be "(\d+)"/g),
    ...all(/"(?:code|constant)": "([A-Z\d_]+)"/g),
  ].join(' ')
}

if (process.argv[1] === import.meta.filename) {
  const { AREAS } = await import('./table.ts')
  const clone = process.argv[2] ?? '.'
  const featureOf = (name: string): string => {
    const file = name.startsWith('lib/') ? `features/${name}` : `features/api/v1/${name}`
    const args = ['-C', clone, 'show', `${KEYGEN_COMMIT}:${file}.feature`]
    return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
  }
  const told = AREAS.flatMap(({ rows }) => rows).flatMap(({ from }) => {
    const named = lineNamed(from)
    const scenario = named && read(featureOf(named[0]), named[1])
    return scenario === null ? [] : [[from, scenario] as const]
  })
  const sorted = told.toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}
