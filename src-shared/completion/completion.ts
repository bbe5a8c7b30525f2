// What a shell proposes behind the name of a program, made from its commands (https://github.com/tj/commander.js): each
// script is whole by itself and starts nothing, so a Tab costs nothing.
import { bash, zsh } from './bash.ts'
import { fish } from './fish.ts'
import { powershell } from './powershell.ts'
import type { Proposals } from './proposals.ts'

/** As commander has it. */
export interface CommandLike {
  readonly commands: readonly (CommandLike & { name(): string })[]
  readonly options: readonly OptionLike[]
  readonly registeredArguments: readonly { readonly argChoices?: readonly string[] | undefined }[]
}

interface OptionLike {
  readonly flags: string
  readonly long?: string | undefined
  readonly required: boolean
  /** What help does not show is not proposed either. */
  readonly hidden?: boolean
  readonly argChoices?: readonly string[] | undefined
}

const SCRIPTS = { bash, zsh, fish, powershell } as const

export type Shell = keyof typeof SCRIPTS
export const SHELLS = Object.keys(SCRIPTS) as readonly Shell[]

export const completionScript = (shell: Shell, name: string, program: CommandLike): string =>
  SCRIPTS[shell](proposalsOf(name, program))

const shownOf = ({ options }: CommandLike) => options.filter(({ hidden }) => !hidden)

export function proposalsOf(name: string, program: CommandLike): Proposals {
  const words: Record<string, string[]> = {}
  const values: Record<string, readonly string[]> = {}
  const files: string[] = []
  const walk = (command: CommandLike, above: string) => {
    for (const { long, argChoices, flags, required } of shownOf(command)) {
      if (!long || !required) continue
      values[`${above} ${long}`] = argChoices ?? []
      if (/<(file|dir)>/.test(flags)) files.push(`${above} ${long}`)
    }
    const own = command === program ? [] : shownOf(program)
    const options = [...shownOf(command), ...own].flatMap(({ long }) => long ?? [])
    const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? [])
    const below = command.commands.map((each) => each.name())
    words[above] = [...below, ...choices, ...new Set([...options, '--help'])]
    for (const each of command.commands) walk(each, `${above} ${each.name()}`)
  }
  walk(program, '')
  return { program: name, words, values, files }
}
