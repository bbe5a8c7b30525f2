// Stores of chance for every gate: each is one question whose answer the reference knows. The same seed makes the same
// choices; only the vendor's keys are others each time.
import type { Question } from '#main/core/standing/gate.ts'
import { licenseMethods } from '#shared/contract/license-methods.ts'
import { gateAnswer } from '#shared/contract/views.ts'
import { DAY, HOUR, iso } from '#shared/instant.ts'
import { dayOf } from '#shared/license/days-over-limit.ts'
import type { Entries, Entry, GateCase } from './gate-case.ts'
import {
  ALPHA,
  at,
  kept,
  MACHINE_ID,
  NOW,
  OTHER_ID,
  STORE,
  type FileTerms,
  type GateVendor,
} from './gate-vendor.ts'
import { usageFile, used } from './vectors.ts'

/** What every gate has to come to often enough, from the contract, so that a new one is not forgotten. `unknown` is a refusal at the gate. */
export const OUTCOMES: readonly string[] = [
  ...gateAnswer.shape.reason.unwrap().options.filter((reason) => reason !== 'unknown'),
  ...licenseMethods['licenses.check'].errors,
  // Of a library alone.
  'invalid_input',
  'profile_invalid',
]
const THEMES: readonly string[] = [
  ...OUTCOMES,
  ...['active', 'license_damaged', 'revoked', 'check_overdue', 'machine_id_missing', 'usage_damaged'],
  ...['usage_not_readable', 'damage', 'damage', 'damage'],
]

/** mulberry32: small, and good enough to choose. */
export class Chance {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** From 0, below `most`. */
  upTo = (most: number): number => Math.floor(this.next() * most)
  between = (least: number, most: number): number => least + this.next() * (most - least)
  happens = (share: number): boolean => this.next() < share
  oneOf<T>(some: readonly [T, ...T[]]): T
  oneOf<T>(some: readonly T[]): T | undefined
  oneOf<T>(some: readonly T[]): T | undefined {
    return some[this.upTo(some.length)]
  }
}

type Over = 'allow' | 'refuse' | number

/** In days from now; null: never. */
interface Terms {
  readonly end?: number | null
  readonly grace?: number
  readonly suspended?: boolean
  readonly overLimit?: Over
  readonly limit?: number | null
  readonly issued?: number
  readonly fileEnd?: number | null
  readonly says?: string | null
  readonly maintenance?: number | null
  readonly features?: readonly string[]
  readonly machineId?: string
  readonly typed?: boolean
  readonly products?: readonly string[]
}

const SAYINGS = ['VALID', 'VALID', 'VALID', 'NO_MACHINE', 'SUSPENDED', 'BANNED', 'EXPIRED'] as const
const EXOTIC = [
  '2027-07-01',
  '2027-07-01 12:00',
  '2027-07-01T12:00:00.1234+05:30',
  '0000-01-01',
  '2027-02-30',
  'Thu, 01 Jul 2027 12:00:00 GMT',
] as const

function randomTerms(chance: Chance): Required<Terms> {
  const end = chance.happens(0.4) ? null : Math.round(chance.between(-60, 120) * 8) / 8
  return {
    end,
    grace: chance.happens(0.6) ? 0 : chance.upTo(40),
    suspended: chance.happens(0.04),
    overLimit: chance.oneOf<Over>(['allow', 'refuse', chance.upTo(5), 30]),
    limit: chance.oneOf([null, 0, 1, 16, chance.upTo(1e6), Number.MAX_SAFE_INTEGER]),
    issued: -chance.between(0, 30),
    fileEnd: chance.happens(0.5) ? null : chance.between(-5, 20),
    says: chance.happens(0.35) ? chance.oneOf(SAYINGS) : null,
    maintenance: chance.happens(0.6) ? null : chance.between(-300, 300),
    features: ['a', 'ü', 'b', 'c'].filter(() => chance.happens(0.4)),
    machineId: chance.happens(0.04) ? OTHER_ID : MACHINE_ID,
    typed: chance.happens(0.25),
    products: ['alpha', 'beta', 'gamma', 'alpha'].filter((_, index) =>
      chance.happens(index === 0 ? 0.85 : 0.3),
    ),
  }
}

const whole = (days: number): number => Math.floor(at(days))
const NUMBERS: Readonly<Record<string, number>> = { alpha: 1, beta: 2, gamma: 3 }

function licenseOf(chance: Chance, v: GateVendor, forced: Terms, index: number): Entries {
  const terms = { ...randomTerms(chance), ...forced }
  const id = chance.happens(0.1) ? 'shared-id' : `license-${index}-${chance.upTo(1000)}`
  const { says, machineId, limit } = terms
  const answer =
    says === null
      ? null
      : v.answer({
          says,
          at: whole(Math.min(terms.issued + chance.between(-1, 10), 0)),
          ...(chance.happens(0.1) && {
            signer: chance.oneOf([v.forAnswers, v.stranger, v.revoked, v.former]),
          }),
          ...(says === 'EXPIRED' && {
            attributes: { expiry: chance.happens(0.5) ? iso(whole(chance.between(-50, 5))) : null },
          }),
          ...(chance.happens(0.1) && { meta: { code: says, ts: chance.oneOf(EXOTIC) } }),
        })
  const activation = chance.happens(0.12)
    ? chance.oneOf([
        null,
        { id, mode: 'online', activatedOn: null },
        { id: 'other', mode: 'offline', activatedOn: NOW },
        '[]',
        { id, mode: 'offline', activatedOn: null, idFile: true },
      ])
    : undefined
  const folder = chance.happens(0.05) ? `folder-${chance.upTo(9)}` : id
  const common = { id, folder, code: v.code, answer, ...(activation !== undefined && { activation }) }
  if (terms.typed && (limit ?? 0) >= 0) return kept({ ...common, key: typedOf(chance, v, terms, id) })
  return kept({ ...common, key: v.file(fileOf(chance, terms, id, machineId)) })
}

function typedOf(chance: Chance, v: GateVendor, terms: Required<Terms>, id: string): string {
  const products = [...new Set(terms.products)].map((code) => ({
    number: NUMBERS[code] ?? 1,
    limit: terms.limit,
    expiry: null,
  }))
  const named = {
    number: null,
    code: 'alpha',
    name: 'Älpha',
    type: 'Seats',
    limit: terms.limit,
    expiry: null,
  }
  return v.typed({
    id,
    machineId: terms.machineId,
    issued: Math.floor(whole(terms.issued) / 60_000) * 60_000,
    validDays: terms.fileEnd === null ? null : Math.max(1, Math.ceil(terms.fileEnd - terms.issued)),
    licenseExpiry: terms.end === null ? null : whole(terms.end),
    maintenanceUntil: terms.maintenance === null ? null : whole(terms.maintenance),
    graceDays: terms.grace,
    overLimit: terms.overLimit,
    features: terms.features,
    products: products.length === 0 || chance.happens(0.2) ? [named] : products,
    ...(chance.happens(0.03) && { signer: chance.oneOf([v.stranger, v.revoked, v.former]) }),
    ...(chance.happens(0.02) && { application: 'other' }),
  })
}

function fileOf(chance: Chance, terms: Required<Terms>, id: string, machineId: string): FileTerms {
  const expiry = terms.end === null ? null : iso(whole(terms.end))
  const lines = terms.products.map((code) => ({
    ...ALPHA,
    code,
    type: chance.oneOf(['Socket', 'status', 'Count', undefined]),
    limit: terms.limit,
    ...(chance.happens(0.15) && { expiry: iso(whole(chance.between(-10, 60))) }),
  }))
  const policy = chance.happens(0.08)
  return {
    id,
    machineId,
    algorithm: chance.happens(0.3) ? 'base64+ed25519' : 'aes-256-gcm+ed25519',
    issued: whole(terms.issued),
    fileExpiry: terms.fileEnd === null ? null : whole(terms.fileEnd),
    attributes: {
      expiry: chance.happens(0.04) ? chance.oneOf(EXOTIC) : expiry,
      suspended: terms.suspended,
      ...(chance.happens(0.03) && {
        suspended: undefined,
        status: chance.oneOf(['SUSPENDED', 'ACTIVE', null]),
      }),
    },
    metadata: {
      graceDays: terms.grace,
      overLimit: terms.overLimit,
      products: chance.happens(0.1) ? JSON.stringify(lines) : lines,
      maintenanceUntil: terms.maintenance === null ? null : iso(whole(terms.maintenance)),
      features: terms.features,
      ...(chance.happens(0.02) && { graceDays: chance.oneOf([-1, 1.5, 3651, '7', null]) }),
      ...(chance.happens(0.02) && { products: chance.oneOf([null, 'x', 5, [{}]]) }),
    },
    ...(policy && { relationships: { policy: { data: { id: 'p' } } } }),
    more: [
      ...(policy
        ? [
            {
              type: 'policies',
              id: 'p',
              attributes: {
                name: 'Gold',
                expirationStrategy: chance.oneOf(['MAINTAIN_ACCESS', 'ALLOW_ACCESS', 'REVOKE_ACCESS']),
              },
            },
          ]
        : []),
      ...(chance.happens(0.1)
        ? [{ type: 'entitlements', id: 'e', attributes: { code: chance.oneOf(['a', 'z', '', null]) } }]
        : []),
    ],
    ...(chance.happens(0.02) && { statedFingerprint: 'EXAMPLE-00000' }),
    ...(chance.happens(0.02) && { relationships: { account: { data: { id: 'other' } } } }),
  }
}

const HEALTHY: Terms = {
  end: null,
  suspended: false,
  says: null,
  machineId: MACHINE_ID,
  products: ['alpha'],
  fileEnd: null,
  issued: -3,
}
const REFUSING: Terms = { ...HEALTHY, overLimit: 'refuse', limit: 16 }

/** Of the first license; what is not said is left to chance. */
function forcedBy(theme: string, chance: Chance): Terms {
  switch (theme) {
    case 'expiring':
      return { ...HEALTHY, end: chance.between(0.1, 29) }
    case 'grace':
      return { ...HEALTHY, end: chance.between(-9, -0.1), grace: 10 + chance.upTo(20) }
    case 'expired':
      return { ...HEALTHY, end: chance.between(-60, -21), grace: chance.upTo(20) }
    case 'check_overdue':
      return {
        ...HEALTHY,
        typed: false,
        says: 'VALID',
        issued: -20,
        fileEnd: chance.between(-6, -0.1),
        grace: chance.upTo(12),
      }
    case 'over_limit':
      return { ...HEALTHY, limit: 16, overLimit: chance.oneOf<Over>(['allow', 'refuse', chance.upTo(9)]) }
    case 'suspended':
      return chance.happens(0.5)
        ? { ...HEALTHY, typed: false, suspended: true }
        : { ...HEALTHY, typed: false, says: 'SUSPENDED' }
    case 'revoked':
      return { ...HEALTHY, says: 'BANNED' }
    case 'other_machine':
    case 'machine_id_not_readable':
      return { ...HEALTHY, machineId: OTHER_ID }
    case 'not_licensed':
      return { ...HEALTHY, products: ['gamma'] }
    case 'maintenance_ended':
      return { ...HEALTHY, maintenance: chance.between(-300, -31) }
    case 'usage_damaged':
    case 'usage_not_readable':
      return chance.happens(0.5) ? REFUSING : { ...REFUSING, overLimit: chance.upTo(30) }
    default:
      return theme === 'damage' ? {} : HEALTHY
  }
}

const NOBODYS: Terms = { products: ['gamma'], machineId: MACHINE_ID, says: null }

export function randomCase(chance: Chance, v: GateVendor): GateCase {
  const theme = chance.oneOf(THEMES) ?? 'active'
  const others = theme === 'damage' ? chance.upTo(3) : chance.happens(0.4) ? 1 : 0
  const licenses = [
    forcedBy(theme, chance),
    ...Array.from({ length: others }, () => (theme === 'damage' ? {} : NOBODYS)),
  ]
  const store: Record<string, Entry> = { ...STORE }
  licenses.forEach((forced, index) => Object.assign(store, licenseOf(chance, v, forced, index)))
  Object.assign(store, besides(chance, theme === 'over_limit'))
  const one: GateCase = {
    profile: v.profile(),
    clock: NOW,
    sources: { '/etc/machine-id': { text: `${MACHINE_ID}\n` } },
    store,
    ask: {
      product: theme === 'damage' ? chance.oneOf(['alpha', 'alpha', 'beta', 'gamma']) : 'alpha',
      ...(chance.happens(theme === 'damage' ? 0.2 : 0) && { feature: chance.oneOf(['a', 'ü', 'z']) }),
      ...(chance.happens(theme === 'damage' ? 0.2 : 0) && { built: iso(whole(chance.between(-200, 200))) }),
    },
  }
  return bentBy(theme, one, chance)
}

function besides(chance: Chance, isOver: boolean): Entries {
  const today = dayOf(NOW)
  const days = Array.from({ length: chance.upTo(6) }, () => today - chance.upTo(12) + 2)
  const overLimitSince = chance.happens(0.2) ? at(chance.between(-20, 5)) : null
  const usage = isOver ? 17 + chance.upTo(9) : chance.oneOf([0, 5, 16])
  const records = isOver || chance.happens(0.4) ? [used(usage, { overLimitDays: days, overLimitSince })] : []
  if (chance.happens(0.1)) records.push(used(3, { product: 'gamma' }))
  const key = { licenseId: 'shared-id', issued: at(-chance.upTo(20)), returned: NOW, returnCode: 'R' }
  return {
    ...(records.length > 0 && usageFile(...records)),
    ...(chance.happens(0.1) && { 'usage-history/alpha.json': { text: '{"points":[]}' } }),
    ...(!isOver &&
      chance.happens(0.1) && { 'usage/alpha.json': { text: JSON.stringify({ usage: chance.upTo(20) }) } }),
    ...(chance.happens(0.1) && {
      'clock.json': { text: JSON.stringify({ latestSigned: at(chance.between(-5, 0.9)) }) },
    }),
    ...(chance.happens(0.05) && { 'returned.json': { text: JSON.stringify({ returned: [key] }) } }),
  }
}

const NO_QUESTIONS: readonly Partial<Question>[] = [
  { product: '' },
  { product: 'a'.repeat(201) },
  { feature: '' },
  { feature: '𝄞'.repeat(101) },
  { built: '2027-02-30' },
  { built: '2027-02-01T12:00' },
]
const NO_PROFILES: readonly object[] = [
  { id: '' },
  { name: 'a'.repeat(101) },
  { uniqueKeyPrefix: 7 },
  { server: null },
  { machineIdFile: 'true' },
  { keys: [{}] },
  { catalogue: [{ number: 0, code: 'alpha', name: 'Alpha', type: 'Socket' }] },
]

/** What a theme does to a whole case. */
function bentBy(theme: string, one: GateCase, chance: Chance): GateCase {
  const { store } = one
  const places = Object.keys(store)
  const keys = places.filter((place) => /\/(machine\.lic|typed\.key)$/.test(place))
  const [firstKey = ''] = keys
  const put = (more: Entries): GateCase => ({ ...one, store: { ...store, ...more } })
  const gone = (...names: readonly string[]): Entries =>
    Object.fromEntries(Object.entries(store).filter(([place]) => !names.includes(place)))
  const withId = (sources: GateCase['sources']): GateCase => ({ ...one, store: gone('machine-id'), sources })
  switch (theme) {
    case 'invalid_input':
      return { ...one, ask: { ...one.ask, ...chance.oneOf(NO_QUESTIONS) } }
    case 'profile_invalid':
      return { ...one, profile: { ...one.profile, ...chance.oneOf(NO_PROFILES) } }
    case 'vendor_without_keys':
      return { ...one, profile: { ...one.profile, keys: [] } }
    case 'store_newer':
      return put({
        'store.json': { text: `{"writers":1,"gate":${2 + chance.upTo(9)}${chance.happens(0.5) ? '}' : ''}` },
      })
    case 'store_not_readable':
      return chance.happens(0.5)
        ? put({ [firstKey]: { ...store[firstKey], mode: 0 } as Entry })
        : put({
            [chance.oneOf([firstKey.replace(/[^/]*$/, ''), 'licenses']).replace(/\/$/, '')]: {
              folder: true,
              mode: 0,
            },
          })
    case 'store_unreachable':
      return {
        ...one,
        store: {
          ...Object.fromEntries(Object.entries(store).filter(([place]) => !place.startsWith('licenses/'))),
          ...(chance.happens(0.3) && { licenses: chance.oneOf<Entry>([{ text: '' }, { folder: true }]) }),
        },
      }
    case 'license_damaged':
      return put({ [firstKey]: { text: cutOrChanged(textOf(store[firstKey]), chance) } })
    case 'invalid':
      return put({ 'returned.json': { text: JSON.stringify({ returned: returnsOf(store) }) } })
    case 'machine_id_file_invalid':
      return put({
        'machine-id': chance.oneOf<Entry>([
          { text: 'x' },
          { text: '' },
          { folder: true },
          { text: '0'.repeat(32) },
        ]),
      })
    case 'machine_id_missing':
      return withId(
        chance.oneOf<GateCase['sources']>([
          {},
          { '/etc/machine-id': { text: '' } },
          { '/etc/machine-id': { text: ' \n' } },
        ]),
      )
    case 'machine_id_not_usable':
      return withId({
        '/etc/machine-id': { text: chance.oneOf(['uninitialized\n', '0'.repeat(32), '1234\n']) },
      })
    case 'machine_id_not_readable':
      return chance.happens(0.5)
        ? withId({ '/var/lib/dbus/machine-id': { text: '' }, '/etc/machine-id': { text: MACHINE_ID } })
        : withId({ '/var/lib/dbus/machine-id': { folder: true }, '/etc/machine-id': { text: MACHINE_ID } })
    case 'clock_problem':
      return put({ 'clock.json': { text: JSON.stringify({ latestSigned: at(chance.between(1.001, 900)) }) } })
    case 'maintenance_ended':
      return {
        ...one,
        ask: { ...one.ask, built: iso(whole(chance.between(-30, 30))).slice(0, chance.oneOf([10, 24])) },
      }
    case 'feature_not_licensed':
      return { ...one, ask: { ...one.ask, feature: 'zzz' } }
    case 'usage_damaged':
      return { ...one, store: { ...gone('usage/alpha.json', 'usage.json'), ...lostUsage(chance) } }
    case 'usage_not_readable':
      return { ...one, store: { ...gone('usage/alpha.json', 'usage.json'), ...unreadUsage(chance) } }
    case 'damage':
      return damaged(one, chance)
    default:
      return one
  }
}

const textOf = (entry: Entry | undefined): string => (entry && 'text' in entry ? entry.text : '')

/** Of every license here, whatever its folder is called. */
const returnsOf = (store: Entries): unknown[] =>
  Object.keys(store).flatMap((place) => {
    const [, folder] = /^licenses\/([^/]+)\/code$/.exec(place) ?? []
    return folder === undefined ? [] : [{ licenseId: folder, issued: NOW, returned: NOW, returnCode: 'R' }]
  })

function lostUsage(chance: Chance): Entries {
  if (chance.happens(0.3))
    return { 'usage/alpha.json': { text: chance.oneOf(['', '{"usage":-1}', '[]', '{"usage":1e300}']) } }
  const text = chance.oneOf([
    null,
    '',
    '{"usage":[{"product":"alpha","usa',
    '{"usage":[{"product":"alpha"}]}',
    '{"usage":[],"incomplete":true}',
  ])
  return {
    'usage-history/alpha.json': { text: '{"points":[]}' },
    ...(text !== null && { 'usage.json': { text } }),
  }
}

function unreadUsage(chance: Chance): Entries {
  if (chance.happens(0.3))
    return {
      'usage/alpha.json': chance.oneOf<Entry>([
        { folder: true },
        { link: '/dev/null' },
        { text: '{"usage":1}', mode: 0o666 },
      ]),
    }
  if (chance.happens(0.3)) return { usage: { text: '' } }
  return {
    'usage-history/alpha.json': { text: '{"points":[]}' },
    'usage.json': chance.oneOf<Entry>([{ folder: true }, { link: 'x' }, { text: '{"usage":[]}', mode: 0 }]),
  }
}

/** Of a key: what no reader of any kind makes whole again. */
function cutOrChanged(text: string, chance: Chance): string {
  if (chance.happens(0.4)) return text.slice(0, chance.upTo(Math.floor(text.length * 0.9)))
  const letters = text.includes('-----') ? 'ABCDEFGHabcdefgh0123456789' : '23456789ABCDEFGHJKMNPQRSTVWXYZ'
  const place = text.includes('-----') ? text.indexOf('\n') + 1 + chance.upTo(50) : 5 + chance.upTo(5)
  const letter = Array.from(letters).find((one) => one !== text[place] && chance.happens(0.3)) ?? 'Q'
  return text.slice(0, place) + letter + text.slice(place + 1)
}

/** One or two files of it are not as they were. */
function damaged(one: GateCase, chance: Chance): GateCase {
  const store: Record<string, Entry> = { ...one.store }
  for (let count = chance.upTo(3); count > 0; count -= 1) {
    const place = chance.oneOf(Object.keys(store)) ?? ''
    const entry = store[place]
    if (!entry || !('text' in entry)) continue
    const isKey = /\/(machine\.lic|typed\.key)$/.test(place)
    const how = chance.upTo(isKey ? 3 : 6)
    if (how === 0) store[place] = { text: cutOrChanged(entry.text, chance) }
    else if (how === 1)
      store[place] = chance.oneOf<Entry>([
        { folder: true },
        { link: 'nowhere' },
        { text: '' },
        { text: '\0' },
      ])
    else if (how === 2) Reflect.deleteProperty(store, place)
    else store[place] = { base64: changedBytes(entry.text, chance).toString('base64') }
  }
  return { ...one, store, clock: chance.happens(0.2) ? NOW + chance.between(-400, 400) * DAY + HOUR : NOW }
}

function changedBytes(text: string, chance: Chance): Buffer {
  const bytes = Buffer.from(text)
  for (let count = 1 + chance.upTo(3); count > 0 && bytes.length > 0; count -= 1)
    bytes[chance.upTo(bytes.length)] = chance.oneOf([
      0xff,
      0xc3,
      0x5c,
      0x22,
      0x7b,
      0x7d,
      0x2e,
      0x65,
      0x2d,
      0x20,
      0x30 + chance.upTo(10),
      32 + chance.upTo(95),
    ])
  return bytes
}
