// What could not be written or read of what is stored: told above the licenses.
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { FakeHost } from '../support/fake-host.ts'
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
