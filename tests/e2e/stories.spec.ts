// The two stories of the seed, whole, in the browser and on the desktop.
import { KINDS } from './support/desk.ts'
import { activateOnline, askForUniqueKey, rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

const END_OF_2099 = Date.parse('2099-12-31T23:59:59.999Z')
const PRODUCTS = [
  'Virtualization',
  'Server / VM',
  'Network Devices',
  'Storage',
  'Log Analytics',
  'Change Tracking',
  'Inventory',
]

for (const kind of KINDS) {
  test(`online, ${kind}: a code is typed, seven products are licensed, and stay so`, async ({
    vendor,
    machine,
    open,
  }) => {
    const { code } = await vendor.sell('Contoso B.V.', { expiry: END_OF_2099 })
    await vendor.startBuiltServer()
    const desk = await open(kind)
    await expect(desk.page.getByText(/no licenses?/i).first()).toBeVisible()
    expect((await machine.cli('check', '--product', 'inventory')).status).toBe(1)

    await activateOnline(desk.page, code.toLowerCase().replaceAll('-', ' '))
    await expect(rows(desk.page)).toHaveCount(7)
    for (const name of PRODUCTS)
      await expect(desk.page.getByRole('gridcell', { name, exact: true })).toBeVisible()
    await expect(desk.page.getByText('Showing 1 to 7 of 7 entries')).toBeVisible()
    await expect(rows(desk.page).getByText('Active', { exact: true })).toHaveCount(7)
    expect((await machine.cli('check', '--product', 'inventory')).status).toBe(0)
    await desk.close()

    await vendor.stopServer()
    const again = await open(kind)
    await expect(rows(again.page)).toHaveCount(7)
    await again.page.getByLabel('Refresh', { exact: true }).click()
    await expect(
      again.page.getByText(/could not be checked|cannot be reached|not be reached/i).first(),
    ).toBeVisible()
    await expect(rows(again.page).getByText('Active', { exact: true })).toHaveCount(7)
    expect((await machine.cli('check', '--product', 'inventory')).status).toBe(0)
  })

  test(`offline, ${kind}: the Unique Key is copied, answered elsewhere, and the key pasted`, async ({
    vendor,
    machine,
    open,
  }) => {
    const { code } = await vendor.sell('Fabrikam Closed Networks')
    const desk = await open(kind)
    const { dialog, uniqueKey } = await askForUniqueKey(desk.page, code)
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(dialog.getByText('Copied')).toBeVisible()
    expect(await desk.clipboard()).toBe(uniqueKey)
    expect((await machine.cli('unique-key')).stdout.trim()).toBe(uniqueKey)

    const key = await vendor.answer(code, await desk.clipboard())
    await dialog.getByLabel('Local License Key').fill(key)
    await dialog.getByRole('button', { name: 'SUBMIT' }).click()
    await expect(rows(desk.page)).toHaveCount(7)
    await expect(rows(desk.page).first()).toContainText('Offline')
    expect((await machine.cli('check', '--product', 'server-vm')).status).toBe(0)
    await desk.close()

    const again = await open(kind)
    await expect(rows(again.page)).toHaveCount(7)
  })

  test(`${kind}: what another program does shows on the page by itself`, async ({
    vendor,
    machine,
    open,
  }) => {
    const { code } = await vendor.sell('Contoso B.V.')
    await vendor.startBuiltServer()
    const desk = await open(kind)
    await expect(desk.page.getByRole('heading', { name: 'Licensing' })).toBeVisible()
    expect((await machine.cli('activate', code)).status).toBe(0)
    await expect(rows(desk.page)).toHaveCount(7)
    await machine.cli('usage', 'set', 'server-vm', '900')
    await expect(rows(desk.page).getByText('Over limit')).toBeVisible()
  })
}
