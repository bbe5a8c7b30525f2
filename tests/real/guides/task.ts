// One section of a guide, followed block by block as it stands there.
import { blocksOf, filled, guideText, type Block, type GuideName } from '#tests/support/guide-blocks.ts'
import type { Machine } from './machine.ts'

/** Who types where the block does not say it: the guides' own sentence, “How to read the commands”. */
const ACCOUNT: Readonly<Record<GuideName, string>> = { operator: 'root', vendor: 'activation-server' }

interface Typing {
  /** For the words in capital letters. */
  readonly values?: Readonly<Record<string, string>>
  /** What is typed where a program asks. */
  readonly input?: string
  /** The folder in which root is; others are at home. */
  readonly cwd?: string
}

export class Task {
  readonly #guide: GuideName
  readonly #blocks: Block[]
  readonly section: string

  /** `systemd`: it is the first process where this is typed. */
  constructor(guide: GuideName, section: string, systemd = false) {
    this.#guide = guide
    this.section = section
    this.#blocks = toRun(guide).filter(
      (block) => block.section === section && (systemd || !block.needsSystemd),
    )
    if (this.#blocks.length === 0)
      throw new Error(`nothing is to be typed in “${section}” of the ${guide} guide`)
  }

  /** The next block; what it printed. Throws where it does not end with 0. */
  async next(machine: Machine, { values = {}, ...typed }: Typing = {}): Promise<string> {
    const block = this.take()
    const named = filled(block.account ?? ACCOUNT[this.#guide], values)
    const account = named === 'yourself' ? 'root' : named
    return await machine.does(filled(block.text, values), { ...typed, account })
  }

  /** The next block, which somebody else than a shell reads. */
  take(): Block {
    const block = this.#blocks.shift()
    if (!block) throw new Error(`“${this.section}” has no further block`)
    return block
  }

  /** All that are left, in this order. */
  async rest(machine: Machine, typing: Typing = {}): Promise<void> {
    while (this.#blocks.length > 0) await this.next(machine, typing)
  }

  finish(): void {
    if (this.#blocks.length > 0) throw new Error(`nobody typed\n${this.#blocks[0]?.text}of “${this.section}”`)
  }
}

export const toRun = (guide: GuideName): Block[] =>
  blocksOf(guideText(guide)).filter(({ notRun }) => notRun === null)

/** With the reason that the guide gives. */
export const notRun = (guide: GuideName): (Block & { readonly reason: string })[] =>
  blocksOf(guideText(guide)).flatMap((block) =>
    block.notRun === null ? [] : [{ ...block, reason: block.notRun }],
  )

/** A whole section, for what another one needs. */
export async function follow(
  guide: GuideName,
  section: string,
  machine: Machine,
  typing: Typing = {},
): Promise<void> {
  await new Task(guide, section, machine.hasSystemd).rest(machine, typing)
}
