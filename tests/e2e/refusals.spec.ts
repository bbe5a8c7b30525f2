/// <reference lib="dom" />
// What goes wrong on a bad day: each failure says why and what to do, and nothing that was typed or stored is lost.
import { KINDS } from './support/desk.ts'
import { activateOnline, askForUniqueKey, openAdd, rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

for (const kind of KINDS) {
  test(`${kind}: a wrong code is named, kept in its field, and can be corrected`, async ({
    vendor,
    open,
  }) => {
    const { code } = await vendor.sell('Contoso B.V.')
    await vendor.startServer()
    const { page } = await open(kind)
    const mistyped = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A')
    await activateOnline(page, mistyped)
    const dialog = page.getByRole('dialog', { name: 'Add a license' })
    await expect(dialog.getByText('typing error').first()).toBeVisible()
    await expect(dialog.getByLabel('License Code')).toHaveValue(mistyped)
    await dialog.getByLabel('License Code').fill(code)
    await dialog.getByRole('button', { name: 'SUBMIT' }).click()
    await expect(rows(page)).toHaveCount(7)
  })

  test(`${kind}: with no way to the server, offline is one click away and the code is kept`, async ({
    vendor,
    open,
  }) => {
    const { code } = await vendor.sell('Contoso B.V.')
    const { page } = await open(kind)
    await activateOnline(page, code)
    const dialog = page.getByRole('dialog', { name: 'Add a license' })
    await expect(dialog.getByText('The activation server cannot be reached.')).toBeVisible()
    await expect(dialog.getByText('server_unreachable')).toBeVisible()
    await dialog.getByRole('button', { name: /offline/i }).click()
    await expect(dialog.getByLabel('Enable Offline Licensing')).toBeChecked()
    await expect(dialog.getByLabel('License Code')).toHaveValue(code)
    await expect(dialog.getByLabel('Unique Key:')).toHaveValue(/^VIRTUALMETRIC-/)
  })

  test(`${kind}: a key that was cut off or is another machine’s changes nothing`, async ({
    vendor,
    open,
  }) => {
    const { code } = await vendor.sell('Contoso B.V.', { machines: 2 })
    const { page } = await open(kind)
    const { dialog, uniqueKey } = await askForUniqueKey(page, code)
    const key = await vendor.answer(code, uniqueKey)
    const replace = dialog.getByRole('button', { name: 'Replace', exact: true })
    const enter = async (text: string) => {
      // A key that was recognized is one line.
      if (await replace.isVisible()) await replace.click()
      await dialog.getByLabel('Local License Key').fill(text)
    }
    const submit = dialog.getByRole('button', { name: 'SUBMIT' })
    await enter(key.slice(0, key.length / 2))
    await submit.click()
    await expect(dialog.getByText('The Local License Key is cut off.')).toBeVisible()
    const another = await vendor.answer(code, 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56')
    await enter(another)
    await expect(dialog.getByRole('group', { name: 'What this key is' })).toContainText('For another machine')
    await expect(dialog.getByLabel('Local License Key')).toHaveValue(another)
    await expect(submit).toBeDisabled()
    await expect(dialog.getByText('VIRTUALMETRIC-Y4JBR-5ZWA8').first()).toBeVisible()
    await enter(key)
    await submit.click()
    await expect(rows(page)).toHaveCount(7)
  })
}

test('a key pasted into the License Code field finds its own field', async ({ vendor, open }) => {
  const { code } = await vendor.sell('Contoso B.V.')
  const { page } = await open('web')
  const { dialog, uniqueKey } = await askForUniqueKey(page, code)
  const key = await vendor.answer(code, uniqueKey)
  await dialog.getByLabel('Enable Offline Licensing').uncheck()
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    const field = document.activeElement
      ?.closest('[role=dialog]')
      ?.querySelector('input:not([type=checkbox])')
    field?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, key)
  await expect(dialog.getByLabel('Enable Offline Licensing')).toBeChecked()
  await expect(dialog.getByLabel('Local License Key')).toHaveValue(/BEGIN MACHINE FILE/)
})

test('what was typed survives closing the dialog, and Escape gives the focus back', async ({
  vendor,
  open,
}) => {
  const { code } = await vendor.sell('Contoso B.V.')
  const { page } = await open('web')
  const dialog = await openAdd(page)
  await dialog.getByLabel('License Code').fill(code)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Add', exact: true }).first()).toBeFocused()
  await expect((await openAdd(page)).getByLabel('License Code')).toHaveValue(code)
})
