// gate-sentence.md has each word that a gate may say, so that somebody can write one in another language (issue 17).
import { describe, expect, test } from 'vitest'
import { gate } from '#shared/messages/en/gate.ts'
import { read } from './documents.ts'

const page = read('docs/formats/gate-sentence.md')
/** Cells as they are read: without the spaces that line them up. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()))
const hasRow = (...cells: readonly string[]) =>
  rows.some((row) => cells.every((cell, at) => row[at + 1] === cell))

const { statuses, standing, maintenanceEnded, featureNotLicensed, thenGrace } = gate
const { over_limit: overLimit, check_overdue: checkOverdue } = statuses
/** Said of an error in their place: unknown is no answer. */
const { unknown, over_limit: _limit, check_overdue: _overdue, ...plain } = statuses

const said: readonly (readonly [
  when: string,
  words: { readonly label: string; readonly meaning: string; readonly todo: string },
])[] = [
  [
    '`reason` is `maintenance_ended`, a feature was asked',
    { ...maintenanceEnded, meaning: maintenanceEnded.ofFeature('FEATURE', 'BUILT', 'MAINTENANCE') },
  ],
  [
    '`reason` is `maintenance_ended`',
    { ...maintenanceEnded, meaning: maintenanceEnded.meaning('BUILT', 'MAINTENANCE') },
  ],
  [
    '`reason` is `feature_not_licensed`',
    { ...featureNotLicensed, meaning: featureNotLicensed.meaning('FEATURE') },
  ],
  ['`active`, `untilOf` is `check`', standing.unrefreshed],
  ['`expired`, `end` of the `local_key`', standing.localKey.expired],
  ['`grace`, `end` of the `local_key`', standing.localKey.grace],
  ['`expiring`, `end` of the `local_key`', standing.localKey.expiring],
  ['`over_limit`, may run', { ...overLimit, meaning: standing.runs.over_limit }],
  ['`over_limit`', { ...overLimit, meaning: standing.stops.over_limit }],
  ['`check_overdue`, may run', { ...checkOverdue, meaning: standing.runs.check_overdue }],
  ['`check_overdue`', { ...checkOverdue, meaning: standing.stops.check_overdue }],
  ...Object.entries(plain).map(([status, words]) => [`\`${status}\``, words] as const),
]

describe('every answer has its label, what it means and what to do', () => {
  test.each(said)('%s', (when, { label, meaning, todo }) => {
    expect(hasRow(when, label, meaning, todo)).toBe(true)
  })

  test('and no other is there', () => {
    expect(rows.filter((row) => row.length === 6 && !/^-+$/.test(row[1] ?? ''))).toHaveLength(said.length + 1)
    expect(page).not.toContain(unknown.todo)
  })
})

test.each([
  thenGrace.license('UNTIL', 0),
  thenGrace.local_key('UNTIL', 0),
  ...Object.values(standing.runsUntil).map((words) => words('UNTIL', 0)),
  standing.licenseEnded('END'),
  standing.keyEnded('END'),
])('%s', (words) => {
  expect(rows.some((row) => row[2] === words.replace('< 1 day', 'COUNT'))).toBe(true)
})

test.each([
  gate.mayRun('PRODUCT', 'LABEL'),
  gate.mayNotRun('PRODUCT', 'LABEL'),
  gate.couldNotTell('CODE, PATH, REASON'),
  gate.ofTest(''),
  standing.mayBeClock('CLOCK', 'SIGNED'),
])('`%s`', (words) => {
  expect(page).toContain(`\`${words}\``)
})
