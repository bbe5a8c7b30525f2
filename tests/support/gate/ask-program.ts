// A gate in another language asked: its program reads a line for each case and answers by one (sdk/c/test/ask_lines.c).
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { isDeepStrictEqual } from 'node:util'
import type { GateAnswer } from '#shared/contract/views.ts'
import { jsonLine } from '#shared/printable.ts'
import { processorTime } from '../processor-time.ts'
import { asInVector, type Said } from './as-in-vector.ts'
import { NOBODY } from './ask-reference.ts'
import type { GateCase } from './gate-case.ts'
import { sentenceOf } from './sentence-of.ts'

/** Milliseconds, of what takes minutes. */
export const PATIENCE = 2_400_000

export class AskedProgram {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #answers: AsyncIterator<string>
  #errors = ''

  readonly #writesJson: boolean

  /** `givesUpRights`: the program does that itself, where nobody may start it. `writesJson`: the library itself, as a text. */
  constructor(
    program: string,
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
    { givesUpRights = false, writesJson = false } = {},
  ) {
    this.#writesJson = writesJson
    const isRoot = process.getuid?.() === 0
    const rights = isRoot && !givesUpRights ? { uid: NOBODY, gid: NOBODY } : {}
    this.#child = spawn(program, args, { ...rights, env: { ...process.env, ...env } })
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text))
    this.#answers = linesOf(this.#child.stdout)
  }

  /** `folder`: where the case was laid out, and its profile written; `dataDir`: in the place of its data folder. */
  async answerTo(
    { clock, ask }: Pick<GateCase, 'clock' | 'ask'>,
    folder: string,
    dataDir?: string | Buffer,
  ): Promise<unknown> {
    const data = dataDir === undefined ? [] : [dataDir]
    const asked = [folder, String(clock), ask.product, ask.feature ?? '-', ask.built ?? '-', ...data]
    const line = await this.#tell(asked)
    const [json, sentence] = [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]
    const said = JSON.parse(json) as GateAnswer | Said
    const meant = {
      json: this.#writesJson ? jsonLine(said).trimEnd() : json,
      sentence: sentenceOf(ask, said),
    }
    // Others than the reference's are a difference, whatever is compared.
    return isDeepStrictEqual({ json, sentence }, meant) ? asInVector(said, folder) : { json, sentence, meant }
  }

  /** Milliseconds of processor that it took so far. */
  get processor(): number {
    return processorTime(this.#child.pid ?? 0)
  }

  /** Which machine it is by what lies in the folder; not asked of the gate for Node. */
  async machine(system: string, folder: string): Promise<unknown> {
    return JSON.parse(await this.#tell(['machine', system, folder])) as unknown
  }

  async #tell(words: readonly (string | Buffer)[]): Promise<string> {
    const bytes = words.flatMap((word, index) => [Buffer.from(index === 0 ? '' : '\t'), Buffer.from(word)])
    this.#child.stdin.write(Buffer.concat([...bytes, Buffer.from('\n')]))
    const line = await this.#answers.next()
    if (line.done === true) throw new Error(`the gate ended:\n${this.#errors}`)
    return line.value
  }

  /** What it said to standard error. */
  async end(): Promise<string> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve))
    this.#child.stdin.end()
    await closed
    return this.#errors
  }
}

/** Node's readline ends lines at U+2028 and U+2029 too, which JSON may hold. */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of stream.setEncoding('utf8')) {
    const lines = `${rest}${piece as string}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

export function writeProfile(
  { profile }: Pick<GateCase, 'profile'>,
  folder: string,
  text = JSON.stringify(profile),
): void {
  writeFileSync(path.join(folder, 'vendor.json'), text)
}
