// Another user of this system who came to know a link, as a process of their own. Root alone can start one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'

export interface TradeAnswer {
  readonly status: number
  readonly answer: unknown
}

const PROGRAM = `
const { origin, hash, hostname, port } = new URL(process.argv[1])
const [host] = process.argv.slice(2)
const body = JSON.stringify({ secret: hash.replace('#secret=', '') })
const request = require('node:http').request(
  { host: host ?? hostname, port, path: '/session', method: 'POST', headers: { host: new URL(origin).host, origin, 'content-type': 'application/json' } },
  async (response) => {
    const answer = JSON.parse(Buffer.concat(await response.toArray()).toString())
    process.stdout.write(JSON.stringify({ status: response.statusCode, answer }))
  },
)
request.end(body)
`

/** `host`: another way to write the address, such as ::ffff:127.0.0.1; `uid` null: this test's own user. */
export async function tradeAsUser(uid: number | null, link: string, host?: string): Promise<TradeAnswer> {
  const child = spawn(
    process.execPath,
    ['--eval', PROGRAM, '--', link, ...(host === undefined ? [] : [host])],
    {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(uid === null ? {} : { uid }),
    },
  )
  return (await json(child.stdout)) as TradeAnswer
}

/** How a client leaves once it has sent its words. */
export type Leaving = 'closed' | 'cut off' | 'half closed'

const LEAVES: Readonly<Record<Leaving, string>> = {
  closed: 'socket.destroy()',
  'cut off': 'socket.resetAndDestroy()',
  'half closed': 'socket.end().resume()',
}

const LEAVING_PROGRAM = (leaving: Leaving): string => `
const { origin, hash, hostname, port, host } = new URL(process.argv[1])
const body = JSON.stringify({ secret: hash.replace('#secret=', '') })
const head = ['POST /session HTTP/1.1', 'host: ' + host, 'origin: ' + origin, 'content-type: application/json', 'content-length: ' + body.length, '', '']
const times = 20
const leave = (count) => {
  if (count === times) return
  const socket = require('node:net').connect(port, hostname, () => {
    socket.write(head.join('\\r\\n') + body, () => setTimeout(() => { ${LEAVES[leaving]} }, count % 5))
  })
  socket.once('error', () => undefined)
  socket.once('close', () => leave(count + 1))
}
leave(0)
`

/** Twenty times the secret is sent, and its answer waited for some milliseconds at most. */
export async function leaveAsUser(uid: number, link: string, leaving: Leaving): Promise<void> {
  const child = spawn(process.execPath, ['--eval', LEAVING_PROGRAM(leaving), '--', link], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'inherit'],
    uid,
  })
  await once(child, 'close')
}
