// What a person types or pipes in: a License Code, a Local License Key.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { text as readAll } from 'node:stream/consumers'

/** Asked on a terminal, else the first line of standard input: a secret never has to be on the command line. */
export async function askForCode(question: string): Promise<string> {
  if (!process.stdin.isTTY) return (await readAll(process.stdin)).split('\n')[0] ?? ''
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}

/** The file's text, or standard input for `-`. Null where the file cannot be read. */
export async function readText(source: string): Promise<string | null> {
  if (source === '-') return readAll(process.stdin)
  try {
    return readFileSync(source, 'utf8')
  } catch {
    return null
  }
}
