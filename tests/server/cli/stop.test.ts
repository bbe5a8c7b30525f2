// A stop under load: whoever was let in gets a whole answer, and nobody's connection is reset (issue 12.10).
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { start } from '../support/command.ts'
import { expectOk, temporaryFolder, vendorTemplate } from '../support/back-office.ts'

const ROUNDS = 3
const CLIENTS = 24
/** Milliseconds that a stopping server gives a request on its way (gentle-stop.ts). */
const ON_ITS_WAY = 500

function ask(url: string, agent: Agent | false): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(`${url}/me`, { agent: agent === false ? undefined : agent }, (answer) => {
      answer.on('error', (error: NodeJS.ErrnoException) => resolve(`cut: ${error.code}`))
      answer.on('end', () => resolve(answer.complete ? String(answer.statusCode) : 'cut'))
      answer.resume()
    })
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    sent.end()
  })
}

/** Asks again and again until nobody listens any more. */
async function hammer(url: string, agent: Agent | false, outcomes: Map<string, number>): Promise<void> {
  for (;;) {
    const asked = performance.now()
    const answer = await ask(url, agent)
    // The machine let nobody run for so long that the request came behind the time for what is on its way.
    const isHeldUp = answer === 'ECONNRESET' && performance.now() - asked > ON_ITS_WAY
    const outcome = isHeldUp ? 'ECONNREFUSED' : answer
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    if (outcome !== '401') return
  }
}

async function startServer() {
  const dataDir = join(temporaryFolder(), 'office')
  expectOk(await initVendor(dataDir, vendorTemplate, Date.now()))
  const child = start(dataDir, ['serve', '--port', '0', '--json'])
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stderr.resume()
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  const { url } = JSON.parse(String(value)) as { url: string }
  return { child, url, exit: once(child, 'exit') }
}

async function connected(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  onTestFinished(() => void socket.destroy())
  return socket
}

const ASKED = 'GET /v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'

describe('serve, told to stop', () => {
  it('answers all that it let in, in every of many rounds (issue 12.10)', async () => {
    const outcomes = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round += 1) {
      const { child, url, exit } = await startServer()
      const agents = Array.from({ length: CLIENTS }, (_, at) =>
        at % 3 === 0 ? false : new Agent({ keepAlive: true, maxSockets: 1 }),
      )
      const clients = agents.map((agent) => hammer(url, agent, outcomes))
      await ask(url, false)
      child.kill('SIGTERM')
      await Promise.all(clients)
      for (const agent of agents) if (agent !== false) agent.destroy()
      expect((await exit)[0]).toBe(0)
    }
    expect([...outcomes.keys()].sort()).toEqual(['401', 'ECONNREFUSED'])
    expect(outcomes.get('ECONNREFUSED')).toBe(ROUNDS * CLIENTS)
  })

  it('finishes a request that is under way, says that the connection ends, and takes no other', async () => {
    const { child, url, exit } = await startServer()
    const port = Number(new URL(url).port)
    const slow = connect(port, '127.0.0.1')
    const body = JSON.stringify({ meta: { key: 'unknown' } })
    slow.write(
      `POST /v1/licenses/actions/validate-key HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${body.length}\r\n\r\n`,
    )
    const idle = new Agent({ keepAlive: true, maxSockets: 1 })
    expect(await ask(url, idle)).toBe('401')
    child.kill('SIGTERM')
    while ((await ask(url, false)) !== 'ECONNREFUSED'); // each try is a connection of its own
    slow.write(body)
    const answer = (await buffer(slow)).toString()
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toMatch(/\r\nconnection: close\r\n/i)
    expect(answer).toContain('"code":"NOT_FOUND"')
    expect((await exit)[0]).toBe(0)
    idle.destroy()
  })

  const HALF_A_HEAD = 'GET /v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthoriz'
  const HALF_A_BODY =
    'POST /v1/machines HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: License A\r\nContent-Length: 9\r\n\r\n{'

  it.each([
    ['that says nothing', ''],
    ['that sent half a head', HALF_A_HEAD],
    ['that has had its answer, and sent half of the next head', `${ASKED}${HALF_A_HEAD}`],
  ])('is not held up by a connection %s (issue 12.10)', async (_, text) => {
    const { child, url, exit } = await startServer()
    const silent = await connected(url)
    silent.write(text)
    const closed = once(silent.resume(), 'close')
    // What was sent before is read before this is answered.
    expect(await ask(url, false)).toBe('401')
    const start = performance.now()
    child.kill('SIGTERM')
    expect((await exit)[0]).toBe(0)
    expect(performance.now() - start).toBeLessThan(2000)
    await closed
  })

  it('waits a few seconds and no longer for the rest of a body (issue 12.10)', async () => {
    const { child, url, exit } = await startServer()
    const slow = await connected(url)
    const closed = once(slow.on('error', () => undefined).resume(), 'close')
    slow.write(HALF_A_BODY)
    expect(await ask(url, false)).toBe('401')
    const start = performance.now()
    child.kill('SIGTERM')
    expect((await exit)[0]).toBe(0)
    expect(performance.now() - start).toBeLessThan(15_000) // the request itself may take 30
    await closed
  })

  it.each([
    ['SIGTERM', 'SIGINT'],
    ['SIGINT', 'SIGTERM'],
    ['SIGTERM', 'SIGTERM'],
  ] as const)(
    'by %s ends at once with a %s after it, whoever still asks (issue 12.10)',
    async (first, second) => {
      const { child, url, exit } = await startServer()
      const slow = await connected(url)
      slow.on('error', () => undefined)
      slow.write(HALF_A_BODY)
      expect(await ask(url, false)).toBe('401')
      child.kill(first)
      while ((await ask(url, false)) !== 'ECONNREFUSED'); // each try is a connection of its own
      const start = performance.now()
      child.kill(second)
      expect((await exit)[1]).toBe(second)
      expect(performance.now() - start).toBeLessThan(1000)
    },
  )
})
