// The gates in all languages, asked the same at once: a case is laid out once, and the reference is asked once, for all of them.
import { isDeepStrictEqual } from 'node:util'
import { writeProfile, type AskedProgram } from './ask-program.ts'
import type { GateCase } from './gate-case.ts'

export interface Difference {
  readonly gate: string
  readonly of: string
  readonly reference: unknown
  readonly answer: unknown
}

type Asked = Omit<GateCase, 'store' | 'sources'>

/** In the place of the profile, and of the case's data folder. */
interface Otherwise {
  readonly profileText?: string
  readonly dataDir?: string | Buffer
}

export class AskedGates {
  readonly #programs: readonly (readonly [string, AskedProgram])[]

  /** By the names of their languages. */
  constructor(programs: Readonly<Record<string, AskedProgram>>) {
    this.#programs = Object.entries(programs)
  }

  /** `folder`: where the case was laid out. Each answer with its language. */
  ask(
    asked: Asked,
    folder: string,
    { profileText, dataDir }: Otherwise = {},
  ): Promise<(readonly [string, unknown])[]> {
    writeProfile(asked, folder, profileText)
    return Promise.all(
      this.#programs.map(
        async ([gate, program]) => [gate, await program.answerTo(asked, folder, dataDir)] as const,
      ),
    )
  }

  /** What each answers, and how many milliseconds of processor that took. */
  cost(asked: Asked, folder: string): Promise<{ gate: string; answer: unknown; cost: number }[]> {
    writeProfile(asked, folder)
    return Promise.all(
      this.#programs.map(async ([gate, program]) => {
        const before = program.processor
        const answer = await program.answerTo(asked, folder)
        return { gate, answer, cost: program.processor - before }
      }),
    )
  }

  /** What is answered otherwise than `reference` has it, which is asked while the gates are at work. */
  async differences(
    of: string,
    asked: Asked,
    folder: string,
    reference: () => unknown,
  ): Promise<readonly Difference[]> {
    const answers = this.ask(asked, folder)
    const meant = await reference()
    return (await answers)
      .filter(([, answer]) => !isDeepStrictEqual(answer, meant))
      .map(([gate, answer]) => ({ gate, of, reference: meant, answer }))
  }

  /** Of those that read it by code of their own: of Node’s it is a library’s. */
  machine(system: string, folder: string): Promise<(readonly [string, unknown])[]> {
    const own = this.#programs.filter(([gate]) => gate !== 'Node')
    return Promise.all(
      own.map(async ([gate, program]) => [gate, await program.machine(system, folder)] as const),
    )
  }

  /** What they said to standard error. */
  async end(): Promise<string> {
    const said = await Promise.all(this.#programs.map(([, program]) => program.end()))
    return said.join('')
  }
}
