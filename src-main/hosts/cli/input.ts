// What a person types or pipes in: a License Code, a Local License Key.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { LONGEST_PASTED } from '#shared/contract/declaration.ts'
import { askForKey } from './ask-for-key.ts'
import { Exit, INTERRUPTED } from './run.ts'
import type { CommandContext } from './command-context.ts'

export const atTerminal = (): boolean => process.stdin.isTTY

/** Asked on a terminal, else the first line of standard input: a secret never has to be on the command line. */
export async function askForCode(question: string): Promise<string> {
  if (!atTerminal()) return (await readAtMost(process.stdin)).split('\n')[0] ?? ''
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await new Promise((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('close', () => resolve('')) // Ctrl-D
      lines.once('SIGINT', () => reject(new Exit(INTERRUPTED)))
      lines.setPrompt(question)
      lines.prompt()
    })
  } finally {
    lines.close()
  }
}

/** The file's text, or standard input for `-`, asked for on a terminal. Null where the file cannot be read. */
export async function readText(source: string, context: CommandContext): Promise<string | null> {
  if (source === '-') return atTerminal() ? askForKey(context) : readAtMost(process.stdin)
  try {
    return await readAtMost(createReadStream(source))
  } catch {
    return null
  }
}

/**
 * The beginning of a text: so much of it that whoever reads it sees that it is too long, and no more. A device without
 * end, or another file by mistake, does not fill the memory.
 */
async function readAtMost(input: NodeJS.ReadableStream): Promise<string> {
  input.setEncoding('utf8')
  let text = ''
  for await (const part of input) {
    text += String(part)
    if (text.length > LONGEST_PASTED) break
  }
  return text.slice(0, LONGEST_PASTED)
}
