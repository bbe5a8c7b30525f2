// What the vendor changed, told above the licenses: once to each person.
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import { entry, hostWithLog, raisedLimit } from '../support/activity.ts'
import type { FakeHost } from '../support/fake-host.ts'
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

  test('of what is stopped now is told by that alone, and not once more; what is in force again is told (issue 13)', async () => {
    const change = (licenseId: string, kind: 'revoked' | 'suspended' | 'reinstated') =>
      ({ ...raisedLimit, licenseId, owner: licenseId, kind, product: null, from: null, to: null }) as const
    const revoked = { status: 'revoked', mayRun: false } as const
    const host = hostWithLog([
      found({
        changes: [change('gone', 'revoked'), change('back', 'suspended'), change('back', 'reinstated')],
      }),
    ])
    host.licenses = [
      license('gone', [product('Storage', revoked)], { id: 'gone', ...revoked }),
      license('back', [product('Storage')], { id: 'back' }),
    ]
    const screen = await openPage(host)
    await expect.element(screen.getByText('back: Reinstated by the vendor')).toBeInTheDocument()
    await expect.element(screen.getByText(/^Storage is stopped: Revoked/)).toBeVisible()
    expect(document.querySelector('main')?.textContent).not.toContain('gone: Revoked by the vendor')
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
