// Every option and argument of every command, in every form that the program's own help documents: so that none is forgotten.
import type { Argument, Command, Option } from 'commander'

export interface Form {
  /** The words of the command, e.g. `license create`. */
  readonly command: string
  readonly option: string
  readonly argv: readonly string[]
}

export interface Samples {
  /** By command and option, by the option, or by what stands in its brackets, e.g. `date` of `--expires <date>`. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** By the argument's name; its options are tried with the first. */
  readonly arguments: Readonly<Record<string, readonly string[]>>
  /** What a command cannot do without, though its options do not say so; by its words. */
  readonly needs: Readonly<Record<string, readonly string[]>>
  /** The same, for one option of it; by `command option`. */
  readonly instead: Readonly<Record<string, readonly string[]>>
}

/** Throws where an option or an argument is new and nobody has said what to try. */
export function documentedForms(program: Command, samples: Samples): Form[] {
  return leavesOf(program).flatMap(({ words, command }) => [
    ...argumentForms(words, command, samples),
    ...[...command.options, ...program.options]
      .filter(({ long }) => long !== '--version')
      .flatMap((option) =>
        valuesOf(words, option, samples).map((given) => ({
          command: words.join(' '),
          option: [option.long, ...given].join(' '),
          argv: [...words, ...surroundings(words, command, option, samples), option.long ?? '', ...given],
        })),
      ),
  ])
}

/** The further forms of the arguments that a command insists on. */
function argumentForms(words: readonly string[], command: Command, samples: Samples): Form[] {
  const insisted = command.registeredArguments.filter(({ required }) => required)
  const first = insisted.map((argument) => formsOf(argument, samples)[0] ?? '')
  const rest = surroundings(words, command, null, samples).slice(insisted.length)
  return insisted.flatMap((argument, at) =>
    formsOf(argument, samples)
      .slice(1)
      .map((value) => ({
        command: words.join(' '),
        option: `<${argument.name()}> ${value}`,
        argv: [...words, ...first.with(at, value), ...rest],
      })),
  )
}

function formsOf(argument: Argument, samples: Samples): readonly string[] {
  const forms = samples.arguments[argument.name()]
  if (!forms) throw new Error(`what may be given for <${argument.name()}>?`)
  return forms
}

function leavesOf(command: Command, words: readonly string[] = []): { words: string[]; command: Command }[] {
  if (command.commands.length === 0) return [{ words: [...words], command }]
  return command.commands.flatMap((below) => leavesOf(below, [...words, below.name()]))
}

/** Each form's words after the option: its choices, what its description sets in quotes, and samples. */
function valuesOf(words: readonly string[], option: Option, { values }: Samples): (readonly string[])[] {
  const name = /[<[](.+)[>\]]$/.exec(option.flags)?.[1]
  if (name === undefined) return [[]]
  if (option.argChoices) return option.argChoices.map((choice) => [choice])
  const quoted = Array.from(option.description.matchAll(/"([^"\s]+)"/g), ([, word = '']) => word)
  const samples = values[[...words, option.long].join(' ')] ?? values[option.long ?? ''] ?? values[name]
  if (!samples) throw new Error(`what may be given for ${option.flags}?`)
  const given = [...new Set([...samples, ...quoted])].map((value) => [value])
  return option.flags.includes(' [') ? [[], ...given] : given
}

function surroundings(
  words: readonly string[],
  command: Command,
  tried: Option | null,
  samples: Samples,
): readonly string[] {
  const given = command.registeredArguments
    .filter(({ required }) => required)
    .map((argument) => formsOf(argument, samples)[0] ?? '')
  const mandatory = command.options
    .filter((option) => option.mandatory && option.long !== tried?.long)
    .flatMap((option) => [option.long ?? '', ...(valuesOf(words, option, samples)[0] ?? [])])
  const key = words.join(' ')
  const needs = samples.needs[key] ?? []
  const further = samples.instead[`${key} ${tried?.long}`] ?? (needs[0] === tried?.long ? [] : needs)
  return [...given, ...mandatory, ...further]
}
