// What may be asked of each route of the app: right requests, of which `fuzz.ts` bends parts.
import type { Random } from '#tests/support/random.ts'
import { appRoutes } from './app-routes.ts'
import { uniqueKey } from './back-office.ts'
import { activation } from './client.ts'

export interface Sold {
  readonly code: string
  readonly id: string
  /** A machine that runs, by its id: for what runs on it. */
  readonly machine: string
  /** A component and a process of it. */
  readonly component: string
  readonly process: string
}

export interface Ask {
  readonly licenses: readonly Sold[]
  readonly random: Random
}

const FINGERPRINTS = [
  'one',
  uniqueKey(1),
  '%00',
  '__proto__',
  ' ',
  'x'.repeat(300),
  'ä',
  "'; DROP TABLE machines",
]

const ROUTES = appRoutes().map((route) => route.split(' ') as [method: string, path: string])

export interface RightRequest {
  readonly method: string
  /** Below /v1. */
  readonly target: string
  /** Undefined: it has no body. */
  readonly document: unknown
}

/** To the route of that number. */
export function rightRequest(ask: Ask, number: number, { code, id, ...parts }: Sold): RightRequest {
  const { random } = ask
  const [method, path] = ROUTES[number % ROUTES.length]!
  const drawn = random(3) === 0 ? FINGERPRINTS[random(FINGERPRINTS.length)]! : `machine-${random(6)}`
  const fingerprint = drawn === 'one' && random(2) === 0 ? code : drawn
  const made = `00000000-0000-4000-8000-00000000000${random(8)}`
  /** What is there to be read stays there. */
  const known = (there: string, other: string) => (method === 'DELETE' || random(2) === 0 ? other : there)
  const names: Readonly<Record<string, string>> = {
    licenses: random(4) === 0 ? code : id,
    machines: known(parts.machine, fingerprint),
    components: known(parts.component, made),
    processes: known(parts.process, made),
    accounts: 'virtualmetric',
  }
  const words = path.split('/')
  const filled = words.map((word, at) =>
    word.startsWith(':')
      ? encodeURIComponent(names[words[at - 1] ?? ''] ?? names[words[at - 2] ?? ''] ?? made)
      : word,
  )
  const machineId = random(4) === 0 ? id : parts.machine
  const document = documentFor(`${method} ${path}`, { code, id, fingerprint, machineId, made, random })
  return { method, target: filled.join('/'), document }
}

interface Words {
  readonly code: string
  readonly id: string
  readonly fingerprint: string
  readonly machineId: string
  /** An id that a client chose. */
  readonly made: string
  readonly random: Random
}

function documentFor(route: string, { code, id, fingerprint, machineId, made, random }: Words): unknown {
  const scope = { fingerprint, product: id, entitlements: ['sso'], fingerprints: [fingerprint] }
  const meta = { encrypt: true, ttl: 86_400, include: ['license', 'license.product'], algorithm: null }
  const attributes = { name: 'n', cores: 4, memory: 1024, disk: 2048, ip: '::1', metadata: { a: { b: [1] } } }
  const relationships = { machine: { data: { type: 'machines', id: machineId } } }
  switch (route.replace(/^PUT /, 'PATCH ')) {
    case 'POST /licenses/actions/validate-key':
      return { meta: { key: code, nonce: 42, scope } }
    case 'POST /licenses/:id/actions/validate':
      return { meta: { nonce: 1, scope } }
    case 'POST /machines':
      return activation(id, fingerprint, attributes)
    case 'PATCH /machines/:id':
      return { data: { type: 'machines', attributes: { name: 'n', ip: null } } }
    case 'POST /machines/:id/actions/check-out':
    case 'POST /licenses/:id/actions/check-out':
      return { meta }
    case 'POST /licenses/:id/actions/increment-usage':
      return { meta: { increment: 1 } }
    case 'POST /components': {
      const part = { fingerprint, name: 'n', metadata: { a: 1 } }
      return { data: { type: 'components', attributes: part, relationships } }
    }
    case 'PATCH /components/:id':
      return { data: { type: 'components', attributes: { name: 'n' } } }
    case 'POST /processes': {
      const running = { pid: `pid-${random(8)}`, metadata: { a: 1 } }
      return { data: { type: 'processes', id: made, attributes: running, relationships } }
    }
    case 'PATCH /processes/:id':
      return { data: { type: 'processes', attributes: {} } }
    default:
      return route.startsWith('GET ') ? undefined : {}
  }
}
