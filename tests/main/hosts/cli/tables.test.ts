// The licensing table as text.
import { expect, test } from 'vitest'
import { licenseTable } from '#main/hosts/cli/tables.ts'
import { wrapped } from '#shared/wrapped.ts'
import { columns } from '#shared/columns.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { license, product } from '../../../renderer/support/samples.ts'

const clock = { state: 'ok', mark: null, now: '2026-11-25T10:00:00.000Z' } as const
const tableOf = (...licenses: ReturnType<typeof license>[]) => tableIn(null, ...licenses)
const tableIn = (width: number | null, ...licenses: ReturnType<typeof license>[]) =>
  licenseTable(listOf(licenses), { messages: { ...messages, cli }, width }).split('\n')

const listOf = (licenses: ReturnType<typeof license>[]) => ({
  revision: '',
  digest: '',
  nextChange: null,
  problems: [],
  returns: [],
  seatReleased: [],
  clock,
  licenses,
})

test('list sorts by owner, whatever was activated first (issue 13.17)', () => {
  const lines = tableOf(
    license('Zephyr', [product('Storage')]),
    license('Éclair 10', [product('Storage')]),
    license('Éclair 9', [product('Storage')]),
    license('adatum', [product('Storage')]),
  )
  const owners = lines.flatMap((line) => /^(Zephyr|Éclair \d+|adatum)/.exec(line)?.[1] ?? [])
  expect(owners).toEqual(['adatum', 'Éclair 9', 'Éclair 10', 'Zephyr'])
})

test.each([null, 80])('list never cuts the days of a status, at the width %s (issue 13.9)', (width) => {
  const until = '2026-11-30T09:34:00.000Z'
  const end = { at: '2026-11-20T09:34:00.000Z', of: 'local_key' } as const
  const facts = {
    status: 'grace',
    until,
    untilOf: 'local_key',
    end,
    limit: 800,
    totalLimit: 800,
    usage: 900,
  } as const
  const text = tableIn(width, license('Contoso', [product('Storage', facts)])).join('\n')
  expect(text).toContain('Key ended · over the limit · runs until 2026-11-30 09:34 UTC (4 days)')
  expect(text).not.toContain('…')
})

test('list says what is stopped, how many days are left, and that a key ended (issue 13.8)', () => {
  const until = '2026-11-30T23:59:59.999Z'
  const end = { at: '2026-11-20T23:59:59.999Z', of: 'local_key' } as const
  const text = tableOf(
    license('Contoso', [
      product('Storage', { status: 'over_limit', mayRun: false }),
      product('Network', { status: 'check_overdue', until }),
      product('Inventory', { status: 'expired', mayRun: false, end }),
      product('Free', { limit: null, totalLimit: null }),
      product('Switch', { type: 'Status', limit: null, totalLimit: null }),
      product('Pooled', { limit: 800, totalLimit: 1600, usage: 900 }),
    ]),
  ).join('\n')
  for (const said of [
    'Over limit · stopped',
    'Check overdue · until 2026-11-30 (5 days)',
    'Key ended · stopped',
    'Key: 2026-11-20 (4 days ago)',
    'No limit',
    'On or off',
  ])
    expect(text).toContain(said)
  expect(text).toContain('900 of 1600')
})

test('list tells no refresh of what the vendor released: it runs until its date (issue 13)', () => {
  const until = '2026-11-30T23:59:59.999Z'
  const contoso = license('Contoso', [product('Storage', { until, untilOf: 'check' })])
  const list = { ...listOf([contoso]), seatReleased: [contoso.id] }
  const text = licenseTable(list, { messages: { ...messages, cli }, width: null })
  expect(text).toContain('Activate again · until 2026-11-30 (5 days)')
  expect(text).not.toContain('refresh by')
})

test('on a terminal of 80 columns each row is a few lines, and none is longer (issue 13)', () => {
  const until = '2026-11-30T23:59:59.999Z'
  const lines = tableIn(
    80,
    license('A company with a name that takes some room', [
      product('Server / VM', { status: 'expiring', until, limit: 1600, usage: 900, expires: until }),
      product('Storage'),
    ]),
  )
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines[0]).toBe('A company with a name that takes some room · Server / VM')
  expect(lines.join('\n')).toContain('EXPIRATION 2026-11-30 (5 days)')
  expect(lines.join('\n')).toMatch(/STATUS Expiring$/m)
})

test('lines go on below at a word, as far in as they began; no help is wider than 80 columns (issue 13.17)', async () => {
  const long = `    ${'word '.repeat(30).trim()}`
  expect(wrapped(long, null)).toBe(long)
  const lines = wrapped(long, 60, 2).split('\n')
  expect(lines.map((line) => line.length <= 60)).toEqual([true, true, true])
  expect(lines.map((line) => /^ */.exec(line)?.[0].length)).toEqual([4, 6, 6])
  const { stdout } = await runDeskHere(['help', 'exit-status'])
  expect(stdout).toContain('this machine stands in the way')
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test('the vendor’s tables are stacked on a narrow terminal too, and none of their ids is cut (issue 13.17)', () => {
  const [id, key] = ['3f0b7c0e-7b1a-4d52-9f0e-2a4c9f1f7d11', 'A'.repeat(64)]
  expect(
    columns(['ID', 'CODE', 'OWNER', 'KEY'], [[id, 'X', 'Contoso', key]], { width: 80, longest: Infinity }),
  ).toBe(`${id} · X\n  OWNER Contoso\n  KEY ${key}`)
})
