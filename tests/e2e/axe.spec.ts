// axe on the built page with a real host, in both themes, once for each of three pages and windows: what else is shown on the
// way is a state of the gallery by the same name, where axe looks at it (tests/renderer/gallery/every-state.svelte.test.ts).
import { expectNoFindings } from './support/axe.ts'
import { fillWithEveryStatus } from './support/every-status.ts'
import { activateOnline, askForUniqueKey, rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

test('every status, the details of a row, a check that fails, and a host that has stopped', async ({
  vendor,
  machine,
  page,
  cleanup,
}) => {
  await fillWithEveryStatus(cleanup, machine, vendor)
  const { link, stop } = await machine.serve()
  cleanup.add(stop)
  await page.goto(link)
  await page.getByLabel('Show').selectOption('All')
  await expect(rows(page)).toHaveCount(12)
  for (const status of ['Invalid', 'Other machine', 'Over limit', 'Revoked', 'Grace'])
    await expect(rows(page).locator('.status').getByText(status)).toBeVisible()
  await expectNoFindings(page, 'every status')

  const details = page.getByRole('dialog')
  await page.getByLabel('Search:').fill('Contoso Virtualization')
  await rows(page).first().getByRole('gridcell').nth(1).click()
  await details.getByText('Show as a table').click()
  await page.keyboard.press('Escape')
  await page.getByLabel('Search:').fill('Fabrikam')
  await rows(page).first().getByRole('gridcell').nth(1).click()
  await details.getByRole('button', { name: 'Reveal' }).click()
  await expect(details.getByRole('button', { name: 'Hide' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByLabel('Search:').fill('')
  const refreshed = page.waitForResponse(/licenses\.refresh$/)
  await page.getByLabel('Refresh', { exact: true }).click()
  await refreshed
  await expect(page.getByText(/licenses could not be refreshed/).first()).toBeVisible()
  await stop()
  await expect(page.getByText('The program behind this page has stopped.')).toBeVisible()
})

test('a typed key, the key of this machine, and deactivating it', async ({ vendor, open }) => {
  const { code } = await vendor.sell('Fabrikam')
  const { page } = await open('web')
  const { dialog, uniqueKey } = await askForUniqueKey(page, code)
  await dialog.getByRole('radio', { name: /row by row/ }).check()
  const printed = await vendor.run(
    ...['answer', '--code', code, '--unique-key', uniqueKey, '--format', 'typed'],
  )
  const [first = ''] = printed.match(/(?:[0-9A-Z]{5} ){5}[0-9A-Z]{5}/) ?? []
  await dialog.getByLabel('Row 1', { exact: true }).fill(first)
  await dialog.getByLabel('Row 2', { exact: true }).fill(first)
  await dialog.getByLabel('Row 3', { exact: true }).fill(first.slice(0, 8))
  await expect(dialog.getByText(/Check row 2/).first()).toBeVisible()

  await dialog.getByRole('radio', { name: /text or a file/ }).check()
  await dialog.getByLabel('Local License Key', { exact: true }).fill(await vendor.answer(code, uniqueKey))
  await expect(dialog.getByText(/Machine file: Valid/)).toBeVisible()
  await dialog.getByRole('button', { name: 'SUBMIT' }).click()
  await expect(rows(page)).toHaveCount(7)

  await rows(page).first().getByRole('gridcell').first().click()
  await page.getByRole('button', { name: 'Deactivate on this machine …' }).click()
  const window = page.getByRole('dialog', { name: 'Deactivate the license of Fabrikam' })
  await expect(window.getByText(/You get a return code/)).toBeVisible()
  await window.getByRole('button', { name: 'Deactivate on this machine' }).click()
  const done = page.getByRole('dialog', { name: 'Deactivated the license of Fabrikam' })
  await expect(done.getByLabel('Return code')).toHaveValue(/^RETURN-/)
  await expectNoFindings(page, 'the return code')
})

test('deactivating online, with the server and without, and the settings', async ({ vendor, open }) => {
  const { code } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  const { page } = await open('web')
  await activateOnline(page, code)
  await expect(rows(page)).toHaveCount(7)
  await rows(page).first().getByRole('gridcell').first().click()
  await page.getByRole('button', { name: 'Deactivate on this machine …' }).click()
  const window = page.getByRole('dialog', { name: 'Deactivate the license of Contoso B.V.' })
  await expect(window.getByText(/is asked to free its place/)).toBeVisible()
  await vendor.stopServer()
  await window.getByRole('button', { name: 'Deactivate on this machine' }).click()
  await expect(window.getByRole('button', { name: /tell the server later/ })).toBeVisible()
  await window.getByRole('button', { name: /tell the server later/ }).click()
  await expect(page.getByText('The activation server does not know of one deactivation yet')).toBeVisible()

  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByText('Permission to write')).toBeVisible()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('FAILED', { exact: true })).toBeVisible()
  await expectNoFindings(page, 'settings, and a step that failed')
})
