// What a guide has to type: its fenced blocks by section, who types them, and which of them no test runs, with the reason.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const FILES = { operator: 'docs/operator-guide.md', vendor: 'docs/vendor-guide.md' } as const
export type GuideName = keyof typeof FILES

/** Their first line may say who types them: `# as root`. */
export interface Block {
  /** Of its section, without number and marks. */
  readonly section: string
  readonly language: string
  readonly text: string
  /** null: the guide says nothing, and its own rule counts. */
  readonly account: string | null
  /** Stands before it as `_Not run by the tests: REASON._`; null: the tests run it. */
  readonly notRun: string | null
  /** Stands before it as `_Run by the tests where systemd can be the first process._`. */
  readonly needsSystemd: boolean
}

export const guideText = (guide: GuideName): string =>
  readFileSync(path.resolve(import.meta.dirname, '../..', FILES[guide]), 'utf8')

/** In the order of the text. Sections are those of two and of three signs; a block of a list is set in. */
export function blocksOf(text: string): Block[] {
  let section = ''
  return Array.from(text.matchAll(HEADING_OR_BLOCK)).flatMap(({ groups = {} }) => {
    const { heading, reason, systemd, indent = '', language = '', code } = groups
    if (heading !== undefined) section = heading
    if (code === undefined) return []
    const plain = code.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    const account = /^# as (\S+)\n/.exec(plain)?.[1] ?? null
    return {
      section,
      language,
      text: plain,
      account,
      notRun: reason ?? null,
      needsSystemd: systemd !== undefined,
    }
  })
}

const HEADING_OR_BLOCK =
  /^###? (?<heading>.+)$|^(?: *_(?:Not run by the tests: (?<reason>[^_\n]+)|(?<systemd>Run by the tests where systemd can be the first process))\._\n\n)?(?<indent> *)```(?<language>\w*)\n(?<code>[^]*?)^ *```$/gm

/** The rule of both guides: a word in CAPITAL LETTERS is the reader's to fill in. */
const PLACEHOLDER = /(?<![\w$%])[A-Z]{2,}(?:-[A-Z]{2,})*(?!\w)/g

export const placeholdersIn = (text: string): string[] => [...new Set(text.match(PLACEHOLDER))]

/** Throws where a word is left that nobody filled in. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACEHOLDER, (word) => {
    const value = values[word]
    if (value === undefined) throw new Error(`nobody says what ${word} is in\n${text}`)
    return value
  })
}
