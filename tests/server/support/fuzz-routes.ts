// What may be asked of each route: right requests, of which `fuzz.ts` bends parts.
import type { Random } from '#tests/support/random.ts'
import { uniqueKey } from './back-office.ts'
import { activation } from './client.ts'

export interface Ask {
  readonly codes: readonly string[]
  readonly ids: readonly string[]
  readonly machines: readonly string[]
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

export type Route = readonly [target: string, method: string, document: unknown]

export function routes({ codes, machines, random }: Ask, id: string): readonly Route[] {
  const fingerprint = random(3) === 0 ? FINGERPRINTS[random(FINGERPRINTS.length)]! : `machine-${random(6)}`
  const machine = `/machines/${encodeURIComponent(fingerprint)}`
  const key = codes[random(codes.length)]
  const processId = `00000000-0000-4000-8000-00000000000${random(8)}`
  const process = `/processes/${processId}`
  const runsOn = { machine: { data: { type: 'machines', id: machines[random(machines.length)] } } }
  const running = { pid: `pid-${random(8)}`, metadata: { a: 1 } }
  const begun = { data: { type: 'processes', id: processId, attributes: running, relationships: runsOn } }
  const scope = { fingerprint, product: id, entitlements: ['sso'], fingerprints: [fingerprint] }
  const meta = { encrypt: true, ttl: 86_400, include: ['license', 'license.product'], algorithm: null }
  const attributes = { name: 'n', cores: 4, memory: 1024, disk: 2048, ip: '::1', metadata: { a: { b: [1] } } }
  return [
    ['/licenses/actions/validate-key', 'POST', { meta: { key, nonce: 42, scope } }],
    [`/licenses/${id}/actions/validate`, 'POST', { meta: { nonce: 1, scope } }],
    [`/licenses/${id}/actions/validate`, 'GET', undefined],
    ['/machines', 'POST', activation(id, fingerprint, attributes)],
    ['/machines', 'GET', undefined],
    [machine, 'GET', undefined],
    [machine, 'DELETE', undefined],
    [`${machine}/actions/ping`, 'POST', {}],
    [`${machine}/actions/check-out`, 'POST', { meta }],
    [`${machine}/actions/check-out`, 'GET', undefined],
    [`/licenses/${id}/actions/check-out`, 'POST', { meta }],
    [`/licenses/${id}/machines`, 'GET', undefined],
    [`/licenses/${id}/entitlements`, 'GET', undefined],
    [machine, 'PATCH', { data: { type: 'machines', attributes: { name: 'n', ip: null } } }],
    [`${machine}/license`, 'GET', undefined],
    [`${machine}/components`, 'GET', undefined],
    [`/licenses/${id}/actions/check-in`, 'POST', undefined],
    [`/licenses/${id}/actions/increment-usage`, 'POST', { meta: { increment: 1 } }],
    [`/licenses/${id}/policy`, 'GET', undefined],
    [`/licenses/${id}/users`, 'GET', undefined],
    [`/licenses/${id}/actions/renew`, 'POST', undefined],
    ['/components', 'GET', undefined],
    [
      '/components',
      'POST',
      {
        data: {
          type: 'components',
          attributes: { fingerprint, name: 'n', metadata: { a: 1 } },
          relationships: { machine: { data: { type: 'machines', id } } },
        },
      },
    ],
    [`${machine}/processes`, 'GET', undefined],
    ['/processes', 'GET', undefined],
    ['/processes', 'POST', begun],
    [process, 'GET', undefined],
    [process, 'PATCH', { data: { type: 'processes', attributes: {} } }],
    [process, 'DELETE', undefined],
    [`${process}/actions/ping`, 'POST', {}],
    [`${process}/machine`, 'GET', undefined],
    [`${process}/license`, 'GET', undefined],
    [`${process}/product`, 'GET', undefined],
    ['/entitlements', 'GET', undefined],
    ['/products', 'GET', undefined],
    ['/accounts/virtualmetric', 'GET', undefined],
    ['/me', 'GET', undefined],
  ]
}
