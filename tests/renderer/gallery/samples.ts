// What the gallery's hosts keep: a license in every status, many rows, a log, and hosts that answer everything.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import type { LicenseView } from '#shared/contract/views.ts'
import { monthlyUsage } from '../support/months.ts'
import { STATUSES, type LicenseStatus } from '#shared/license/status.ts'
import { entry, hostWithLog, raisedLimit } from '../support/activity.ts'
import type { FakeHost } from '../support/fake-host.ts'
import { contoso as plain, license, product } from '../support/samples.ts'

/** Those with which a product runs on. */
const RUNNING: readonly LicenseStatus[] = ['active', 'expiring', 'grace', 'check_overdue', 'over_limit']

/** By the clock of a host in memory: in five days, and three days ago. */
export const IN_FIVE_DAYS = '2027-03-06T23:59:59.999Z'
const ENDED = '2027-02-26T23:59:59.999Z'

/** Why such a license does not hold; the others explain themselves by their status. */
const PROBLEMS: Partial<Record<LicenseStatus, string>> = {
  invalid: 'signature_invalid',
  other_machine: 'code_or_machine_mismatch',
}

const FAR = '2028-02-28T23:59:59.999Z'

/** Of what could not be refreshed for too long. */
const lastHeard = (status: LicenseStatus) =>
  status === 'check_overdue' ? { lastCheck: '2026-11-13T03:38:00.000Z' } : {}

const nameOf = (status: LicenseStatus): string => status.replaceAll('_', ' ')

/** What ends, and when it stops. */
function endsOf(
  status: LicenseStatus,
  of: 'license' | 'local_key',
): Pick<LicenseView, 'end' | 'until'> & Partial<Pick<LicenseView, 'untilOf'>> {
  const ended = { at: ENDED, of }
  if (status === 'expired') return { end: ended, until: null }
  if (status === 'grace') return { end: ended, until: IN_FIVE_DAYS }
  if (status === 'expiring') return { end: { at: IN_FIVE_DAYS, of }, until: IN_FIVE_DAYS }
  const until = status === 'check_overdue' || status === 'over_limit' ? IN_FIVE_DAYS : null
  return { end: null, until, untilOf: status === 'over_limit' && until !== null ? 'usage' : null }
}

/** The key ends, its license goes on. */
function withKey(status: 'expiring' | 'grace' | 'expired'): LicenseView {
  const ends = endsOf(status, 'local_key')
  const over = { status, mayRun: status !== 'expired', ...ends }
  return license(`Key ${nameOf(status)}`, [product('Storage', over)], {
    ...over,
    mode: 'offline',
    localKeyValidUntil: ends.end?.at ?? null,
  })
}

function inStatus(status: LicenseStatus, mayRun = RUNNING.includes(status)): LicenseView {
  const ends = mayRun || status === 'expired' ? endsOf(status, 'license') : { end: null, until: null }
  const problem = PROBLEMS[status] ?? null
  const over = status === 'over_limit' ? { usage: 48, limit: 16, totalLimit: 16 } : {}
  const expires = ends.end?.at ?? FAR
  const products =
    status === 'invalid' ? [] : [product('Storage', { status, mayRun, expires, ...over, ...ends })]
  const owner = `In status ${nameOf(status)}${RUNNING.includes(status) && !mayRun ? ', stopped' : ''}`
  return license(owner, products, { status, mayRun, problem, expires, ...lastHeard(status), ...ends })
}

/** One license in each status, from the contract's own list: a new status is in the gallery by itself. */
export const everyStatus: readonly LicenseView[] = [
  ...STATUSES.map((status) => inStatus(status)),
  inStatus('check_overdue', false),
  inStatus('over_limit', false),
  withKey('expiring'),
  withKey('grace'),
  withKey('expired'),
]

/** Of a license that is well, and ends: until then it runs. */
export const runsUntilItsEnd = (of: LicenseView): LicenseView => {
  const ending = ({ expires }: { readonly expires: string | null }) => ({
    end: expires === null ? null : ({ at: expires, of: 'license' } as const),
    until: expires,
    untilOf: expires === null ? null : ('license' as const),
  })
  return { ...of, ...ending(of), products: of.products.map((one) => ({ ...one, ...ending(one) })) }
}

/** An offline license with all that can be told of one. */
export const offline = runsUntilItsEnd(
  license('Fabrikam Closed Networks', [product('Log Analytics', { type: 'GB' })], {
    mode: 'offline',
    localKeyValidUntil: '2027-11-30T23:59:59.999Z',
    maintenanceUntil: '2027-12-31T23:59:59.999Z',
    features: ['reports', 'single-sign-on'],
    issuedBy: 'VirtualMetric',
    policy: 'Enterprise',
    notes: 'For the laboratory alone.',
  }),
)

/** Every product of a machine whose clock stands before a time that the vendor has signed. */
export const stoppedByClock = (of: LicenseView): LicenseView => {
  const over = { status: 'clock_problem', mayRun: false, until: null, untilOf: null } as const
  return { ...of, ...over, products: of.products.map((one) => ({ ...one, ...over })) }
}

export const onOff = runsUntilItsEnd(
  license('Contoso B.V.', [
    product('Change Tracking', { type: 'Status', limit: null, totalLimit: null, usage: null }),
  ]),
)

export const manyRows = (count: number): LicenseView[] =>
  Array.from({ length: count }, (_, index) =>
    license(
      `Owner ${String(index + 1).padStart(3, '0')}`,
      [product('Storage', { limit: 100, usage: (index * 7) % 100 })],
      { id: `id-${index}` },
    ),
  )

/** A limit that the vendor raised to what it is now. */
export const raised = (name: string, from: number, to: number): LicenseChange => ({
  ...raisedLimit,
  product: { code: product(name).code, name },
  from,
  to,
})

export const contoso = asJudged(plain)

/** Newest first: a failed attempt, a check that found a change, an activation, an export, a return. */
export const log = [
  entry({
    at: '2026-11-14T09:00:00.000Z',
    action: 'activate_online',
    result: 'server_unreachable',
    subject: 'code •••••-7KQ2M',
    host: 'cli',
  }),
  entry({
    at: '2026-11-13T08:30:00.000Z',
    action: 'refresh',
    result: 'server_timeout',
    checked: [contoso.id],
    problems: [{ license: contoso.id, code: 'server_timeout' }],
  }),
  entry({
    checked: [contoso.id],
    changes: [raised('Server / VM', 40, 50), raised('Network Devices', 80, 100)],
  }),
  entry({ at: '2026-11-12T08:00:00.000Z', action: 'activate_online', subject: contoso.id, actor: 'anna' }),
  entry({ at: '2026-11-11T08:00:00.000Z', action: 'export', subject: 'csv' }),
  entry({
    at: '2026-11-10T08:00:00.000Z',
    action: 'deactivate',
    subject: '5f0c1d2e-8a1b-4c3d-9e4f-7a6b5c4d3e2f',
    params: { owner: 'Fabrikam', codeMasked: '•••••-QR6ST' },
    returnCode: 'RETURN-ABCDE-FGHJK',
  }),
]

/** Months of a product's use, up to what it has in use now. */
function historyOf(usage: number, limit: number | null) {
  const months = ['2026-12-05T06:30:00.000Z', '2027-01-12T14:05:00.000Z', '2027-02-28T21:40:00.000Z']
  return months.map((at, index) => ({ at, usage: Math.round(usage * (0.6 + 0.2 * index)), limit }))
}

/** As a host says it: each product has the day until which it runs, and what is about to end a near one. */
function asJudged(one: LicenseView): LicenseView {
  return {
    ...one,
    products: runsUntilItsEnd(one).products.map((each) =>
      each.status === 'expiring'
        ? { ...each, expires: IN_FIVE_DAYS, end: { at: IN_FIVE_DAYS, of: 'license' }, until: IN_FIVE_DAYS }
        : each,
    ),
  }
}

/** A host that answers whatever the page may ask of it, with a log and a usage history. */
export function gatheredHost(licenses: readonly LicenseView[] = [contoso], entries = log): FakeHost {
  const host = hostWithLog(entries)
  host.licenses = [...licenses]
  return host
    .answer('usage.history', ({ product: code }) => {
      const found = host.licenses.flatMap(({ products }) => products).find((one) => one.code === code)
      return {
        ok: true,
        value: { product: code, points: historyOf(found?.usage ?? 0, found?.limit ?? null) },
      }
    })
    .answer('usage.months', () => ({ ok: true, value: monthlyUsage }))
    .answer('licenses.revealCode', () => ({ ok: true, value: { code: 'AB3DE-FGH4J-KM5NP-QR6ST-7KQ2M' } }))
    .answer('licenses.refresh', () => ({
      ok: true,
      value: { checked: [], changes: [], returns: [], list: host.list() },
    }))
}
