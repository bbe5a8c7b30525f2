// What a person types or pipes in: a License Code, a Local License Key.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { text as readAll } from 'node:stream/consumers'
import { askForKey } from './ask-for-key.ts'
import { Exit, INTERRUPTED } from './run.ts'
import type { Session } from './session.ts'

export const atTerminal = (): boolean => process.stdin.isTTY

/** Asked on a terminal, else the first line of standard input: a secret never has to be on the command line. */
export async function askForCode(question: string): Promise<string> {
  if (!atTerminal()) return (await readAll(process.stdin)).split('\n')[0] ?? ''
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
export async function readText(source: string, session: Session): Promise<string | null> {
  if (source === '-') return atTerminal() ? askForKey(session) : readAll(process.stdin)
  try {
    return readFileSync(source, 'utf8')
  } catch {
    return null
  }
}
