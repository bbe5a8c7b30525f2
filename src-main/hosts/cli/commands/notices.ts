// activation-desk notices: the licenses of the software of others that this program contains.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { CommandContext } from '../command-context.ts'

/** Written beside the program when it is built. */
const FILE = path.join(import.meta.dirname, 'third-party-notices.txt')

export function notices(context: CommandContext): void {
  const text = readNotices() ?? context.misuse(context.messages.cli.misuse.noNotices)
  context.answer({ notices: text }, () => text.trimEnd())
}

function readNotices(): string | null {
  try {
    return readFileSync(FILE, 'utf8')
  } catch {
    return null
  }
}
