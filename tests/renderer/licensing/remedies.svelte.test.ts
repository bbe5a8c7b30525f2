import { expect, test } from 'vitest'
import { everyStatus } from '../gallery/samples.ts'
import { remedyOf, remedyOfAll } from '../../../src-renderer/features/licensing/remedies.ts'
import { license } from '../support/samples.ts'

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
