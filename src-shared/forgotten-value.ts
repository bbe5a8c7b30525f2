// An option whose value was forgotten takes the next word for it, and the parser lets that pass: `--product $P --quiet`
// with an empty P would ask about a product “--quiet”.
import type { Command, Option } from 'commander'

/** A word of that form is no value, also where it stands behind a “=”. */
export const isOptionLike = (word: string): boolean => /^(?:--[a-z]|--$|-[a-z]$)/i.test(word)

/** Of `program` and of all its commands, once they are added. It is told as where nothing follows at all. */
export function refuseForgottenValues(program: Command): void {
  for (const option of program.options.filter(({ required }) => required)) {
    program.on(`option:${option.name()}`, (value: unknown) => {
      if (typeof value === 'string' && isOptionLike(value)) refuse(program, option)
    })
  }
  for (const command of program.commands) refuseForgottenValues(command)
}

/**
 * Runs one command line. The parser takes what belongs to the whole program out of it first, wherever it stands, so that in
 * `--product --json alpha` the word behind it would be the value.
 */
export async function parseCommandLine(program: Command, argv: readonly string[]): Promise<void> {
  const options = optionsOf(program)
  const isSwitch = (word: string) => options.some((option) => !option.required && isNamed(option, word))
  const end = argv.indexOf('--')
  for (const [index, word] of argv.slice(0, end < 0 ? argv.length : end).entries()) {
    if (WORDS_ASKED.has(word)) break
    const next = argv[index + 1]
    const option = options.find((one) => one.required && isNamed(one, word))
    if (option && next !== undefined && isOptionLike(next) && !isSwitch(word)) refuse(program, option)
  }
  await program.parseAsync(argv)
}

const isNamed = ({ long, short }: Option, word: string) => word === long || word === short

/** Whoever asks for them is told them first. */
const WORDS_ASKED: ReadonlySet<string> = new Set(['-h', '--help', '-V', '--version'])

const optionsOf = (command: Command): readonly Option[] => [
  ...command.options,
  ...command.commands.flatMap(optionsOf),
]

function refuse(program: Command, { flags }: Option): never {
  return program.error(`error: option '${flags}' argument missing`, { exitCode: 2 })
}
