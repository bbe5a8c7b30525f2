// Whether a port that a person named can be had, asked before a demo is built and started.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { NotStarted } from '../in-words.ts'

const MOST = 65_535

/** Throws NotStarted where it is no port, or another program has it. */
export async function needPort(text: string): Promise<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(port) || port > MOST)
    throw new NotStarted(`“${text}” is not a port: give --port a number from 0 to ${MOST}.`)
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new NotStarted(
      `Port ${port} cannot be used (${(error as NodeJS.ErrnoException).code}): give another one, or leave --port out.`,
    )
  }
  server.close()
  await once(server, 'close')
  return port
}
