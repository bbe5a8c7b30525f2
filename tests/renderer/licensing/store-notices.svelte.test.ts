// What could not be written or read of what is stored: told above the licenses.
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { entry } from '../support/activity.ts'
import { press } from '../support/grid.ts'
import { FakeHost, info } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

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

describe('a license that is missing (issue 13)', () => {
  const id = '5f0c1d2e-8a1b-4c3d-9e4f-7a6b5c4d3e2f'
  const missing = {
    where: `licenses/${id}`,
    reason: 'license_missing',
    license: { id, owner: '', codeMasked: '•••••-QR6ST' },
  }
  const dialog = page.getByRole('dialog', { name: 'Give up the missing license •••••-QR6ST' })
  const giveUp = page.getByRole('button', { name: 'Give up the license' })

  async function ask() {
    const host = new FakeHost([contoso])
    host.problems = [missing]
    const at = '2026-11-01T09:00:00.000Z'
    const of = { subject: id, params: { owner: 'Fabrikam', renewed: false } }
    host.answer('activity.list', () => ({
      ok: true,
      value: { entries: [entry({ at, action: 'activate_online', ...of })], next: null },
    }))
    const screen = await openPage(host)
    await expect.element(screen.getByText('A license is missing on this machine')).toBeVisible()
    await expect.element(screen.getByText(/^1 license missing/)).toBeVisible()
    await screen.getByRole('button', { name: 'Give up …' }).click()
    await expect.element(dialog).toBeVisible()
    await expect.element(dialog.getByText('It was the license of Fabrikam.')).toBeVisible()
    await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus()
    await expect.element(dialog.getByText(/its products do not run here/i)).toBeVisible()
    await expect.element(dialog.getByRole('link', { name: info.vendor.supportEmail })).toBeVisible()
    return host
  }

  test('is given up on the page, which says what that does and is done in the color of danger', async () => {
    const host = await ask()
    host.answer('licenses.deactivate', () => {
      host.problems = []
      return {
        ok: true,
        value: { id, owner: '', mode: 'online', seat: 'missing', returnCode: null, list: host.list() },
      }
    })
    expect([...giveUp.element().classList]).toContain('danger')
    await giveUp.click()
    const done = page.getByRole('dialog', { name: 'Given up: •••••-QR6ST' })
    await expect.element(done.getByText(/The activation server was not told/)).toBeVisible()
    await expect.element(done.getByRole('link', { name: info.vendor.supportEmail })).toBeVisible()
    await expect.element(done.getByRole('button', { name: 'Close' }).last()).toHaveFocus()
    await press('{Enter}')
    await expect.element(done).not.toBeInTheDocument()
    expect(host.callsOf('licenses.deactivate')).toEqual([{ id, whenServerIsAway: 'fail' }])
    await expect.element(page.getByRole('button', { name: 'Give up …' })).not.toBeInTheDocument()
    await expect.poll(() => document.activeElement?.localName).toMatch(/^(button|summary)$/)
  })

  test('stays missing where nobody presses it, and where it cannot be written', async () => {
    const host = await ask()
    host.answer('licenses.deactivate', () => ({
      ok: false,
      error: { code: 'store_not_writable', params: { path: '/var/lib/activation-desk' } },
    }))
    await giveUp.click()
    await expect.element(dialog.getByText(/Code: store_not_writable/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect.element(dialog).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Give up …' })).toHaveFocus()
  })
})
