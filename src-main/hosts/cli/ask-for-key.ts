// The prompt for a Local License Key on a terminal: each row is judged when Enter is pressed.
import { createInterface } from 'node:readline/promises'
import { KeyTyping } from './key-typing.ts'
import { Exit, INTERRUPTED } from './run.ts'
import type { CommandContext } from './command-context.ts'

/**
 * SECURITY: what is pasted behind the key's end must not become the shell's next command: the terminal is read until
 * nothing came for so long. docs/SECURITY.md#terminal
 */
export const END_OF_PASTE_MILLISECONDS = 100

/**
 * The rows, or the file, or all lines up to Ctrl-D. Everything that is said goes to standard error. `begun`: lines that were
 * pasted at the question before.
 */
export async function askForKey(context: CommandContext, begun: readonly string[] = []): Promise<string> {
  const words = context.messages.typedRows
  const typing = new KeyTyping(words, context.vendor.uniqueKeyPrefix)
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const ended = Promise.withResolvers<undefined>()
  const ask = () => {
    lines.setPrompt(typing.prompt)
    lines.prompt()
  }
  let endOfPaste: NodeJS.Timeout | undefined
  const heard = () => {
    clearTimeout(endOfPaste)
    if (typing.done) endOfPaste = setTimeout(() => ended.resolve(undefined), END_OF_PASTE_MILLISECONDS)
  }
  const take = (line: string) => {
    for (const [kind, text] of typing.take(line)) context.verdict(kind, text)
    if (typing.done) heard()
    else ask()
  }
  context.note(words.atPrompt.begin)
  process.stdin.on('data', heard)
  // Not an iterator: a line is to be judged before the next one of a paste is shown.
  lines.on('line', (line) => {
    if (!typing.done) take(line)
  })
  lines.on('close', () => {
    if (!typing.done) context.note('') // the prompt's line ends
    ended.resolve(undefined)
  })
  lines.on('SIGINT', () => {
    context.note(`\n${words.atPrompt.calledOff}`)
    ended.reject(new Exit(INTERRUPTED))
  })
  for (const line of begun)
    if (!typing.done) for (const [kind, text] of typing.take(line)) context.verdict(kind, text)
  if (typing.done) ended.resolve(undefined)
  else ask()
  try {
    await ended.promise
  } finally {
    clearTimeout(endOfPaste)
    process.stdin.off('data', heard)
    lines.close()
  }
  return typing.text
}
