import { expect, test } from 'vitest'
import { everyStatus } from '../gallery/samples.ts'
import { remedyOf, remedyOfAll } from '../../../src-renderer/features/licensing/remedies.ts'
import { nextOf } from '../../../src-renderer/features/licensing/next-step.ts'
import { rowsOf } from '../../../src-renderer/features/licensing/rows.ts'
import { FakeHost } from '../support/fake-host.ts'
import { license, product } from '../support/samples.ts'

const stands = (
  status: 'expired' | 'check_overdue' | 'invalid' | 'other_machine',
  mode: 'online' | 'offline',
) => ({ status, end: null, license: license('Contoso', [], { mode }) }) as const

test.each([
  ['an ended license that is online', stands('expired', 'online'), true, 'key'],
  ['an ended license that is offline', stands('expired', 'offline'), false, 'key'],
  ['a stored key that is damaged', stands('invalid', 'online'), false, 'again'],
  ['a key of another machine, online', stands('other_machine', 'online'), false, 'again'],
  ['a key of another machine, offline', stands('other_machine', 'offline'), false, 'ask'],
  ['an overdue check', stands('check_overdue', 'online'), true, 'offline'],
] as const)('%s has the button that its sentence asks for', (_, row, refresh, window) => {
  expect(remedyOf(row, false)).toEqual({ refresh, window })
})

test('a new key comes before a refresh where the end that comes first is one that no refresh moves (issue 13)', () => {
  const inGrace = {
    status: 'grace',
    mayRun: true,
    until: '2027-03-05T23:59:59.999Z',
    end: { at: '2027-02-26T23:59:59.999Z', of: 'local_key' },
    license: license('Contoso', [], { mode: 'offline' }),
  } as const
  const expiring = { ...inGrace, status: 'expiring', end: null, until: '2027-03-20T23:59:59.999Z' } as const
  const others = [{ ...expiring, license: license('Adatum', []) }]
  expect(remedyOfAll([...others, inGrace], false)).toEqual({
    refresh: true,
    window: 'ask',
    windowFirst: true,
  })
  expect(remedyOfAll([inGrace], false)).toEqual({ refresh: false, window: 'ask' })
  const stopped = { ...stands('check_overdue', 'online'), mayRun: false, until: null }
  expect(remedyOfAll([inGrace, stopped], false).windowFirst).toBeUndefined()
})

test('where no server is asked, no button refreshes', () => {
  const rows = everyStatus.map((one) => ({ status: one.status, end: one.end, license: one }))
  expect(remedyOfAll(rows, true).refresh).toBe(false)
})

test('what differs from row to row has one button with a name that fits all', () => {
  const rows = [stands('invalid', 'offline'), stands('other_machine', 'offline')]
  expect(remedyOfAll(rows, false)).toEqual({ refresh: false, window: 'key' })
  expect(remedyOfAll(rows.slice(1), false)).toEqual({ refresh: false, window: 'ask' })
  // What a refresh may mend needs no key first.
  expect(remedyOfAll([stands('check_overdue', 'online'), stands('expired', 'online')], false)).toEqual({
    refresh: true,
    window: 'key',
  })
})

test.each([
  ['a damaged key', ['invalid'], 'again'],
  ['a key of another machine', ['other_machine'], 'again'],
  ['what the vendor withdrew', ['revoked', 'suspended'], 'contact'],
  ['an overdue check', ['check_overdue'], 'refresh'],
  ['several causes', ['invalid', 'check_overdue'], 'first'],
] as const)('the next step against %s is its own (issue 13)', (_, statuses, next) => {
  const list = new FakeHost(
    statuses.map((status) =>
      license(status, [product('Storage', { status, mayRun: false })], { status, mayRun: false }),
    ),
  ).list()
  // What runs and asks for a refresh comes after what is stopped.
  const running = license('Runs', [product('Storage', { status: 'expiring' })], { status: 'expiring' })
  const rows = rowsOf({ ...list, licenses: [running, ...list.licenses] }, Date.parse(list.clock.now))
  expect(nextOf(list, rows, { failed: false, offlineOnly: false })).toBe(next)
})

test('where no license is online, a clock that is wrong asks for no refresh (issue 13)', () => {
  const host = new FakeHost([license('Contoso', [product('Storage')], { mode: 'offline' })])
  host.clock = { ...host.clock, state: 'problem' }
  const list = host.list()
  const rows = rowsOf(list, Date.parse(list.clock.now))
  expect(nextOf(list, rows, { failed: false, offlineOnly: false })).not.toBe('refresh')
})
