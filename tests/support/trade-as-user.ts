// Another user of this system who came to know a link, as a process of their own. Root alone can start one.
import { spawn } from 'node:child_process'
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
