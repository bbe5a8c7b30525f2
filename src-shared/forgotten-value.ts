// An option whose value was forgotten takes the next word for it, and the parser lets that pass: `--product $P --quiet`
// with an empty P would ask about a product “--quiet”.
import type { Command } from 'commander'

/** A word of that form is no value, also where it stands behind a “=”. */
export const isOptionLike = (word: string): boolean => /^(?:--[a-z]|--$|-[a-z]$)/i.test(word)

/** Of `program` and of all its commands, once they are added. It is told as where nothing follows at all. */
export function refuseForgottenValues(program: Command): void {
  for (const option of program.options.filter(({ required }) => required)) {
    program.on(`option:${option.name()}`, (value: unknown) => {
      if (typeof value === 'string' && isOptionLike(value))
        program.error(`error: option '${option.flags}' argument missing`, { exitCode: 2 })
    })
  }
  for (const command of program.commands) refuseForgottenValues(command)
}
