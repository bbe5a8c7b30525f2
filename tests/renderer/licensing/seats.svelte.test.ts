// Seats that are to be returned, or were released: told above the licenses.
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { gatheredHost, IN_FIVE_DAYS } from '../gallery/samples.ts'
import { FakeHost, info } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

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
            'Deactivation of Fabrikam: The activation server cannot be reached. The next refresh tells the server.',
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
    await expect.element(screen.getByText(/freed the place of this license/).first()).toBeVisible()
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
    // Its address once, as a link.
    const notice = () => document.querySelector('main .notice')
    expect(notice()?.textContent.split(info.vendor.supportEmail)).toHaveLength(2)
    expect(notice()?.querySelectorAll('a[href^="mailto:"]')).toHaveLength(1)
    host.change([{ ...contoso, until: IN_FIVE_DAYS }])
    await expect.element(screen.getByText('Contoso B.V.: Runs until Mar 6, 2027 (5 days).')).toBeVisible()
    host.change([{ ...contoso, owner: '', codeMasked: '•••••-7KQ2M' }])
    await expect.element(screen.getByText('Unknown owner (License Code •••••-7KQ2M)')).toBeVisible()
  })

  test('that the vendor released are counted for what helps, not among what needs any attention (issue 13)', async () => {
    const host = new FakeHost([license('Contoso', [product('Storage'), product('Inventory')])])
    host.seatReleased = ['id-Contoso']
    const screen = await openPage(host)
    await expect.element(screen.getByText('2 to activate again', { exact: true })).toBeVisible()
  })

  test('that the vendor released are not to be refreshed: the details say until when, and what helps (issue 13)', async () => {
    const unrefreshed = { until: IN_FIVE_DAYS, untilOf: 'check' } as const
    const host = gatheredHost([license('Contoso', [product('Storage', unrefreshed)], unrefreshed)])
    host.seatReleased = ['id-Contoso']
    const screen = await openPage(host)
    await expect.element(screen.getByText(/^Contoso \(Storage\): Runs until/)).toBeVisible()
    await screen.getByRole('gridcell', { name: 'Activate again until Mar 6, 2027 (5 days)' }).click()
    const panel = screen.getByRole('dialog')
    await expect.element(panel.getByText('Runs until Mar 6, 2027 (5 days).')).toBeVisible()
    await expect.element(panel.getByText('Activate the License Code on this machine again.')).toBeVisible()
    await expect.element(panel.getByRole('button', { name: 'Activate again …' })).toBeVisible()
    await expect.element(panel.getByText(/refresh/i)).not.toBeInTheDocument()
  })
})
