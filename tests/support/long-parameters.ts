// What the words of a failure may have to name, as long as it gets in practice: by the parameter's name, for every code.
import type { ErrorCode, Failure } from '#shared/contract/errors.ts'

const SERVER = 'https://activation.virtualmetric.example/v1'
const LATER = '2027-03-09T18:00:00.000Z'
const SOONER = '2027-03-01T12:00:00.000Z'
const HERE = 'VIRTUALMETRIC-0369C-FJNRV-Y147A-DGKPS-WZ258-BEHKQ'
const THERE = 'VIRTUALMETRIC-05AFM-SY38D-JQW16-BGNTZ-49EKR-X272J'

const VALUES: Readonly<Record<string, unknown>> = {
  algorithm: 'aes-256-gcm+rsa-sha256',
  backupUniqueKey: THERE,
  clock: SOONER,
  correlationId: '0f3c2f5e-6e0a-4f3a-9a57-7b1d6f0c8a11',
  damage: 'changed',
  days: 30,
  detail: 'the license is not allowed to do so',
  expected: 25,
  expiry: '2027-02-28',
  field: 'code',
  fileUniqueKey: THERE,
  from: SOONER,
  here: '10.0.0',
  id: '7d1f1b5a-3f4e-4c53-9a3e-54b0a2f0c1de',
  idFile: true,
  is: 'device',
  issued: LATER,
  issuer: 'Corporate Inspection CA',
  keyId: 'k-2026-11',
  kind: 'pdf',
  known: 'vm, storage',
  letters: 24,
  limit: 3,
  login: 'refused',
  looksLikeRow: 4,
  mailUniqueKey: THERE,
  maximum: 262_144,
  method: 'licenses.activateOnline',
  name: 'activation.virtualmetric.example',
  names: 'portal.corporate.example',
  newIssued: SOONER,
  number: 14,
  of: 8,
  others: 2,
  out: 'files',
  path: '/var/lib/activation-desk/licenses/7d1f1b5a/machine.lic',
  params: { path: '/var/lib/activation-desk/returned.json', out: 'files', server: SERVER, seconds: 20 },
  place: '/srv/activation-desk/reports',
  prefix: 'VIRTUALMETRIC',
  problem: 'disk_full',
  product: 'storage',
  proxy: 'http://proxy.corporate.example:3128',
  reason: 'ECONNREFUSED',
  requestId: '0f3c2f5e6e0a4f3a',
  retryAfterSeconds: 30,
  returnCode: 'RETURN-ABCDE-FGHJK',
  returned: SOONER,
  row: 3,
  rows: [3, 5],
  schemes: 'NTLM, Negotiate',
  scope: 'user',
  setting: 'proxy.noProxy',
  seconds: 20,
  server: SERVER,
  serverCode: 'NOT_ALLOWED',
  serverTime: LATER,
  signed: LATER,
  stated: 'darwin-arm64',
  status: 503,
  storedIssued: LATER,
  system: 'linux',
  uid: 1000,
  uniqueKey: HERE,
  until: LATER,
  url: 'https://activation.virtualmetric.example/licensing',
  value: 'socks5://proxy.corporate.example:1080',
  vendor: 'VirtualMetric',
  version: '1.9',
  wanted: '1.8',
  what: 'platform',
}

/** Throws for a parameter that is not above. */
const parameters = new Proxy(VALUES, {
  get: (values, name) => {
    if (!Object.hasOwn(values, name)) throw new Error(`no example of the parameter “${String(name)}”`)
    return values[String(name)]
  },
})

export const longFailure = (code: ErrorCode): Failure => ({ code, params: parameters }) as unknown as Failure
