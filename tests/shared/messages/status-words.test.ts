// How a license stands, in words: no two standings that differ for a person have one label.
import { expect, test } from 'vitest'
import { STATUSES, type LicenseStatus } from '#shared/license/status.ts'
import { momentOfIso } from '#shared/instant.ts'
import { messages } from '#shared/messages/en/messages.ts'
import {
  daysLeft,
  judgedNow,
  statusDate,
  statusLabel,
  statusLine,
  statusWords,
  untilSentence,
} from '#shared/messages/status-words.ts'

const NOW = Date.parse('2026-11-25T10:00:00Z')
const facts = (status: LicenseStatus, mayRun: boolean, until: string | null = null) => ({
  status,
  mayRun,
  until,
  untilOf: null,
  end: null,
})
const label = (given: Parameters<typeof statusLabel>[0]) => statusLabel(given, messages)
const line = (given: Parameters<typeof statusLine>[0]) => statusLine(given, NOW, messages, momentOfIso)

test('every status that stops the product says so in its word, and none that does not (issue 13.8)', () => {
  expect(label(facts('unknown', false))).toBe('Unknown · may be off')
  for (const status of STATUSES.filter((each) => each !== 'unknown')) {
    expect(label(facts(status, false))).toMatch(/ · stopped$/)
    expect(label(facts(status, true))).not.toMatch(/stopped/)
  }
})

test('what is to be activated again says so, and not how much of it is used (issue 13.8)', () => {
  const used = { usage: 15, totalLimit: 16 }
  expect(label({ ...facts('active', true), ...used })).toBe('Active · near the limit')
  expect(label({ ...facts('active', true), ...used, released: true })).toBe('Activate again')
})

test('two kinds of Check overdue and of Over limit mean different things (issue 13.8)', () => {
  for (const status of ['check_overdue', 'over_limit'] as const) {
    const [runs, stops] = [true, false].map((mayRun) => statusWords(facts(status, mayRun), messages).meaning)
    expect(runs).toContain('may run')
    expect(stops).not.toContain('may run')
    expect(stops).not.toBe(runs)
  }
})

test('of what ends its date is said, with the days that are left within thirty (issue 13.9)', () => {
  expect(line(facts('grace', true, '2026-11-30T23:59:59.999Z'))).toBe('Grace · until 2026-11-30 (5 days)')
  expect(line(facts('check_overdue', true, '2026-11-26T10:00:00.000Z'))).toBe(
    'Check overdue · until 2026-11-26 10:00 UTC (1 day)',
  )
  expect(line(facts('expiring', true, '2026-11-25T23:59:59.000Z'))).toBe(
    'Expiring · until 2026-11-25 (< 1 day)',
  )
  expect(line(facts('over_limit', true, '2027-11-25T23:59:59.000Z'))).toBe(
    'Over limit · runs until 2027-11-25',
  )
  expect(daysLeft({ until: '2026-11-01T00:00:00.000Z' }, NOW)).toBe(0)
})

test('of what is stopped a date is said too, and of what it is; never one that reassures (issue 13.9)', () => {
  const days = { ofEnd: momentOfIso, of: momentOfIso }
  const date = (
    given: Parameters<typeof statusDate>[0],
    lastCheck: string | null = '2026-11-01T08:30:00.000Z',
  ) => statusDate(given, lastCheck, NOW, messages, days)
  const end = { at: '2026-11-24T23:59:59.000Z', of: 'license' } as const
  expect(date({ ...facts('expired', false), end })).toBe('ended 2026-11-24 (< 1 day ago)')
  // Its status says so, by a clock that is not the reader's.
  const ahead = { at: '2026-11-25T10:30:00.000Z', of: 'license' } as const
  expect(date({ ...facts('expired', false), end: ahead })).toBe('ended 2026-11-25 10:30 UTC')
  const later = { at: '2027-02-28T23:59:59.999Z', of: 'license' } as const
  for (const status of ['check_overdue', 'suspended', 'over_limit', 'clock_problem', 'unknown'] as const) {
    expect(date({ ...facts(status, false), end: later })).toBe('last check 24 days ago')
    expect(date({ ...facts(status, false), end: later }, null)).toBe('')
  }
})

test('a Local License Key in its days of grace says until when the product runs (issue 13.10)', () => {
  const end = { at: '2026-11-22T23:59:59.999Z', of: 'local_key' } as const
  const until = '2026-11-29T23:59:59.999Z'
  const inGrace = { ...facts('grace', true, until), end, untilOf: 'local_key' } as const
  expect(line(inGrace)).toBe('Key ended · runs until 2026-11-29 (4 days)')
  expect(untilSentence(inGrace, 'Nov 29', 4, messages.standing)).toBe('Runs until Nov 29 (4 days).')
  const before = { ...inGrace, status: 'expiring', end: { ...end, at: until } } as const
  expect(line(before)).toBe('Key ends · key until 2026-11-29 (4 days)')
})

test('days are counted from the later of the clock and the latest signed time (issue 13.9)', () => {
  const now = '2026-11-25T10:00:00.000Z'
  expect(judgedNow({ state: 'ok', now, mark: null })).toBe(NOW)
  expect(judgedNow({ state: 'ok', now, mark: '2026-11-20T00:00:00.000Z' })).toBe(NOW)
  expect(judgedNow({ state: 'problem', now: '2025-11-25T10:00:00.000Z', mark: now })).toBe(NOW)
})

test('a Local License Key that ended is called so, and a new key is what to ask for (issue 13.10)', () => {
  const end = { at: '2026-11-24T23:59:59.000Z', of: 'local_key' } as const
  const ended = { ...facts('expired', false), end }
  expect(label(ended)).toBe('Key ended · stopped')
  expect(statusWords(ended, messages).todo).toBe('Ask for a new key for this Unique Key.')
  expect(label({ ...facts('expired', false), end: { ...end, of: 'license' } })).toBe('Expired · stopped')
  expect(label({ ...facts('suspended', false), end })).toBe('Suspended · stopped')
})
