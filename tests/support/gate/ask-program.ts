// A gate in another language asked: its program reads a line for each case and answers by one (sdk/c/test/ask_lines.c).
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { dataDirOf, SOURCES, sourcePlaces, type GateCase, type Refused } from './gate-case.ts'

/** Milliseconds, of what takes minutes. */
export const PATIENCE = 2_400_000

/** Of “nobody”: what is closed to a user is closed to root too then. */
export const NOBODY = 65_534

interface Said {
  readonly error?: {
    readonly code: string
    readonly params?: { readonly path?: string; readonly reason?: string }
  }
}

export class AskedProgram {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #answers: AsyncIterator<string>
  #errors = ''

  /** `givesUpRights`: the program does that itself, where nobody may start it. */
  constructor(
    program: string,
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
    { givesUpRights = false } = {},
  ) {
    const isRoot = process.getuid?.() === 0
    const rights = isRoot && !givesUpRights ? { uid: NOBODY, gid: NOBODY } : {}
    this.#child = spawn(program, args, { ...rights, env: { ...process.env, ...env } })
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text))
    this.#answers = createInterface(this.#child.stdout)[Symbol.asyncIterator]()
  }

  /** `folder`: where the case was laid out, and its profile written; `dataDir`: in the place of its data folder. */
  async answerTo(
    { clock, ask }: Pick<GateCase, 'clock' | 'ask'>,
    folder: string,
    dataDir?: string,
  ): Promise<unknown> {
    const data = dataDir === undefined ? [] : [dataDir]
    const words = [folder, String(clock), ask.product, ask.feature ?? '-', ask.built ?? '-', ...data]
    return asInVector((await this.#tell(words)) as Said, folder)
  }

  /** Which machine it is by what lies in the folder; not asked of the gate for Node. */
  machine(system: string, folder: string): Promise<unknown> {
    return this.#tell(['machine', system, folder])
  }

  async #tell(words: readonly string[]): Promise<unknown> {
    this.#child.stdin.write(`${words.join('\t')}\n`)
    const line = await this.#answers.next()
    if (line.done === true) throw new Error(`the gate ended:\n${this.#errors}`)
    return JSON.parse(line.value)
  }

  /** What it said to standard error. */
  async end(): Promise<string> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve))
    this.#child.stdin.end()
    await closed
    return this.#errors
  }
}

export function writeProfile(
  { profile }: Pick<GateCase, 'profile'>,
  folder: string,
  text = JSON.stringify(profile),
): void {
  writeFileSync(path.join(folder, 'vendor.json'), text)
}

function asInVector(said: Said, folder: string): unknown {
  if (said.error === undefined) return said
  const { code, params = {} } = said.error
  const { path: place, reason } = params
  return {
    error: {
      code,
      ...(place !== undefined && { path: shown(place, folder) }),
      ...(reason !== undefined && { reason }),
    },
  } satisfies Refused
}

function shown(place: string, folder: string): string {
  const source = SOURCES[sourcePlaces(folder).indexOf(place)]
  if (source !== undefined) return source
  return path.isAbsolute(place) ? path.relative(dataDirOf(folder), place) || '.' : place
}
