// How long each test file took, the last time it ran here: `npm run check` chooses by it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const FILE = path.resolve(import.meta.dirname, '../../node_modules/.cache/activation-desk/test-times.json')

/** Milliseconds by file, from the root. */
type FileTimes = Readonly<Record<string, number>>

export function readFileTimes(): FileTimes {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as FileTimes
  } catch {
    return {} // nothing ran yet
  }
}

/** What two runs write at once, one of them may lose: it is measured again at the next. */
export function rememberFileTimes(times: FileTimes): void {
  mkdirSync(path.dirname(FILE), { recursive: true })
  const half = `${FILE}.${process.pid}`
  writeFileSync(half, JSON.stringify({ ...readFileTimes(), ...times }))
  renameSync(half, FILE)
}
