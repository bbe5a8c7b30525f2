// After an activation: its rows are shown, whatever page, order or search the table had, and told from the others (issue 13).
import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { LicenseView } from '#shared/contract/views.ts'
import { manyRows } from '../gallery/samples.ts'
import { code, dialog, openWindow, submit } from '../support/add-window.ts'
import { FakeHost, later } from '../support/fake-host.ts'
import { hiddenPart } from '../support/in-view.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { contoso, license, licenseCode, product } from '../support/samples.ts'

let host: FakeHost
const marked = () => [...document.querySelectorAll('tbody tr.added')].map((row) => row.textContent)
const activates = (added: LicenseView, others: readonly LicenseView[]) =>
  host.answer('licenses.activateOnline', () => {
    host.licenses = [...others, added]
    return { ok: true, value: { license: added, renewed: false, unchanged: false, list: host.list() } }
  })

async function add(): Promise<void> {
  await code.fill(licenseCode)
  await submit.click()
  await expect.element(dialog).not.toBeInTheDocument()
}

beforeEach(async () => {
  await takeLook(SMALLEST)
  host = new FakeHost(manyRows(37))
})

test('the page of the first new row is shown, the focus is on it and in view, and the new rows alone are marked', async () => {
  const zava = license('Zava', [product('Storage'), product('Inventory')])
  activates(zava, host.licenses)
  await openWindow(host)
  await add()
  await expect.element(page.getByRole('gridcell', { name: 'Zava' }).first()).toHaveFocus()
  await expect.element(page.getByText('Showing 31 to 39 of 39 entries')).toBeVisible()
  await expect.poll(() => hiddenPart(document.activeElement ?? document.body)).toBe('')
  expect(marked()).toEqual([expect.stringMatching(/^ZavaStorage/), expect.stringMatching(/^ZavaInventory/)])
})

test('a search that does not find them is cleared, one that does is kept', async () => {
  host.licenses = [contoso]
  activates(license('Fabrikam', [product('Storage')]), [contoso])
  await openWindow(host)
  await userEvent.keyboard('{Escape}')
  const search = page.getByRole('searchbox')
  await search.fill('contoso')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await add()
  await expect.element(page.getByRole('gridcell', { name: 'Fabrikam' })).toHaveFocus()
  await expect.element(search).toHaveValue('')
  activates(license('Fabrikam Two', [product('Storage')]), [contoso])
  await search.fill('fabrikam')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await add()
  await expect.element(page.getByRole('gridcell', { name: 'Fabrikam Two' })).toHaveFocus()
  await expect.element(search).toHaveValue('fabrikam')
})

test('whoever has closed the window before the answer stays where they are', async () => {
  const answer = later<true>()
  const fabrikam = license('Fabrikam', [product('Storage')])
  host.answer('licenses.activateOnline', async () => {
    await answer.promise
    host.licenses = [...host.licenses, fabrikam]
    return { ok: true, value: { license: fabrikam, renewed: false, unchanged: false, list: host.list() } }
  })
  await openWindow(host)
  await code.fill(licenseCode)
  await submit.click()
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  const search = page.getByRole('searchbox')
  await search.click()
  answer.arrive(true)
  await expect.element(page.getByText(/of 38 entries/)).toBeVisible()
  await expect.element(search).toHaveFocus()
})
