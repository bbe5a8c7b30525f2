// The clock of this machine, where it is wrong: told above the licenses, with the way on.
import { describe, expect, test } from 'vitest'
import { gatheredHost, offline, stoppedByClock } from '../gallery/samples.ts'
import { FakeHost, info } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso } from '../support/samples.ts'

describe('the clock', () => {
  test('a little behind is a warning, with both times, and either may be wrong (issue 12.11)', async () => {
    const host = new FakeHost([contoso])
    host.clock = { state: 'behind', mark: '2027-03-01T18:00:00.000Z', now: '2027-03-01T12:00:00.000Z' }
    const screen = await openPage(host)
    await expect
      .element(
        screen.getByText(
          /^The clocks of this machine and of the vendor differ by 6 hours: the vendor has signed a later time\.$/,
        ),
      )
      .toBeVisible()
    await expect.element(screen.getByText(/a day behind stops the products/)).toBeVisible()
  })

  test('where nothing is asked of a server, is looked at again after it was set, without a refresh (issue 13)', async () => {
    const host = new FakeHost([offline])
    host.clock = { state: 'behind', mark: '2027-03-01T18:00:00.000Z', now: '2027-03-01T12:00:00.000Z' }
    const screen = await openPage(host)
    const notice = screen.getByText(/if it is wrong, set it: a day behind stops the products/)
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

  test.each([
    ['Refresh', contoso],
    ['Try again', offline],
  ])(
    'far behind has one primary button, “%s”, in notice and details, and the vendor’s address (issue 13)',
    async (name, one) => {
      const host = gatheredHost([stoppedByClock(one)])
      host.clock = { state: 'problem', mark: '2027-03-09T18:00:00.000Z', now: '2027-03-01T12:00:00.000Z' }
      const screen = await openPage(host)
      const primaries = (within: Element | null | undefined) =>
        [...(within?.querySelectorAll('button.primary') ?? [])].map((button) => button.textContent.trim())
      await expect.poll(() => primaries(document.querySelector('main .notice'))).toEqual([name])
      await expect.element(screen.getByRole('link', { name: `Next: ${name}` })).toBeInTheDocument()
      await expect.element(screen.getByRole('link', { name: info.vendor.supportEmail })).toBeVisible()
      await screen
        .getByRole('gridcell', { name: /^Clock problem/ })
        .first()
        .click()
      await expect.poll(() => primaries(document.querySelector('[role=dialog]'))).toEqual([name])
    },
  )
})
