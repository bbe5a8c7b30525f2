// The Activity page: what it lists, how it is filtered, what an entry tells, and its states.
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { MethodResult } from '#shared/contract/contract.ts'
import { entry, hostWithLog, raisedLimit } from '../support/activity.ts'
import { later } from '../support/fake-host.ts'
import { spoken } from '../support/grid.ts'
import { expectInView, hiddenPart } from '../support/in-view.ts'
import { endLooks, SMALLEST, takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, uniqueKey } from '../support/samples.ts'

const rows = () => document.querySelectorAll('tbody tr').length
const row = (text: string) => page.getByRole('row').filter({ hasText: text })
/** Of the first row that has the words. */
const textOf = (words: string) =>
  [...document.querySelectorAll('tbody tr')]
    .map(({ textContent }) => textContent)
    .find((text) => text.includes(words)) ?? ''

const failed = entry({
  at: '2026-11-14T09:00:00.000Z',
  action: 'activate_online',
  result: 'server_unreachable',
  host: 'cli',
})
const activated = entry({
  at: '2026-11-12T08:00:00.000Z',
  action: 'activate_online',
  subject: contoso.id,
  actor: 'anna',
})
const notReadable = {
  ok: false,
  error: { code: 'store_not_readable', params: { path: '/data' } },
} as const
const many = Array.from({ length: 250 }, (_, index) =>
  entry({
    at: new Date(Date.UTC(2026, 9, 1) - index * 60_000).toISOString(),
    action: 'export',
    subject: 'csv',
  }),
)

test('what gets the focus further up comes out from behind the names of the columns (issue 13)', async () => {
  await takeLook(SMALLEST)
  await openPage(hostWithLog(many), 'activity')
  await expect.poll(rows).toBeGreaterThan(20)
  const buttons = [...document.querySelectorAll<HTMLElement>('tbody tr :is(button, a, summary)')]
  buttons.at(-1)?.focus()
  for (const button of buttons.toReversed()) {
    button.focus()
    expect(hiddenPart(button)).toBe('')
  }
})

describe('the Activity page', () => {
  test('lists what happened, of which license, by whom and how it ended', async () => {
    await openPage(hostWithLog([failed, entry({ changes: [raisedLimit] }), activated]), 'activity')
    await expect.poll(() => textOf('anna')).toMatch(/Activated online.*Contoso B\.V\./)
    expect(textOf('Refreshed')).toContain('Contoso B.V.: Server / VM: limit 800 → 1,000')
    expect(textOf('Failed')).toContain('The activation server cannot be reached.')
    expect(textOf('Failed')).toContain('command line')
    const time = document.querySelector('tbody time')
    expect(time?.getAttribute('datetime')).toBe(failed.at)
    expect(time?.getAttribute('title')).toContain(failed.at)
  })

  test.each([
    [['one', 'two'], 'Refresh failed'],
    [['two'], 'Refresh incomplete'],
  ])('calls a refresh of two licenses after what came of it: %s failed', async (failures, said) => {
    const problems = failures.map((id) => ({ license: id, code: 'server_unreachable' }))
    const result = 'server_unreachable'
    await openPage(hostWithLog([entry({ result, checked: ['one', 'two'], problems })]), 'activity')
    await expect.poll(() => textOf(said)).toBeDefined()
  })

  test('says of a refresh with a wrong clock both times, the difference and what to do (issue 13.14)', async () => {
    const clocks = { serverTime: '2027-03-09T18:00:00.000Z', clock: '2027-03-01T12:00:00.000Z' }
    const screen = await openPage(
      hostWithLog([entry({ result: 'clock_off', checked: [contoso.id], clocks })]),
      'activity',
    )
    await screen.getByRole('button', { name: 'Refresh incomplete' }).click()
    await expect.poll(() => textOf('differ by 8 days')).toBeDefined()
    await expect.element(screen.getByText(/Mar\s9,\s2027, .*; .*Mar\s1,\s2027, /)).toBeVisible()
    await expect.element(screen.getByText(/Set the clock of this machine/)).toBeVisible()
  })

  test('shows a hundred entries, and a hundred older ones each time that they are asked for', async () => {
    const screen = await openPage(hostWithLog(many), 'activity')
    await expect.element(screen.getByText('100 entries, the newest first')).toBeVisible()
    const older = screen.getByRole('button', { name: 'Show older' })
    await older.click()
    await expect.poll(rows).toBe(200)
    expect(spoken()).toBe('100 entries added at the end.')
    await expect.element(older).toHaveFocus()
    await older.click()
    await expect.poll(rows).toBe(250)
    expect(spoken()).toContain('There is nothing older.')
    await expect.element(older).not.toBeInTheDocument()
    expect(document.activeElement?.closest('tr')).toBe(document.querySelectorAll('tbody tr')[200])
  })

  test('asks the log for the chosen action and result, and says how many there are', async () => {
    const host = hostWithLog([failed, activated, ...many])
    const screen = await openPage(host, 'activity')
    await expect.poll(rows).toBe(100)
    await screen.getByLabelText('What:').selectOptions('Activated online')
    await expect.poll(rows).toBe(2)
    await expect.poll(spoken).toBe('2 entries, the newest first')
    await screen.getByLabelText('Result:').selectOptions('Failed')
    await expect.poll(rows).toBe(1)
    expect(host.callsOf('activity.list').at(-1)).toEqual({
      limit: 100,
      action: 'activate_online',
      result: 'failed',
    })
  })

  test('searches what is loaded, and finds the way back when nothing fits', async () => {
    const screen = await openPage(hostWithLog([failed, activated]), 'activity')
    await expect.poll(rows).toBe(2)
    await userEvent.keyboard('/')
    await expect.element(screen.getByLabelText('Search:')).toHaveFocus()
    await userEvent.keyboard('contoso anna')
    await expect.poll(rows).toBe(1)
    await expect.poll(spoken).toBe('1 of the 2 entries shown so far')
    await screen.getByLabelText('Search:').fill('no such thing')
    await screen.getByRole('button', { name: 'Show everything' }).click()
    await expect.poll(rows).toBe(2)
  })

  test('says of a failure what failed and with which code and row, and ten equal ones once (issue 13.14)', async () => {
    const subject = 'code •••••-7KQ2M, row 3'
    const wrong = (minute: number) =>
      entry({
        at: `2026-11-14T09:${10 + minute}:00.000Z`,
        action: 'activate_offline',
        result: 'typed_key_row_wrong',
        subject,
      })
    const other = { ...wrong(0), subject: 'code •••••-7KQ2M, row 4' }
    const ten = Array.from({ length: 10 }, (_, index) => wrong(19 - index))
    const screen = await openPage(hostWithLog([...ten, other, activated, activated]), 'activity')
    await expect
      .element(screen.getByRole('button', { name: /^Offline activation failed \(10 times\)/ }))
      .toBeVisible()
    // Another row is another failure, and what went well is told each time.
    expect(rows()).toBe(4)
    expect(textOf('10 times')).toContain('•••••-7KQ2M, Row 3')
    expect(document.querySelector('tbody')?.textContent).not.toContain('Activated offline')
    expect(document.querySelector('tbody time')?.getAttribute('datetime')).toBe(ten[0]?.at)
  })

  test('opens an entry by keyboard: why it failed, what to do, and the details for support', async () => {
    const host = hostWithLog([failed, activated])
    const screen = await openPage(host, 'activity')
    const button = screen.getByRole('button', { name: 'Online activation failed' }).first()
    await expect.element(button).toHaveAttribute('aria-expanded', 'false')
    button.element().focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(button).toHaveAttribute('aria-expanded', 'true')
    await expect.element(screen.getByText(/Check the network of this machine/)).toBeVisible()
    await expect.element(screen.getByText('Code: server_unreachable')).toBeVisible()
    await screen.getByRole('button', { name: 'Copy details for support' }).click()
    await expect.poll(() => host.copied.length).toBe(1)
    for (const part of ['server_unreachable', failed.at, uniqueKey]) expect(host.copied[0]).toContain(part)
    button.element().focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(screen.getByText('Code: server_unreachable')).not.toBeInTheDocument()
  })

  test('of a failure offers what its words ask for: once more, offline, and the test of the connection, which leads back (issue 13)', async () => {
    const host = hostWithLog([failed]).answer('connection.test', () => new Promise<never>(() => undefined))
    const screen = await openPage(host, 'activity')
    await screen.getByRole('button', { name: 'Online activation failed' }).first().click()
    await expect.element(screen.getByRole('button', { name: 'Activate again …' })).toBeVisible()
    await screen.getByRole('link', { name: 'Test connection' }).click()
    await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeInTheDocument()
    await screen.getByRole('link', { name: 'Back to Activity' }).click()
    await screen.getByRole('button', { name: 'Online activation failed' }).first().click()
    await screen.getByRole('button', { name: 'Activate offline …' }).click()
    await expect.element(page.getByRole('dialog', { name: 'Add a license' })).toBeVisible()
    await expect.element(page.getByRole('checkbox', { name: 'Enable Offline Licensing' })).toBeChecked()
  })

  test('of a refresh that failed refreshes again', async () => {
    const host = hostWithLog([entry({ action: 'refresh', result: 'server_unreachable' })])
    host.answer('licenses.refresh', () => new Promise<never>(() => undefined))
    const screen = await openPage(host, 'activity')
    await screen.getByRole('button', { name: 'Refresh failed' }).first().click()
    await screen.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect.poll(() => host.callsOf('licenses.refresh')).toHaveLength(1)
  })

  test('tells what a check could not check, and gives a return code again', async () => {
    const check = entry({
      action: 'automatic_check',
      result: 'license_suspended',
      problems: [{ license: contoso.id, code: 'license_suspended' }],
    })
    const gone = entry({ action: 'deactivate', subject: 'gone', returnCode: 'R1-ABCDE-FGHJK' })
    const host = hostWithLog([check, gone])
    const screen = await openPage(host, 'activity')
    await screen.getByRole('button', { name: 'Automatic refresh incomplete' }).click()
    await expect.element(screen.getByText('Contoso B.V.: This license is suspended.')).toBeVisible()
    await screen.getByRole('button', { name: 'Deactivated' }).click()
    await screen.getByRole('button', { name: 'Copy', exact: true }).click()
    // The representative needs all three (issue 13.17), and nothing else on this page has them.
    await expect
      .poll(() => host.copied)
      .toEqual([`R1-ABCDE-FGHJK\nUnique Key: ${uniqueKey}\nLicense ID: gone`])
  })

  test('goes from entry to entry with the arrows, to the first with Home and to the last with End', async () => {
    const screen = await openPage(hostWithLog(many.slice(0, 40)), 'activity')
    await expect.poll(rows).toBe(40)
    const focused = () =>
      [...document.querySelectorAll('tbody tr')].findIndex((tr) => tr.contains(document.activeElement))
    screen.getByRole('button', { name: 'Exported' }).first().element().focus()
    const went: number[] = []
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'ArrowDown', 'Home', 'ArrowUp']) {
      await userEvent.keyboard(`{${key}}`)
      went.push(focused())
    }
    expect(went).toEqual([1, 2, 1, 39, 39, 0, 0])
  })

  test('scrolls what was opened into view, at the end of the list too', async () => {
    await takeLook(SMALLEST)
    const screen = await openPage(hostWithLog([...many.slice(0, 30), failed]), 'activity')
    await screen.getByRole('button', { name: 'Online activation failed' }).click()
    await expectInView(screen.getByText('Code: server_unreachable'))
    await screen.unmount()
    const gone = entry({ action: 'deactivate', subject: 'gone', returnCode: 'R1-ABCDE-FGHJK' })
    const other = await openPage(hostWithLog([...many.slice(0, 30), gone]), 'activity')
    await other.getByRole('button', { name: 'Deactivated' }).click()
    await expect.element(other.getByText(/Unique Key: /)).toBeInTheDocument()
    await expectInView(other.getByRole('button', { name: 'Copy', exact: true }))
    await endLooks()
  })

  test('is scrolled by the keys of a page at once, before anything has the focus', async () => {
    await takeLook(SMALLEST)
    const screen = await openPage(hostWithLog(many), 'activity')
    await expect.poll(rows).toBe(100)
    expect(document.activeElement).toBe(document.body)
    await userEvent.keyboard('{PageDown}')
    await expect.poll(() => screen.getByRole('main').element().scrollTop).toBeGreaterThan(200)
    await endLooks()
  })

  test('shows what another version of the app wrote as it is', async () => {
    await openPage(
      hostWithLog([entry({ action: 'teleport', result: 'no_ether', host: 'phone' })]),
      'activity',
    )
    await expect.poll(() => textOf('teleport')).toContain('no_ether')
  })

  test('says that it is loading, and that nothing has happened yet', async () => {
    const answer = later<MethodResult<'activity.list'>>()
    const host = hostWithLog([]).answer('activity.list', () => answer.promise)
    const screen = await openPage(host, 'activity')
    await expect.element(screen.getByText('Loading …')).toBeVisible()
    answer.arrive({ ok: true, value: { entries: [], next: null } })
    await expect.element(screen.getByText('Nothing has happened yet')).toBeVisible()
    await expect.element(screen.getByRole('button', { name: 'Export' })).toBeDisabled()
  })

  test('explains why the log cannot be read, and tries again when asked', async () => {
    let readable = false
    const host = hostWithLog([]).answer('activity.list', () =>
      readable ? { ok: true, value: { entries: [activated], next: null } } : notReadable,
    )
    const screen = await openPage(host, 'activity')
    await expect.element(screen.getByText('Code: store_not_readable')).toBeVisible()
    readable = true
    await screen.getByRole('button', { name: 'Try again' }).click()
    await expect.element(row('Activated online')).toBeVisible()
    await expect.element(screen.getByText('Code: store_not_readable')).not.toBeInTheDocument()
  })

  test('keeps what is shown while the host is away, says of when it is, and reads again afterwards', async () => {
    const log = [activated]
    const host = hostWithLog(log)
    const screen = await openPage(host, 'activity')
    await expect.poll(rows).toBe(1)
    host.status = 'down'
    await expect.element(screen.getByText(/Not up to date: as of \S+\s\d+,\s\d{4},/)).toBeVisible()
    log.unshift(failed)
    host.status = 'up'
    await expect.poll(rows).toBe(2)
  })

  test('reads again when licenses changed: the line of the log comes right after', async () => {
    const log = [activated]
    const host = hostWithLog(log)
    await openPage(host, 'activity')
    await expect.poll(rows).toBe(1)
    host.change([contoso])
    log.unshift(entry())
    await expect.poll(rows, { timeout: 10_000 }).toBe(2)
  })
})

describe('the export of the log', () => {
  const file = {
    fileName: 'activity-20261113-033800.csv',
    mediaType: 'text/csv;charset=utf-8',
    encoding: 'utf8',
    content: 'the log',
  } as const

  test('asks the host for all that filter and search let through, and saves what comes', async () => {
    const host = hostWithLog([failed, activated]).answer('activity.export', () => ({ ok: true, value: file }))
    const screen = await openPage(host, 'activity')
    await screen.getByLabelText('What:').selectOptions('Activated online')
    await screen.getByLabelText('Result:').selectOptions('Done')
    await screen.getByLabelText('Search:').fill(' anna')
    await screen.getByRole('button', { name: 'Export' }).click()
    await expect.element(screen.getByText(/the choice and the search above/)).toBeVisible()
    const csv = screen.getByRole('button', { name: 'CSV (any spreadsheet)' })
    const json = screen.getByRole('button', { name: 'JSON (for programs)' })
    await expect.element(csv).toHaveFocus()
    await userEvent.keyboard('{End}')
    await expect.element(json).toHaveFocus()
    await userEvent.keyboard('{ArrowUp}')
    await expect.element(csv).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => host.saved).toEqual([file])
    expect(host.callsOf('activity.export')).toEqual([
      { format: 'csv', language: 'en', action: 'activate_online', result: 'ok', search: ' anna' },
    ])
    await expect.element(screen.getByText(/^Saved: /).first()).toBeVisible()
  })

  test('says why it could not be made', async () => {
    const host = hostWithLog([activated]).answer('activity.export', () => notReadable)
    const screen = await openPage(host, 'activity')
    await expect.poll(rows).toBe(1)
    await screen.getByRole('button', { name: 'Export' }).click()
    await screen.getByRole('button', { name: 'JSON (for programs)' }).click()
    await expect.element(screen.getByText('Code: store_not_readable')).toBeVisible()
    expect(host.saved).toEqual([])
  })

  test('is told apart from an export of the licenses', async () => {
    const exports = ['activity csv', 'csv'].map((subject) => entry({ action: 'export', subject }))
    await openPage(hostWithLog(exports), 'activity')
    await expect.poll(rows).toBe(2)
    const texts = [...document.querySelectorAll('tbody tr')].map(({ textContent }) => textContent)
    expect(texts[0]).toContain('Activity log, CSV')
    expect(texts[1]).not.toContain('Activity log')
  })
})
