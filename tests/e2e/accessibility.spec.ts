// The whole way works by keyboard alone, and in a small window. What axe finds: axe.spec.ts.
import { activateOnline, askForUniqueKey, rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

test('by keyboard alone: open, type, submit, and the focus is on the first row of what was added', async ({
  vendor,
  open,
}) => {
  const { code } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  const { page } = await open('web')
  await expect(page.getByRole('heading', { name: 'Licensing' })).toBeVisible()
  const add = page.getByRole('button', { name: 'Add', exact: true }).first()
  for (let steps = 0; steps < 30 && !(await add.evaluate((node) => node.matches(':focus'))); steps += 1)
    await page.keyboard.press('Tab')
  await expect(add).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Add a license' }).getByLabel('License Code')).toBeFocused()
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(7)
  await expect(rows(page).first().locator(':focus')).toHaveCount(1)
})

test('a small window keeps everything in reach', async ({ vendor, open }) => {
  const { code } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  const { page } = await open('web')
  await page.setViewportSize({ width: 800, height: 600 })
  await activateOnline(page, code)
  await expect(rows(page)).toHaveCount(7)
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(overflow).toBeLessThanOrEqual(0)
  const { dialog } = await askForUniqueKey(page, code)
  await dialog.getByRole('button', { name: 'SUBMIT' }).scrollIntoViewIfNeeded()
  await expect(dialog.getByRole('button', { name: 'SUBMIT' })).toBeInViewport()
})
