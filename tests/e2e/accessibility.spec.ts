// axe finds nothing (WCAG 2.2 AA) in any state, in both themes; and the whole way works by keyboard alone.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { activateOnline, askForUniqueKey, openAdd, rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ vendor, machine, open }) => {
    const { code, id } = await vendor.sell('Contoso B.V.')
    await vendor.startServer()
    const { page } = await open('web')
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.getByRole('heading', { name: 'Licensing' })).toBeVisible()
    expect(await findings(page), 'nothing yet').toEqual([])

    const dialog = await openAdd(page)
    expect(await findings(page), 'the dialog').toEqual([])
    await dialog.getByLabel('License Code').fill('NO-SUCH-CODE')
    await dialog.getByRole('button', { name: 'SUBMIT' }).click()
    await expect(dialog.getByText('license_not_found')).toBeVisible()
    expect(await findings(page), 'the dialog with a failure').toEqual([])
    await page.keyboard.press('Escape')

    await askForUniqueKey(page, code)
    expect(await findings(page), 'the offline dialog').toEqual([])
    await page.keyboard.press('Escape')

    await machine.cli('activate', code)
    await machine.cli('usage', 'set', 'server-vm', '900')
    await expect(rows(page)).toHaveCount(7)
    await expect(rows(page).getByText('Over limit')).toBeVisible()
    expect(await findings(page), 'seven rows').toEqual([])
    await page.getByRole('link', { name: 'Activity' }).click()
    await page.getByRole('button', { name: 'Activated online' }).last().click()
    await expect(page.getByRole('button', { name: 'Copy details for support' })).toBeVisible()
    expect(await findings(page), 'the activity log').toEqual([])
    for (const name of ['Settings', 'About']) {
      await page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().click()
      await expect(page.getByRole('heading', { name }).first()).toBeVisible()
      expect(await findings(page), name).toEqual([])
    }
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('radio', { name: 'This one' }).check()
    await page.getByLabel('Address of the proxy').fill('no address')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/is not the address of a proxy/)).toBeVisible()
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText('Signature of the answer')).toBeVisible()
    expect(await findings(page), 'the connection test, and a wrong setting').toEqual([])

    await vendor.run('license', 'update', id, '--product', 'inventory')
    await machine.cli('refresh')
    await page.getByRole('link', { name: 'Licensing' }).click()
    await expect(page.getByText('What VirtualMetric changed').first()).toBeVisible()
    expect(await findings(page), 'what the vendor changed').toEqual([])
  })
}

test('by keyboard alone: open, type, submit, and the focus is back on Add', async ({ vendor, open }) => {
  const { code } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  const { page } = await open('web')
  await expect(page.getByRole('heading', { name: 'Licensing' })).toBeVisible()
  const add = page.getByRole('button', { name: 'Add', exact: true }).first()
  for (let steps = 0; steps < 30 && !(await add.evaluate((node) => node.matches(':focus'))); steps += 1)
    await page.keyboard.press('Tab')
  await expect(add).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Licensing' }).getByLabel('License Code')).toBeFocused()
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(7)
  await expect(add).toBeFocused()
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
