// An option that takes one value and was given two.
import type { Command } from 'commander'
import type { CliMessages } from '#shared/messages/messages.ts'
import { COULD_NOT_TELL } from './run.ts'

/** It would be judged by the last alone: which was meant is not ours to say. */
export function refuseTwice(command: Command, words: CliMessages['cli']): void {
  for (const option of command.options) {
    if ((!option.required && !option.optional) || Array.isArray(option.defaultValue)) continue
    let isGiven = false
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(words.misuse.givenTwice(option.flags), { exitCode: COULD_NOT_TELL })
      isGiven = true
    })
  }
  for (const child of command.commands) refuseTwice(child, words)
}
