// The network settings and the connection test on the page, with a real host and a real server.
import { expect, test } from './support/test.ts'
import { KINDS } from './support/desk.ts'

for (const kind of KINDS) {
  test(`${kind}: from a failed activation to the red step, and a proxy set there is everybody’s`, async ({
    vendor,
    machine,
    open,
  }) => {
    const { code } = await vendor.sell('Contoso B.V.')
    const url = await vendor.startServer()
    await vendor.stopServer()
    await vendor.writeProfile(url)
    const { page } = await open(kind)
    await page.getByRole('button', { name: 'Add', exact: true }).first().click()
    await page.getByLabel('License Code').fill(code)
    await page.getByRole('button', { name: 'SUBMIT' }).click()
    await page.getByRole('link', { name: 'Test connection' }).click()
    const step = page.getByRole('listitem').filter({ hasText: 'Connection (TCP)' })
    await expect(step).toContainText('The activation server cannot be reached.')

    await page.getByRole('radio', { name: 'This one' }).check()
    await page.getByLabel('Address of the proxy').fill('http://proxy.example:3128')
    await page.getByLabel('User name').fill('anna')
    await page.getByLabel('Password').fill('geheim')
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
    await expect(page.getByText('The settings are saved.').first()).toBeVisible()
    await expect(page.getByLabel('Password')).toHaveValue('')
    expect((await machine.cli('settings', 'show')).stdout).toContain('http://anna:***@proxy.example:3128')

    await page.getByRole('link', { name: 'Back to Licensing' }).click()
    await expect(page.getByLabel('License Code')).toHaveValue(code)
  })
}

test('a server that answers is green at every step that there is', async ({ vendor, open }) => {
  await vendor.startServer()
  const { page } = await open('web')
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('All is well.').first()).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Signature of the answer' })).toContainText('ok')
})
