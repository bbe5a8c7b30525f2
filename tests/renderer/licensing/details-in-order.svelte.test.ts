// What the details say of how a license stands: what it means, until when, and what to do.
import { describe, expect, test } from 'vitest'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost } from '../gallery/samples.ts'
import { identity, info } from '../support/fake-host.ts'
import { boxOf } from '../support/in-view.ts'
import { openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'

describe('the details of a row', () => {
  test('say what it means, until when, and what to do, in this order (issue 13.13)', async () => {
    const grace = everyStatus.filter(({ status, end }) => status === 'grace' && end?.of === 'license')
    const screen = await openPage(gatheredHost(grace))
    await screen.getByRole('gridcell', { name: 'Grace until Mar 6, 2027 (5 days)' }).click()
    const panel = screen.getByRole('dialog')
    let above = 0
    for (const part of [
      panel.getByText(words.statuses.grace.meaning),
      panel.getByText('The license ended on Feb 26, 2027 (2 days ago). Runs until Mar 6, 2027 (5 days).'),
      panel.getByText(words.statuses.grace.todo),
      panel.getByRole('button', { name: words.page.licensing.refresh }),
    ]) {
      await expect.element(part).toBeVisible()
      const { top, bottom } = boxOf(part.element())
      expect(top).toBeGreaterThanOrEqual(above)
      above = bottom
    }
    await expect.element(panel.getByRole('button', { name: words.page.licensing.enterNewKey })).toBeVisible()
    await expect.element(panel.getByRole('link', { name: info.vendor.supportEmail })).toBeVisible()
  })

  test('of an online license say that it is checked by itself, and until when it runs without a connection (issue 13)', async () => {
    const ends = {
      end: { at: '2028-02-28T23:59:59.999Z', of: 'license' },
      until: '2028-02-28T23:59:59.999Z',
    } as const
    const over = { ...ends, localKeyValidUntil: '2027-03-15T23:59:59.999Z' }
    const host = gatheredHost([license('Contoso', [product('Storage', ends)], over)])
    const screen = await openPage(host)
    await screen.getByRole('gridcell', { name: /^Active/ }).click()
    const panel = screen.getByRole('dialog')
    const told = panel.getByText(
      'Refreshes by itself. Without a connection it runs until Mar 15, 2027 (14 days).',
    )
    await expect.element(told).toBeVisible()
    await expect.element(panel.getByText('Nothing to do.')).toBeVisible()
    // An offline one is checked by nobody.
    host.change([license('Contoso', [product('Storage', ends)], { ...over, mode: 'offline' })])
    await expect.element(told).not.toBeInTheDocument()
  })

  test('of a wrong clock have a button that looks again once it is set (issue 13)', async () => {
    const clock = everyStatus.filter(({ status }) => status === 'clock_problem')
    // Nothing is asked of a server.
    const host = gatheredHost(clock.map((one) => ({ ...one, mode: 'offline' })))
    const screen = await openPage(host)
    await screen.getByRole('gridcell', { name: /^Clock problem · stopped/ }).click()
    const before = host.callsOf('licenses.list').length
    await screen.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => host.callsOf('licenses.list').length).toBeGreaterThan(before)
  })

  test('of a key that ended name the key, its date, and this Unique Key, which the button leads to (issue 13.10)', async () => {
    const key = everyStatus.filter(({ status, end }) => status === 'expired' && end?.of === 'local_key')
    const screen = await openPage(gatheredHost(key))
    await expect
      .element(screen.getByRole('gridcell', { name: 'Key: Feb 26, 2027 (2 days ago)' }))
      .toBeVisible()
    await screen.getByRole('gridcell', { name: /^Key ended · stopped/ }).click()
    const panel = screen.getByRole('dialog')
    await expect
      .element(panel.getByText('The Local License Key ended on Feb 26, 2027 (2 days ago).'))
      .toBeVisible()
    await expect.element(panel.getByText('Ask for a new key for this Unique Key.')).toBeVisible()
    expect(panel.element().textContent).not.toContain('license has expired')
    await panel.getByRole('button', { name: words.page.licensing.askForKey }).click()
    const adding = screen.getByRole('dialog', { name: words.page.add.askTitle })
    await expect.element(adding.getByLabelText('Unique Key:')).toHaveValue(identity.uniqueKey)
    await expect.element(adding.getByRole('button', { name: 'Copy', exact: true })).toHaveFocus()
  })

  test('call unknown what nobody can tell, and none what there is none of (issue 13.11)', async () => {
    const invalid = everyStatus.filter(({ status }) => status === 'invalid')
    const screen = await openPage(gatheredHost(invalid))
    await screen.getByRole('gridcell', { name: /^Invalid · stopped/ }).click()
    const panel = screen.getByRole('dialog')
    await expect.element(panel.getByText('Unknown').first()).toBeVisible()
    expect(panel.getByText('None', { exact: true }).query()).toBeNull()
  })
})
