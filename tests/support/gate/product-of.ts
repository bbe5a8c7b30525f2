// A product in some language that asks its gate: the stores that it meets, its quick start, and how it is called back.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'vitest'
import { DAY, HOUR } from '#shared/instant.ts'
import { Cleanup } from '../temporary.ts'
import { dataDirOf, layOutCase, type Entries } from './gate-case.ts'
import { GateVendor, ID, kept, STORE, type FileTerms } from './gate-vendor.ts'

export class ProductOf {
  readonly #language: string
  readonly #cleanup = new Cleanup()
  readonly vendor = new GateVendor()
  /** The vendor profile that it was built with. */
  readonly profile = JSON.stringify(this.vendor.profile())
  readonly profileFile: string

  constructor(language: string) {
    this.#language = language
    this.profileFile = path.join(this.folder('vendor'), 'vendor.json')
    writeFileSync(this.profileFile, this.profile)
  }

  /** A new one, open to everybody. */
  readonly folder = (name: string): string => {
    const made = this.#cleanup.folder(`gate-${this.#language}-${name}-`)
    chmodSync(made, 0o755)
    return made
  }

  /** A store that holds at this moment: its data folder. */
  storeOf(terms: FileTerms, more: Entries = {}): string {
    const place = this.folder('store ä')
    const key = this.vendor.file({ issued: Date.now() - DAY, ...terms })
    layOutCase({ store: { ...STORE, ...kept({ key, code: this.vendor.code }), ...more }, sources: {} }, place)
    return dataDirOf(place)
  }

  /** A store in which the rule refuses what is over the limit of 16. */
  refusing(): string {
    const dataDir = this.storeOf({ metadata: { overLimit: 'refuse' } })
    mkdirSync(path.join(dataDir, 'usage'))
    return dataDir
  }

  /** A store offline in which the server's word takes back a license that holds: without that word it may run. */
  revoked(): string {
    const key = this.vendor.file({ issued: Date.now() - DAY })
    const answer = this.vendor.answer({ says: 'BANNED', at: Date.now() - HOUR })
    const activation = { id: ID, mode: 'offline', activatedOn: Date.now() - DAY }
    return this.storeOf({}, kept({ key, code: this.vendor.code, activation, answer }))
  }

  /** Where somebody may start it: a folder with another vendor's profile, and the root, which has none. */
  elsewhere(): readonly string[] {
    const place = this.folder('elsewhere')
    writeFileSync(path.join(place, 'vendor.json'), JSON.stringify(new GateVendor().profile()))
    return [place, '/']
  }

  end = (): Promise<void> => this.#cleanup.run()
}

const LONGEST_LINE = 120

/** Something stands behind a statement, or the end of a block behind something. */
function isMoreThanALine(line: string): boolean {
  const [code = ''] = line.split(/\/[/*]|#/)
  const closes = code.trim().endsWith('}') && !code.includes('{') && code.trim() !== '}'
  return line.length > LONGEST_LINE || closes || /;\s*\S/.test(code)
}

/**
 * The sample of a README, which has fifteen lines at most, as a formatter has them: none longer than a screen, and one
 * statement in each. `fence`: the language as it is named there.
 */
export function quickStartOf(readme: string, fence: string): string {
  const [, start = ''] = new RegExp(`\`\`\`${fence}\\n([^]*?)\`\`\``).exec(readFileSync(readme, 'utf8')) ?? []
  const lines = start.trimEnd().split('\n')
  if (start === '' || lines.length > 15)
    throw new Error(`the quick start of ${readme} has ${lines.length} lines`)
  const full = lines.find((line) => isMoreThanALine(line))
  if (full !== undefined) throw new Error(`more than a line: ${full}`)
  return start
}

/** The program watches “alpha”; its listener prints a line, and stops the watch. It ends where that ends. */
export function isStoppedByItsListener(
  [program = '', ...args]: readonly string[],
  runs: string,
  env: NodeJS.ProcessEnv = {},
): void {
  const said = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } })
  expect(said, said.stderr).toMatchObject({ status: 0, stdout: `${runs}\n`, stderr: '' })
}

interface Said {
  readonly runs: string
  readonly stopped: string
  readonly reported: string
  readonly refused: string
}

/**
 * The program watches “alpha” and prints a line each time that it is called back; its listener fails each time. What it is told
 * is a number to report, answered by a line; the end of it ends the watch.
 */
export async function isCalledBack(
  words: readonly string[],
  dataDir: string,
  said: Said,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const [program = '', ...args] = words
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  const closed = new Promise((resolve) => child.once('close', resolve))
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const next = async () => {
    const line = await lines.next()
    if (line.done === true) throw new Error(`the product ended:\n${errors}`)
    return line.value
  }
  const containing = (text: string) => expect.stringContaining(text) as string
  expect(await next()).toEqual(containing(said.runs))
  child.stdin.write('17\n')
  expect([await next(), await next()].toSorted()).toEqual([
    containing(said.stopped),
    containing(said.reported),
  ])
  expect(readFileSync(path.join(dataDir, 'usage/alpha.json'), 'utf8')).toBe('{"usage":17}\n')
  child.stdin.write('-1\n')
  expect(await next()).toEqual(containing(said.refused))
  child.stdin.end()
  expect(await closed, errors).toBe(0)
  expect(errors).toBe('')
}
