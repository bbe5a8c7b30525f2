// What a person pipes in or names: a device without end, or another file by mistake, does not fill the memory.
import { closeSync, openSync, readSync } from 'node:fs'
import { MAX_TEXT_CHARACTERS } from '#shared/formats/text/whole-text.ts'

/** Bytes. No character takes more than four in UTF-8, and no text that is longer is looked at. */
export const MOST_INPUT = 4 * MAX_TEXT_CHARACTERS

const CHUNK = 65_536

/** Null: there is more of it. The rest is not read. */
export async function readStreamAtMost(
  stream: AsyncIterable<string | Uint8Array>,
  most = MOST_INPUT,
): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > most) return null
    chunks.push(Buffer.from(chunk as Uint8Array))
  }
  return Buffer.concat(chunks)
}

/** Null: there is more of it, whatever size the system says it has. Throws the system's error where it cannot be read. */
export function readFileAtMost(path: string, most = MOST_INPUT): Buffer | null {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(most + 1)
    let length = 0
    for (;;) {
      const read = readSync(file, bytes, length, Math.min(CHUNK, bytes.length - length), null)
      length += read
      if (length > most) return null
      if (read === 0) return bytes.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}
