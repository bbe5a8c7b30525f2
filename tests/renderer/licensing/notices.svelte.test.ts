// What stands above the licenses: the vendor's changes told once, the clock, seats to be returned or released.
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import { entry, hostWithLog, raisedLimit } from '../support/activity.ts'
import { gatheredHost, IN_FIVE_DAYS, offline } from '../gallery/samples.ts'
import { FakeHost } from '../support/fake-host.ts'
import { spoken } from '../support/grid.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

const told = page.getByText('Contoso B.V.: Server / VM: limit 800 → 1,000').first()
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const found = (over: Partial<ActivityEntry> = {}) =>
  entry({ at: hoursAgo(1), action: 'automatic_check', changes: [raisedLimit], ...over })
const dismiss = () => page.getByRole('main').getByRole('button', { name: 'Dismiss' })

describe('what the vendor changed', () => {
  test('is told after a refresh, spoken, and gone when it is dismissed', async () => {
    const log: ActivityEntry[] = []
    const host: FakeHost = hostWithLog(log).answer('licenses.refresh', () => {
      log.unshift(found({ action: 'refresh', at: new Date().toISOString() }))
      const checked = [{ id: contoso.id, owner: contoso.owner, problem: null }]
      return { ok: true, value: { checked, changes: [raisedLimit], returns: [], list: host.list() } }
    })
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Refresh' }).click()
    await expect.element(screen.getByText('What VirtualMetric changed')).toBeVisible()
    await expect.element(told).toBeVisible()
    expect(document.querySelectorAll('main .notice li')).toHaveLength(1)
    expect(spoken()).toContain('limit 800 → 1,000')
    await dismiss().click()
    await expect.element(screen.getByText('What VirtualMetric changed')).not.toBeInTheDocument()
    expect(host.callsOf('preferences.set')).toEqual([{ changesToldUntil: log[0]?.at }])
  })

  test('that a check found while no page was open is told when one is opened, and then no more', async () => {
    const host = hostWithLog([found()])
    const first = await openPage(host)
    await expect.element(told).toBeVisible()
    await dismiss().click()
    await expect.poll(() => host.preferences.changesToldUntil).not.toBeNull()
    await first.unmount()
    await openPage(host)
    await expect.element(page.getByRole('gridcell', { name: 'Virtualization' })).toBeVisible()
    await expect.poll(() => host.callsOf('activity.list').length).toBeGreaterThan(1)
    expect(document.body.textContent).not.toContain('What VirtualMetric changed')
  })

  test('and was told before, or is of an activation, or is old to a new person, is not told', async () => {
    const host = hostWithLog([
      found({ at: hoursAgo(2), action: 'activate_online' }),
      found({ at: hoursAgo(30) }),
    ])
    await openPage(host)
    await expect.element(page.getByRole('gridcell', { name: 'Virtualization' })).toBeVisible()
    await expect.poll(() => host.callsOf('activity.list').length).toBeGreaterThan(0)
    expect(document.body.textContent).not.toContain('What VirtualMetric changed')
  })

  test('is told when the daily check finds it while the page is open', async () => {
    const log: ActivityEntry[] = []
    const host = hostWithLog(log)
    await openPage(host)
    await expect.element(page.getByRole('gridcell', { name: 'Virtualization' })).toBeVisible()
    host.change([contoso])
    log.unshift(found({ at: new Date().toISOString() }))
    await expect.element(told, { timeout: 10_000 }).toBeVisible()
  })

  test('is cut to five lines where it is much, with a link to all of it', async () => {
    const changes = Array.from({ length: 8 }, (_, index) => ({ ...raisedLimit, to: 1000 + index }))
    await openPage(hostWithLog([found({ changes })]))
    await expect.element(told).toBeVisible()
    expect(document.querySelectorAll('main .notice li')).toHaveLength(5)
    await page.getByRole('link', { name: 'and 3 more' }).click()
    await expect.element(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
  })

  test('is told even where the log could not be written', async () => {
    const host: FakeHost = hostWithLog([]).answer('licenses.refresh', () => ({
      ok: true,
      value: { checked: [], changes: [raisedLimit], returns: [], list: host.list() },
    }))
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Refresh' }).click()
    await expect.element(told).toBeVisible()
  })
})

describe('the clock', () => {
  test('a little behind is a warning, with both times', async () => {
    const host = new FakeHost([contoso])
    host.clock = { state: 'behind', mark: '2027-03-01T18:00:00.000Z', now: '2027-03-01T12:00:00.000Z' }
    const screen = await openPage(host)
    await expect
      .element(
        screen.getByText(
          /^The clock of this machine is 6 hours behind: the vendor has signed a later time\.$/,
        ),
      )
      .toBeVisible()
    await expect.element(screen.getByText(/a day behind stops the products/)).toBeVisible()
  })

  test('where nothing is asked of a server, is looked at again after it was set, without a refresh (issue 13)', async () => {
    const host = new FakeHost([offline])
    host.clock = { state: 'behind', mark: '2027-03-01T18:00:00.000Z', now: '2027-03-01T12:00:00.000Z' }
    const screen = await openPage(host)
    const notice = screen.getByText(/Set the clock: a day behind stops the products/)
    await expect.element(notice).toBeVisible()
    const box = notice.element().closest('.notice')
    expect([...(box?.querySelectorAll('button') ?? [])].map((one) => one.textContent.trim())).toEqual([
      'Try again',
    ])
    host.clock = { ...host.clock, state: 'ok' }
    await screen.getByRole('button', { name: 'Try again' }).click()
    await expect.element(notice).not.toBeInTheDocument()
  })

  test('far behind is explained as the failure that it is', async () => {
    const host = new FakeHost([contoso])
    host.clock = { state: 'problem', mark: '2027-03-09T18:00:00.000Z', now: '2027-03-01T12:00:00.000Z' }
    const screen = await openPage(host)
    await expect.element(screen.getByText('Code: clock_before_signed')).toBeVisible()
    await expect.element(screen.getByText(/on Mar\s9,\s2027/)).toBeVisible()
  })
})

describe('seats', () => {
  test('that are still to be returned are named until a check has returned them', async () => {
    const host = new FakeHost([contoso])
    host.returns = [{ id: 'gone', owner: 'Fabrikam', since: '2027-02-20T10:00:00.000Z' }]
    host.answer('licenses.refresh', () => {
      host.returns = []
      host.licenses = [contoso]
      const returns = [{ id: 'gone', owner: 'Fabrikam', problem: null }]
      return { ok: true, value: { checked: [], changes: [], returns, list: host.list() } }
    })
    const screen = await openPage(host)
    await expect
      .element(screen.getByText('The activation server does not know of one deactivation yet'))
      .toBeVisible()
    await expect.element(page.getByRole('listitem').filter({ hasText: 'Fabrikam' })).toBeVisible()
    await screen.getByLabelText('Refresh', { exact: true }).click()
    await expect
      .element(screen.getByText('Fabrikam: the activation server knows of the deactivation.').first())
      .toBeVisible()
    await expect
      .element(screen.getByText('The activation server does not know of one deactivation yet'))
      .not.toBeInTheDocument()
  })

  test('that could not be returned are told with the reason', async () => {
    const host = new FakeHost([contoso])
    host.answer('licenses.refresh', () => {
      const returns = [{ id: 'gone', owner: 'Fabrikam', problem: 'server_unreachable' }]
      return { ok: true, value: { checked: [], changes: [], returns, list: host.list() } }
    })
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Refresh' }).click()
    await expect
      .element(screen.getByText('The activation server could not be told of one deactivation yet.'))
      .toBeVisible()
    await expect
      .element(
        page.getByRole('listitem').filter({
          hasText:
            'Deactivation of Fabrikam: The activation server cannot be reached. The next refresh tells it.',
        }),
      )
      .toBeVisible()
    // Nothing is to be activated (issue 13).
    expect(page.getByRole('listitem').filter({ hasText: 'activate offline' }).query()).toBeNull()
  })

  test('of deactivations that were only begun are told as not known, with the way to know: the server is asked (issue 12)', async () => {
    const host = new FakeHost([contoso])
    const { id, owner, codeMasked } = contoso
    const note = { where: `returns/${id}.json`, reason: 'deactivation_begun' }
    host.problems = [{ ...note, license: { id, owner, codeMasked } }]
    host.answer('licenses.refresh', () => {
      const returns = [{ id, owner, problem: 'server_unreachable', begun: 'unknown' as const }]
      return { ok: true, value: { checked: [], changes: [], returns, list: host.list() } }
    })
    const screen = await openPage(host)
    await expect
      .element(screen.getByText('The outcome of one deactivation that was begun here is not known'))
      .toBeVisible()
    await expect
      .element(page.getByRole('listitem').filter({ hasText: `Contoso B.V. (${codeMasked})` }))
      .toBeVisible()
    await expect.element(screen.getByText(/^Refresh, which asks the server/)).toBeVisible()
    await expect.element(screen.getByText(/not read as a license/)).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Refresh' }).first().click()
    await expect
      .element(page.getByRole('listitem').filter({ hasText: 'Deactivation of Contoso B.V.: The activation' }))
      .toBeVisible()
    await expect
      .element(screen.getByText('How one deactivation that was begun here ended could not be found out.'))
      .toBeVisible()
    await expect.element(screen.getByText(/could not be told of/)).not.toBeInTheDocument()
  })

  test('of licenses that could not be taken out here are told as free, and what is left (issue 12)', async () => {
    const host = new FakeHost([contoso])
    const { id, owner } = contoso
    const params = { problem: 'disk_full', params: { path: '/var/lib/desk', out: 'space' } }
    host.answer('licenses.refresh', () => {
      const begun = 'deactivated' as const
      const returns = [{ id, owner, problem: 'deactivation_not_stored', params, begun }]
      return { ok: true, value: { checked: [], changes: [], returns, list: host.list() } }
    })
    const screen = await openPage(host)
    await page.getByRole('button', { name: 'Refresh' }).first().click()
    await expect
      .element(screen.getByText('One license that was deactivated here could not be taken out.'))
      .toBeVisible()
    await expect.element(screen.getByText(/has the place of this license free/).first()).toBeVisible()
    await expect.element(screen.getByText(/refresh, which takes out what is left/).first()).toBeVisible()
  })

  test('that the vendor released are named, with what to do', async () => {
    const host = new FakeHost([contoso])
    host.seatReleased = [contoso.id]
    const screen = await openPage(host)
    await expect
      .element(screen.getByText('The activation server no longer counts this machine for this license.'))
      .toBeVisible()
    await expect.element(screen.getByText(/Activate the License Code on this machine again/)).toBeVisible()
    await expect.element(page.getByRole('listitem').filter({ hasText: 'Contoso B.V.' })).toBeVisible()
    host.change([{ ...contoso, until: IN_FIVE_DAYS }])
    await expect.element(screen.getByText('Contoso B.V.: Runs until Mar 6, 2027 (5 days).')).toBeVisible()
    host.change([{ ...contoso, owner: '', codeMasked: '•••••-7KQ2M' }])
    await expect.element(screen.getByText('Unknown owner (License Code •••••-7KQ2M)')).toBeVisible()
  })

  test('that the vendor released are not to be refreshed: the details say until when, and what helps (issue 13)', async () => {
    const unrefreshed = { until: IN_FIVE_DAYS, untilOf: 'check' } as const
    const host = gatheredHost([license('Contoso', [product('Storage', unrefreshed)], unrefreshed)])
    host.seatReleased = ['id-Contoso']
    const screen = await openPage(host)
    await expect.element(screen.getByText('1 ends this week', { exact: false })).toBeVisible()
    await screen.getByRole('gridcell', { name: 'Active until Mar 6, 2027 (5 days)' }).click()
    const panel = screen.getByRole('dialog')
    await expect.element(panel.getByText('Runs until Mar 6, 2027 (5 days).')).toBeVisible()
    await expect.element(panel.getByText('Activate the License Code on this machine again.')).toBeVisible()
    await expect.element(panel.getByRole('button', { name: 'Activate again …' })).toBeVisible()
    await expect.element(panel.getByText(/refresh/i)).not.toBeInTheDocument()
  })
})

test('what was not written beside the licenses is named where the page was used, until it is dismissed (issue 12)', async () => {
  const host = new FakeHost([contoso])
  const screen = await openPage(host)
  await expect.element(screen.getByRole('gridcell').first()).toBeVisible()
  host.emit('store.unwritten', { where: 'activity.jsonl', reason: 'not_writable' })
  const heading = screen.getByText('What was done is done, but a part of it was not written down', {
    exact: true,
  })
  await expect.element(heading).toBeVisible()
  const named = page
    .getByRole('listitem')
    .filter({ hasText: /Nothing new can be written there.*activity\.jsonl/s })
  await expect.element(named).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Dismiss' }).click()
  await expect.element(heading).not.toBeInTheDocument()
})

describe('what is stopped', () => {
  const invalid = license('Fabrikam', [], { status: 'invalid', mayRun: false, problem: 'signature_invalid' })

  test('has its own notice, the first of all: what, the next step and its button', async () => {
    const ends = { status: 'expiring', until: IN_FIVE_DAYS } as const
    await openPage(new FakeHost([license('Contoso', [product('Storage', ends)], ends), invalid]))
    const first = () => document.querySelector('main .notice')
    await expect.poll(() => first()?.textContent).toContain('Fabrikam is stopped: Invalid')
    await expect.poll(() => document.querySelectorAll('main .notice').length).toBe(2)
    expect(first()?.textContent).toContain('Fabrikam is stopped: Invalid')
    expect(first()?.classList.contains('bad')).toBe(true)
    expect(first()?.textContent).toContain('Activate the license again.')
    expect(first()?.querySelector('button')?.textContent.trim()).toBe('Activate again …')
  })

  test('alone it says its next step, and its button opens the window', async () => {
    const screen = await openPage(new FakeHost([invalid]))
    await expect.element(screen.getByText('Fabrikam is stopped: Invalid')).toBeVisible()
    await expect
      .element(screen.getByRole('listitem').filter({ hasText: 'Activate the license again.' }))
      .toBeVisible()
    await screen.getByRole('main').getByRole('button', { name: 'Activate again …' }).click()
    await expect.element(screen.getByRole('dialog')).toBeVisible()
  })

  test('long after the latest signed time is told with the clock, in the notice and in the details (issue 13)', async () => {
    const ended = { status: 'expired', mayRun: false } as const
    const host = gatheredHost([license('Contoso', [product('Storage', ended)], ended)])
    host.clock = { state: 'ok', mark: '2027-03-01T12:00:00.000Z', now: '2028-02-29T12:00:00.000Z' }
    const screen = await openPage(host)
    const told =
      'This computer’s clock says Feb 29, 2028; the last signed time was Mar 1, 2027. If the clock is wrong, set it.'
    await expect.element(screen.getByText(told)).toBeVisible()
    await screen.getByRole('gridcell', { name: /^Expired · stopped/ }).click()
    await expect.element(screen.getByRole('dialog').getByText(told)).toBeVisible()
  })

  test('as several products of one license is one line', async () => {
    const over = { status: 'suspended', mayRun: false } as const
    await openPage(
      new FakeHost([license('Contoso', [product('Storage', over), product('Inventory', over)], over)]),
    )
    await expect.element(page.getByText('2 products are stopped', { exact: true })).toBeVisible()
    expect(document.querySelectorAll('main .notice li')).toHaveLength(1)
    // No key helps here: the vendor does.
    expect(document.querySelector('main .notice button')).toBeNull()
    expect(document.querySelector('main .notice a')?.textContent).toContain('@')
  })

  test('by the clock is said by the notice of the clock alone, which comes first and has both buttons', async () => {
    const over = { status: 'clock_problem', mayRun: false } as const
    const host = new FakeHost([license('Contoso', [product('Storage', over)], over)])
    host.clock = { state: 'problem', mark: '2027-03-09T18:00:00.000Z', now: '2027-03-01T12:00:00.000Z' }
    const screen = await openPage(host)
    await expect.element(screen.getByText('Code: clock_before_signed')).toBeVisible()
    const notices = document.querySelectorAll('main .notice')
    expect(notices).toHaveLength(1)
    const buttons = [...(notices[0]?.querySelectorAll('button') ?? [])].map((one) => one.textContent.trim())
    expect(buttons).toEqual(expect.arrayContaining(['Refresh', 'Enter new key …']))
    await expect.element(screen.getByText('The clock is wrong, 1 product stopped')).toBeVisible()
  })
})

test('a file of a license that is damaged is told with its owner and products, where they can be read (issue 13)', async () => {
  const host = new FakeHost([license('Fabrikam', [product('Storage')])])
  host.problems = [
    { where: 'licenses/id-Fabrikam/usage', reason: 'damaged' },
    { where: 'licenses/closed', reason: 'no_permission' },
  ]
  const screen = await openPage(host)
  await expect.element(screen.getByText('Fabrikam (Storage)')).toBeVisible()
  await expect.element(screen.getByText('licenses/closed')).toBeVisible()
})
