// What a person is told of outside of the window, and that each is told once until it is over.
import { expect, test } from 'vitest'
import { dueNotices, type Told } from '#main/core/notices/due.ts'
import type { LicenseList, LicenseView } from '#shared/contract/views.ts'
import { DAY, iso } from '#shared/instant.ts'

const NOW = Date.parse('2026-11-27T12:00:00Z')
const inDays = (days: number) => iso(NOW + days * DAY)

function license(id: string, facts: Partial<LicenseView> = {}): LicenseView {
  const standing = {
    status: 'active',
    mayRun: true,
    end: null,
    until: null,
    untilOf: null,
    expires: null,
  } as const
  const rest = {
    id,
    owner: 'Contoso B.V.',
    mode: 'online',
    lastCheck: inDays(-1),
    codeMasked: '…',
    activatedOn: null,
    localKeyValidUntil: null,
    maintenanceUntil: null,
    machine: null,
    features: [],
    issuedBy: null,
    policy: null,
    notes: null,
    problem: null,
    products: [],
  } as const
  return { ...standing, ...rest, features: [], products: [], ...facts }
}

const ending = (days: number, id = 'one') =>
  license(id, { status: 'expiring', until: inDays(days), untilOf: 'license' })

const list = (...licenses: LicenseView[]): LicenseList =>
  ({
    licenses,
    seatReleased: [],
    clock: { state: 'ok', mark: null, now: iso(NOW) },
  }) as unknown as LicenseList

/** What is told of these lists, one after the other. */
function toldOf(...lists: readonly LicenseList[]) {
  let told: Told = {}
  return lists.map((one) => {
    const due = dueNotices(one, told, NOW, true)
    ;({ told } = due)
    return due.notices.map(({ kind, of }) => [kind, of.map(({ row }) => row)])
  })
}

test.each([
  [31, false],
  [30, true],
  [14, true],
  [7, true],
  [1, true],
  [0.5, true],
])('an end in %s days is told: %s', (days, isTold) => {
  expect(toldOf(list(ending(days)))).toEqual([isTold ? [['ends', ['one']]] : []])
})

test('an end is told once at each of the four, however often it is looked at, and a new end anew', () => {
  const end = inDays(0)
  const at = (days: number) => {
    const one = ending(0)
    return { ...list({ ...one, until: end }), now: Date.parse(end) - days * DAY }
  }
  let told: Told = {}
  const days = [40, 30, 29, 15, 14, 13, 8, 7, 2, 1, 0.2]
  const heard = days.filter((left) => {
    const due = dueNotices(at(left), told, at(left).now, true)
    ;({ told } = due)
    return due.notices.length > 0
  })
  expect(heard).toEqual([30, 14, 7, 1])
  expect(toldOf(list(ending(10)), list(ending(10)), list(ending(29)))).toEqual([
    [['ends', ['one']]],
    [],
    [['ends', ['one']]],
  ])
})

test('what stops is told once, and again where it ran meanwhile; what cannot be told is no stop', () => {
  const stopped = license('one', { status: 'suspended', mayRun: false })
  const untold = license('two', { status: 'unknown', mayRun: false })
  expect(toldOf(list(stopped, untold), list(stopped), list(license('one')), list(stopped))).toEqual([
    [['stopped', ['one']]],
    [],
    [],
    [['stopped', ['one']]],
  ])
})

test('three days without a refresh are told once, of online licenses alone, and where refreshes are made', () => {
  const stale = license('one', { lastCheck: inDays(-3) })
  const local = license('two', { mode: 'offline', lastCheck: inDays(-300) })
  const fresh = license('three', { lastCheck: inDays(-2.9) })
  const all = list(stale, local, fresh)
  expect(toldOf(all, all, list(license('one')), all)).toEqual([
    [['not_refreshed', ['one']]],
    [],
    [],
    [['not_refreshed', ['one']]],
  ])
  expect(dueNotices(all, {}, NOW, false).notices).toEqual([])
})

test('products of one license that share their fate are one line, and the nearest end comes first', () => {
  const product = (code: string, days: number) => ({
    code,
    name: code.toUpperCase(),
    type: 'Count',
    limit: null,
    totalLimit: null,
    usage: null,
    expires: null,
    status: 'expiring' as const,
    mayRun: true,
    end: null,
    until: inDays(days),
    untilOf: 'license' as const,
  })
  const two = license('one', { products: [product('vm', 9), product('storage', 9)] })
  const three = license('two', { products: [product('vm', 3)] })
  const { notices } = dueNotices(list(two, three), {}, NOW, true)
  expect(notices).toHaveLength(1)
  expect(notices[0]?.of.map(({ row, products }) => [row, products])).toEqual([
    ['two/vm', ['VM']],
    ['one/vm', ['VM', 'STORAGE']],
  ])
})
