// Requests made up at random: right ones with one or more parts bent, and what is hardly a request (issue 10).
import { activateMachine } from '#server/activation/activate-machine.ts'
import type { Random } from '#tests/support/random.ts'
import { expectOk } from './back-office.ts'
import { checkSignature, type TestServer } from './client.ts'
import { routes, type Ask } from './fuzz-routes.ts'
import { wire } from './wire.ts'

export interface FuzzReport {
  readonly tried: number
  /** By status. */
  readonly statuses: Readonly<Record<string, number>>
  /** What must not be: the request as text, and why. */
  readonly faults: readonly string[]
}

/** Until `rounds` requests were sent; each answer is looked at. */
export async function fuzz(server: TestServer, rounds: number, random: Random): Promise<FuzzReport> {
  const licenses = [1, 2, 3].map((seats) => server.sell({ machines: seats * 50, features: ['sso'] }))
  const machines = licenses.map(({ id }) => runner(server, id))
  const ask = { codes: licenses.map(({ key }) => key), ids: licenses.map(({ id }) => id), machines, random }
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const request = makeRequest(ask)
    const answer = await wire(server.url, request.bytes)
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    const told = `${request.bytes.toString('latin1').slice(0, 2000)}\n→ ${answer.status}`
    if (!(answer.status >= 200 && answer.status < 500)) faults.push(told)
    try {
      checkSignature(server, request.method, request.target, request.host, answer)
    } catch (error) {
      faults.push(`${told}: ${String(error)}`)
    }
  }
  return { tried: rounds, statuses, faults }
}

/** A machine whose id is known, for what runs on it. */
function runner({ vendor, clock }: TestServer, licenseId: string): string {
  const machine = activateMachine(vendor.store, licenseId, { fingerprint: 'runner' }, 'license', clock.now)
  return expectOk(machine).id
}

interface Request {
  readonly method: string
  readonly target: string
  readonly host: string
  readonly bytes: Buffer
}

function makeRequest(ask: Ask): Request {
  const { random } = ask
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
  const rarely = () => random(10) === 0
  const id = pick(ask.ids)
  const [route, method, document] = pick(routes(ask, id))
  const usedMethod = rarely() ? pick(METHODS) : method
  const target = `${rarely() ? pick(PATHS) : `/v1${route}`}${random(3) === 0 ? query(ask) : ''}`
  const host = rarely() ? pick(HOSTS) : 'licensing.vendor.example'
  const authorization = rarely() ? pick(AUTHORIZATIONS) : `License ${pick(ask.codes)}`
  const body = bodyText(ask, document)
  const head = [
    `${usedMethod} ${target} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: ${authorization}`,
    `Content-Type: ${rarely() ? 'x' : pick(['application/json', 'application/vnd.api+json', 'text/plain'])}`,
    `Keygen-Version: ${pick(rarely() ? ['9.9', '1', 'x'.repeat(500)] : ['1.0', '1.2', 'v1.3', '1.4', '1.7'])}`,
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
  return { method: usedMethod, target, host, bytes }
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
const AUTHORIZATIONS = [
  '',
  'License',
  'License wrong',
  'Bearer x',
  'Basic !!!',
  `Basic ${Buffer.from('license:').toString('base64')}`,
  `Basic ${Buffer.from('license:\0\uFFFF').toString('base64')}`,
  `License ${'x'.repeat(5000)}`,
  'License ä%00',
]
const PATHS = [
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

function query({ random }: Ask): string {
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
  ]
  const one = () => `${names[random(names.length)]!}=${values[random(values.length)]!}`
  return `?${Array.from({ length: 1 + random(3) }, one).join('&')}`
}
