// Requests for a server of the bench: over a few connections that stay, as from behind a balancer.
import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

const CONNECTIONS = 8

export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  readonly code?: string
}

export interface Answered {
  readonly status: number
  readonly text: string
}

export class Load {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  readonly #port: number

  constructor(port: number) {
    this.#port = port
  }

  ask({ method, path, body, code }: Asked): Promise<Answered> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = {
      'content-type': 'application/vnd.api+json',
      'content-length': Buffer.byteLength(text),
      ...(code !== undefined && { authorization: `License ${code}` }),
    }
    return new Promise((resolve, reject) => {
      const options = { agent: this.#agent, host: '127.0.0.1', port: this.#port, method, path, headers }
      const asked = request(options, (answer) => {
        let told = ''
        answer.setEncoding('utf8').on('data', (part: string) => (told += part))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: told })).on('error', reject)
      })
      asked.on('error', reject).end(text)
    })
  }

  /** One request behind another on each connection; `work` is done `count` times. Seconds that it took. */
  async closed(count: number, work: () => Promise<unknown>): Promise<number> {
    const started = performance.now()
    let left = count
    const connection = async () => {
      while (left > 0) {
        left -= 1
        await work()
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, connection))
    return (performance.now() - started) / 1000
  }

  /** At this rate, whether the one before was answered or not: milliseconds until each was, the least first. */
  async open(perSecond: number, count: number, work: () => Promise<unknown>): Promise<readonly number[]> {
    const started = performance.now()
    const answers: Promise<number>[] = []
    for (let index = 0; index < count; index += 1) {
      const due = started + (index * 1000) / perSecond
      const early = due - performance.now()
      if (early > 0) await wait(early)
      answers.push(work().then(() => performance.now() - due))
    }
    return (await Promise.all(answers)).toSorted((a, b) => a - b)
  }

  close(): void {
    this.#agent.destroy()
  }
}
