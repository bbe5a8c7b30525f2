// What a person types or pipes in: a License Code, a Local License Key.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { LONGEST_PASTED } from '#shared/contract/declaration.ts'
import { insteadOfFile } from '#shared/files/given-file.ts'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { askForKey, END_OF_PASTE_MILLISECONDS } from './ask-for-key.ts'
import { Exit, INTERRUPTED } from './run.ts'
import type { CommandContext } from './command-context.ts'

/** No character takes more in UTF-8. */
const LONGEST_IN_BYTES = 4 * LONGEST_PASTED

export const atTerminal = (): boolean => process.stdin.isTTY

/** Asked on a terminal, else standard input; either may be a whole mail: a secret never has to be on the command line. */
export async function askForCode(question: string): Promise<string> {
  if (!atTerminal()) return readAtMost(process.stdin)
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await new Promise((resolve, reject) => {
      const pasted: string[] = []
      const end = () => resolve(pasted.join('\n'))
      let endOfPaste: NodeJS.Timeout | undefined
      // A mail that is pasted is all of it the answer, and none of it the shell's next command.
      lines.on('line', (line) => {
        pasted.push(line)
        clearTimeout(endOfPaste)
        endOfPaste = setTimeout(end, END_OF_PASTE_MILLISECONDS)
      })
      lines.once('close', end) // Ctrl-D
      lines.once('SIGINT', () => reject(new Exit(INTERRUPTED)))
      lines.setPrompt(question)
      lines.prompt()
    })
  } finally {
    lines.close()
  }
}

/** The file's text, or standard input for `-`, asked for on a terminal, where `begun` was pasted already. Wrong usage where it cannot be read. */
export async function readText(
  source: string,
  context: CommandContext,
  begun: readonly string[] = [],
): Promise<string> {
  if (source === '-') return atTerminal() ? askForKey(context, begun) : readAtMost(process.stdin)
  const { misuse } = context.messages.cli
  return readAtMost(openFile(source, context)).catch(() => context.misuse(misuse.notReadable(source)))
}

/** Wrong usage where it is no file. */
function openFile(source: string, context: CommandContext): NodeJS.ReadableStream {
  const is = insteadOfFile(source)
  return is === null
    ? createReadStream(source)
    : context.misuse(context.messages.cli.misuse.notAFile(source, is))
}

/**
 * The beginning of a text: so much of it that whoever reads it sees that it is too long, and no more. A device without
 * end, or another file by mistake, does not fill the memory.
 */
async function readAtMost(input: NodeJS.ReadableStream): Promise<string> {
  const { bytes } = await firstBytes(input, LONGEST_IN_BYTES)
  return textOfBytes(bytes).slice(0, LONGEST_PASTED)
}

async function firstBytes(
  input: NodeJS.ReadableStream,
  most: number,
): Promise<{ bytes: Buffer; isAll: boolean }> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of input as AsyncIterable<Uint8Array>) {
    parts.push(part)
    length += part.length
    if (length > most) break
  }
  return { bytes: Buffer.concat(parts), isAll: length <= most }
}

/** The whole file's text, or standard input's for `-`. Wrong usage where it cannot be read, or holds more than `most` bytes. */
export async function readWhole(source: string, most: number, context: CommandContext): Promise<string> {
  const { misuse } = context.messages.cli
  const input = source === '-' ? process.stdin : openFile(source, context)
  const read = await firstBytes(input, most).catch(() => context.misuse(misuse.notReadable(source)))
  return read.isAll ? textOfBytes(read.bytes) : context.misuse(misuse.tooLarge(source, most))
}
