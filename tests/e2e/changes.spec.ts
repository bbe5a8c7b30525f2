// What the vendor changed is told once: after a refresh on the page, and when another program's check found it.
import { activateOnline, rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'
import { SEVEN_PRODUCTS } from '#tests/support/vendor-side.ts'

test('a raised limit is told by the check that finds it, dismissed for good, and the next one told again', async ({
  vendor,
  machine,
  open,
}) => {
  const { code, id } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  const { page } = await open('web')
  await activateOnline(page, code)
  await expect(rows(page)).toHaveCount(7)
  const setLimit = (limit: number) => {
    const products = SEVEN_PRODUCTS.map((product) =>
      product.startsWith('server-vm') ? `server-vm:${limit}` : product,
    )
    return vendor.run('license', 'update', id, ...products.flatMap((product) => ['--product', product]))
  }
  const notice = page.getByRole('main').getByText(/^What VirtualMetric changed$/)
  const change = (words: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: words })

  await setLimit(1000)
  await page.getByLabel('Refresh', { exact: true }).click()
  await expect(notice).toBeVisible()
  await expect(change('Server / VM: limit 800 → 1,000')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Dismiss' }).click()
  await expect(notice).toBeHidden()
  await page.reload()
  await expect(rows(page)).toHaveCount(7)
  await expect(notice).toBeHidden()

  await setLimit(1200)
  expect((await machine.cli('refresh')).status).toBe(0)
  await expect(change('Server / VM: limit 1,000 → 1,200')).toBeVisible()
  await expect(change('limit 800')).toHaveCount(0)
})
