// What a person does on the page, by the words that they see.
import { expect, type Locator, type Page } from '@playwright/test'

export const rows = (page: Page): Locator => page.getByRole('grid').locator('tbody tr')

export async function openAdd(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add a license' })
  await expect(dialog).toBeVisible()
  return dialog
}

export async function activateOnline(page: Page, code: string): Promise<void> {
  const dialog = await openAdd(page)
  await dialog.getByLabel('License Code').fill(code)
  await dialog.getByRole('button', { name: 'SUBMIT' }).click()
}

/** Ticks the checkbox and reads the Unique Key that the app shows. */
export async function askForUniqueKey(
  page: Page,
  code: string,
): Promise<{ dialog: Locator; uniqueKey: string }> {
  const dialog = await openAdd(page)
  await dialog.getByLabel('License Code').fill(code)
  await dialog.getByLabel('Enable Offline Licensing').check()
  const field = dialog.getByLabel('Unique Key:')
  await expect(field).toHaveValue(/^VIRTUALMETRIC(-[0-9A-Z]{5}){6}$/)
  return { dialog, uniqueKey: await field.inputValue() }
}
