// axe finds nothing in the windows that add and deactivate a license, in any of their states, in both themes.
import { expectNoFindings } from './support/axe.ts'
import { activateOnline, askForUniqueKey, openAdd, rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

const ANOTHER_MACHINE = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'

test('adding a license online, until there is no way to the server', async ({ vendor, open }) => {
  const { code } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  const { page } = await open('web')
  const dialog = await openAdd(page)
  await expectNoFindings(page, 'the empty window')
  await dialog.getByLabel('License Code').fill(code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A'))
  await dialog.getByRole('button', { name: 'SUBMIT' }).click()
  await expect(dialog.getByText('typing error').first()).toBeVisible()
  await expectNoFindings(page, 'a mistyped code')
  await dialog.getByLabel('License Code').fill('NO-SUCH-CODE')
  await dialog.getByRole('button', { name: 'SUBMIT' }).click()
  await expect(dialog.getByText('license_not_found')).toBeVisible()
  await expectNoFindings(page, 'a code that the server does not know')

  await vendor.stopServer()
  await dialog.getByLabel('License Code').fill(code)
  await dialog.getByRole('button', { name: 'SUBMIT' }).click()
  await expect(dialog.getByRole('button', { name: 'Activate offline instead' })).toBeVisible()
  await expectNoFindings(page, 'no way to the server')
  await dialog.getByRole('button', { name: 'Activate offline instead' }).click()
  await expect(dialog.getByLabel('Unique Key:')).toHaveValue(/^VIRTUALMETRIC-/)
  await expectNoFindings(page, 'offline instead')
})

test('what is sent, and the key of another machine', async ({ vendor, open }) => {
  const { code } = await vendor.sell('Fabrikam', '--machines', '2')
  const { page } = await open('web')
  const { dialog } = await askForUniqueKey(page, code)
  for (const name of ['Show as QR', 'Request …']) {
    await dialog.getByRole('button', { name }).click()
    await expect(dialog.getByLabel('With the License Code')).toBeVisible()
    await expectNoFindings(page, name)
  }
  const key = dialog.getByLabel('Local License Key', { exact: true })
  await key.fill(await vendor.answer(code, ANOTHER_MACHINE))
  await expect(dialog.getByRole('group', { name: 'What this key is' })).toContainText('another machine')
  await expectNoFindings(page, 'the key of another machine')
  await dialog.getByRole('button', { name: 'SUBMIT' }).click()
  await expect(dialog.getByText('Code: code_or_machine_mismatch')).toBeVisible()
  await expectNoFindings(page, 'refused, the two machines side by side')
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
  await expectNoFindings(page, 'typed rows, one right, one wrong, one half')

  await dialog.getByRole('radio', { name: /text or a file/ }).check()
  await dialog.getByLabel('Local License Key', { exact: true }).fill(await vendor.answer(code, uniqueKey))
  await expect(dialog.getByText(/It holds\./)).toBeVisible()
  await expectNoFindings(page, 'the key of this machine')
  await dialog.getByRole('button', { name: 'SUBMIT' }).click()
  await expect(rows(page)).toHaveCount(7)
  await expectNoFindings(page, 'activated')

  await rows(page).first().getByRole('gridcell').first().click()
  await page.getByRole('button', { name: 'Deactivate …' }).click()
  const window = page.getByRole('dialog', { name: 'Deactivate Fabrikam' })
  await expect(window.getByText(/You get a return code/)).toBeVisible()
  await expectNoFindings(page, 'deactivating, offline')
  await window.getByRole('button', { name: 'Deactivate' }).click()
  await expect(window.getByLabel('Return code')).toHaveValue(/^RETURN-/)
  await expectNoFindings(page, 'the return code')
})

test('deactivating online, with the server and without', async ({ vendor, open }) => {
  const { code } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  const { page } = await open('web')
  await activateOnline(page, code)
  await expect(rows(page)).toHaveCount(7)
  await rows(page).first().getByRole('gridcell').first().click()
  await page.getByRole('button', { name: 'Deactivate …' }).click()
  const window = page.getByRole('dialog', { name: 'Deactivate Contoso B.V.' })
  await expect(window.getByText(/frees the seat/)).toBeVisible()
  await expectNoFindings(page, 'deactivating, online')
  await vendor.stopServer()
  await window.getByRole('button', { name: 'Deactivate' }).click()
  await expect(window.getByRole('button', { name: /return the seat later/ })).toBeVisible()
  await expectNoFindings(page, 'deactivating without the server')
  await window.getByRole('button', { name: /return the seat later/ }).click()
  await expect(page.getByText('One seat is still to be returned')).toBeVisible()
  await expectNoFindings(page, 'a seat to be returned')
})
