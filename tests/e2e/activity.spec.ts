// The activity log on the page: what went wrong is there with its words, and an auditor gets it as a file.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from './support/test.ts'

test('a failed attempt by another program is found, explained, and exported', async ({
  vendor,
  machine,
  open,
  cleanup,
}) => {
  const { code } = await vendor.sell('Contoso B.V.')
  expect((await machine.cli('activate', code)).status).not.toBe(0)
  await vendor.startServer()
  expect((await machine.cli('activate', code)).status).toBe(0)
  const { page } = await open('web')
  await page.getByRole('link', { name: 'Activity' }).click()
  const entries = page.getByRole('table', { name: 'Activity' }).locator('tbody tr')
  await expect(entries).toHaveCount(2)
  await expect(entries.first()).toContainText('Contoso B.V.')
  await page.getByLabel('Result:').selectOption('Failed')
  await expect(entries).toHaveCount(1)
  await entries.getByRole('button', { name: 'Online activation failed' }).press('Enter')
  await expect(page.getByText('Code: server_unreachable')).toBeVisible()

  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /CSV/ }).click(),
  ])
  const file = path.join(cleanup.folder(), 'activity.csv')
  await download.saveAs(file)
  const text = readFileSync(file, 'utf8')
  const records = parse<Record<string, string>>(text, { bom: true, columns: true, record_delimiter: '\r\n' })
  expect(records).toHaveLength(1)
  expect(records[0]).toMatchObject({
    Action: 'activate_online',
    From: 'cli',
    Result: 'server_unreachable',
    'What Happened': 'The activation server cannot be reached.',
    Vendor: 'VirtualMetric',
  })
  expect(text).not.toContain(code)
})
