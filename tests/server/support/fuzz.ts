// Requests made up at random: right ones to each route of the app with one or more parts bent, and what is hardly a request
// (issues 10 and 18).
import { LOG_FORMATS, logTo } from '#server/cli/log.ts'
import { activateMachine } from '#server/activation/activate-machine.ts'
import { addComponent } from '#server/activation/machine-components.ts'
import { beginProcess } from '#server/activation/machine-processes.ts'
import type { Logger } from '#server/http/access-log.ts'
import type { Random } from '#tests/support/random.ts'
import { expectOk } from './back-office.ts'
import { checkSignature, serveBackOffice, type TestServer } from './client.ts'
import { rightRequest, type Ask, type Sold } from './fuzz-routes.ts'
import { wire } from './wire.ts'

export interface FuzzReport {
  readonly tried: number
  /** By status. */
  readonly statuses: Readonly<Record<string, number>>
  /** The routes that were reached, as the log names them below /v1: `GET /machines/:id`. */
  readonly reached: ReadonlySet<string>
  /** What must not be: the request as text, and why. */
  readonly faults: readonly string[]
}

/** A server, and what it logs in both forms. `perWindow`: wrong codes that are answered as such in one window. */
export async function serveLogged(perWindow: number) {
  const lines: string[] = []
  const failures: unknown[] = []
  const reached = new Set<string>()
  const write = (text: string) => void lines.push(text)
  const logs = await Promise.all(LOG_FORMATS.map((format) => logTo(format, write, () => undefined)))
  const logger: Logger = {
    access(line) {
      reached.add(`${line.method} ${line.route.replace(/^\/v1(\/accounts\/:account(?=\/))?/, '')}`)
      for (const log of logs) {
        log.access(line)
        log.flush() // before the answer is looked at
      }
    },
    failure(requestId, error) {
      failures.push(error)
      for (const log of logs) log.failure(requestId, error)
    },
  }
  const server = await serveBackOffice({ logger, guessLimit: { perWindow, windowSeconds: 60 } })
  return { server, failures, reached, lines }
}

type Logged = Awaited<ReturnType<typeof serveLogged>>

/** Until `rounds` requests were sent, to one route after the other; each answer is looked at, and what was logged of it. */
export async function fuzz(
  { server, reached, lines }: Pick<Logged, 'server' | 'reached' | 'lines'>,
  rounds: number,
  random: Random,
): Promise<FuzzReport> {
  const licenses = await Promise.all([1, 2, 3].map((seats) => sold(server, seats * 50)))
  const ask = { licenses, random }
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const request = makeRequest(ask, round)
    lines.length = 0
    const answer = await wire(server.url, request.bytes)
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    const told = `${request.bytes.toString('latin1').slice(0, 2000)}\n→ ${answer.status}`
    if (!(answer.status >= 200 && answer.status < 500)) faults.push(told)
    const shown = lines.find((line) => isShownIn(line, request.secrets))
    if (shown !== undefined) faults.push(`${told}: the log shows a code or a token: ${shown}`)
    if (/[?&](token|auth)=/i.test(answer.text))
      faults.push(`${told}: an address in the answer shows who asked`)
    try {
      await checkSignature(server, request.method, request.target, request.host, answer)
    } catch (error) {
      faults.push(`${told}: ${String(error)}`)
    }
  }
  return { tried: rounds, statuses, reached, faults }
}

/** A license with a machine that runs a process and has a component. */
async function sold(server: TestServer, machines: number): Promise<Sold> {
  const { vendor, clock } = server
  const { store } = vendor
  const license = await server.sell({ machines, features: ['sso'] })
  const { id, key: code } = license
  const machine = expectOk(await activateMachine(store, id, { fingerprint: 'runner' }, 'license', clock.now))
  const part = { fingerprint: 'part', name: 'Part', metadata: {} }
  const component = expectOk(await addComponent(store, license, machine, part, clock.now))
  const process = expectOk(
    await beginProcess(store, machine, { pid: 'app', metadata: {}, id: undefined }, clock.now),
  )
  return { code, id, machine: machine.id, component: component.id, process: process.id }
}

/** In whatever spelling: letters large or small, dashes or none, as it comes in an address. */
function isShownIn(line: string, secrets: readonly string[]): boolean {
  const bare = (text: string) => text.toLowerCase().replaceAll('-', '')
  const text = bare(line)
  return secrets
    .flatMap((secret) => [secret, base64(`license:${secret}`), base64(`token:${secret}`)])
    .some((secret) => text.includes(bare(secret)))
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

interface Request {
  readonly method: string
  readonly target: string
  readonly host: string
  readonly bytes: Buffer
  /** What stands in it that nobody but the server may see: codes, and a token that nobody has. */
  readonly secrets: readonly string[]
}

function makeRequest(ask: Ask, round: number): Request {
  const { random, licenses } = ask
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
  const rarely = () => random(10) === 0
  const license = pick(licenses)
  /** Letters alone: it could be the name of a method as well. */
  const token = `SECRET${Array.from({ length: 16 }, () => 'ABCDEFGHJK'[random(10)]).join('')}`
  const right = rightRequest(ask, round, license)
  const method = rarely() ? pick([...METHODS, ...(rarely() ? [token] : [])]) : right.method
  const prefix = random(4) === 0 ? '/v1/accounts/virtualmetric' : '/v1'
  const path = rarely() ? pick(pathsOf(license.code, token)) : `${prefix}${right.target}`
  const target = `${path}${random(3) === 0 ? query(ask, [license.code, token]) : ''}`
  const host = rarely() ? pick(HOSTS) : 'licensing.vendor.example'
  const shown = rarely() ? pick(licenses) : license
  const authorization = rarely() ? pick(authorizationsOf(token)) : `License ${shown.code}`
  const body = bodyText(ask, right.document)
  const versions = rarely()
    ? ['9.9', '1', token, 'x'.repeat(500)]
    : ['1.0', '1.2', 'v1.3', '1.4', '1.7', '1.8']
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...(rarely() ? [] : [`Authorization: ${authorization}`]),
    `Content-Type: ${rarely() ? 'x' : pick(['application/json', 'application/vnd.api+json', 'text/plain'])}`,
    `Keygen-Version: ${pick(versions)}`,
    ...(rarely() ? [`X-Request-Id: ${token}`, `X-Forwarded-For: ${token}`] : []),
    ...(rarely() ? [`Accept: ${pick(['text/html', '*', ',;', 'application/json;q=0'])}`] : []),
    ...(rarely()
      ? [`Keygen-Accept-Signature: ${pick(['x', 'algorithm="ed25519"', 'algorithm="rsa-sha256"'])}`]
      : []),
    'Connection: close',
  ]
  const chunked = rarely() && body.length > 0
  const rest = chunked
    ? Buffer.concat([
        Buffer.from(`Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n`),
        body,
        Buffer.from('\r\n0\r\n\r\n'),
      ])
    : Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body])
  const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n`, 'latin1'), rest])
  return { method, target, host, bytes, secrets: [token, ...licenses.map(({ code }) => code)] }
}

const METHODS = ['GET', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'QUERY']
const HOSTS = [
  '',
  '1.2.3.4.5.999',
  'a b',
  '[::1]',
  'x/y',
  'u@h',
  'host:0',
  'HOST',
  '%41',
  'h'.repeat(300),
  'ä',
]
const authorizationsOf = (token: string) => [
  '',
  `Bearer ${token}`,
  `Token ${token}`,
  `License ${token}`,
  `Basic ${base64(`license:${token}`)}`,
  `Basic ${base64(`token:${token}`)}`,
  'License',
  'License wrong',
  'Bearer x',
  'Basic !!!',
  `Basic ${base64('license:')}`,
  `Basic ${base64('license:\0\uFFFF')}`,
  `License ${'x'.repeat(5000)}`,
  'License ä%00',
]
const pathsOf = (code: string, token: string) => [
  `/${code}`,
  `/v1/${code}`,
  `/v1/licenses/${code}/${token}`,
  `/v1/accounts/${code}/me`,
  `/v1/licenses/${code}\\x`,
  `/v1/machines/${code}%`,
  '/',
  '//',
  '*',
  '/v1/machines/%',
  '/v1/machines/%00',
  '/v1/machines/%E4%A4',
  '/v1/machines/..%2F..%2Fetc',
  '/v1/../v1/me',
  '/v1/accounts/other/me',
  '/v1/accounts/virtualmetric/me',
  '/v1/licenses/a\\b',
  `/v1/licenses/${'x'.repeat(4000)}`,
  'http://1.2.3.4.5.999/v1/me',
  'http://licensing.vendor.example/v1/me',
  '/v1/me#x',
  '/v1/me?[]=&__proto__[x]=1',
]
const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)

/** Each as JSON text, since not everything that JSON can say has a value here. */
const ODD_VALUES = [
  'null',
  'true',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__"',
  '{"__proto__":{"x":1},"constructor":1}',
  '[]',
  '{}',
  '0',
  '-1',
  '1.5',
  '1e400',
  '-1e400',
  '1e300',
  '9007199254740991',
  '9007199254740993',
  '99999999999999999999999',
  `"${'9'.repeat(400)}"`,
  `"${'x'.repeat(20_000)}"`,
  `[${'"x",'.repeat(5000)}"x"]`,
  deep(20, '[', ']'),
  deep(20_000, '[', ']'),
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
]
const ODD_BODIES = ['', ' ', '{', 'null', '[]', '"x"', '\uFEFF{}', deep(60_000, '[', ']'), '['.repeat(60_000)]

function bodyText({ random }: Ask, document: unknown): Buffer {
  if (document === undefined) return Buffer.alloc(0)
  if (random(15) === 0) return Buffer.from(ODD_BODIES[random(ODD_BODIES.length)]!)
  if (random(30) === 0) return Buffer.from(Array.from({ length: 200 }, () => random(256)))
  if (random(60) === 0) return Buffer.alloc(70_000, 'x')
  const text = JSON.stringify(document)
  const bent = random(2) === 0 ? text : bendOneValue(text, random)
  return Buffer.from(random(15) === 0 ? bent.slice(0, random(bent.length)) : bent)
}

/** One value of the document becomes an odd one. */
function bendOneValue(text: string, random: Random): string {
  const values = [...text.matchAll(/:("[^"]*"|[\d.]+|true|null|\[[^[\]]*\]|\{[^{}]*\})/g)]
  const chosen = values[random(values.length)]
  if (!chosen) return text
  const start = chosen.index + 1
  return (
    text.slice(0, start) +
    ODD_VALUES[random(ODD_VALUES.length)]! +
    text.slice(chosen.index + chosen[0].length)
  )
}

function query({ random }: Ask, secrets: readonly string[]): string {
  const names = [
    'ttl',
    'encrypt',
    'include',
    'include[]',
    'algorithm',
    'limit',
    'page[size]',
    'page[number]',
    'page[cursor]',
    'page',
    'fingerprint',
    'status',
    'metadata[a]',
    'token',
    'auth',
    'key',
    '%',
    '',
  ]
  const values = [
    '',
    '0',
    '-1',
    '1',
    '100',
    '101',
    '9'.repeat(30),
    'true',
    'x',
    '%',
    '%00',
    'license',
    'license,user',
    '1e9',
    ...secrets.flatMap((secret) => [secret, `license:${secret}`, `token:${secret}`]),
  ]
  const one = () => `${names[random(names.length)]!}=${values[random(values.length)]!}`
  return `?${Array.from({ length: 1 + random(3) }, one).join('&')}`
}
