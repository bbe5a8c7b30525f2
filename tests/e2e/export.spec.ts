// The exported file, opened with a parser that is not ours.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { activateOnline, rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

const END_OF_2099 = Date.parse('2099-12-31T23:59:59.999Z')

test('the page downloads a CSV that says what the table says', async ({ vendor, machine, open, cleanup }) => {
  const { code } = await vendor.sell('=cmd|"/C calc"!A0', { expiry: END_OF_2099 })
  await vendor.startServer()
  const { page } = await open('web')
  await activateOnline(page, code)
  await expect(rows(page)).toHaveCount(7)
  await machine.cli('usage', 'set', 'virtualization', '9')
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /CSV/ }).click(),
  ])
  const file = path.join(cleanup.folder(), 'licenses.csv')
  await download.saveAs(file)
  const text = readFileSync(file, 'utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  const records = parse<Record<string, string>>(text, { bom: true, columns: true, record_delimiter: '\r\n' })
  expect(records).toHaveLength(7)
  expect(records.find((record) => record['Product Name'] === 'Virtualization')).toMatchObject({
    'License Owner': '\'=cmd|"/C calc"!A0',
    'License Type': 'Socket',
    'License Limit': '16',
    'License Usage': '9',
    'License Expiration': '2099-12-31T23:59:59.999Z',
    'License Status': 'active',
  })
  expect(text).not.toContain(code)
})

test('the desktop asks where to save, and writes the file there', async ({ vendor, open, cleanup }) => {
  const { code } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  const { page, electron } = await open('desktop')
  const file = path.join(cleanup.folder(), 'licenses.json')
  await electron?.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await activateOnline(page, code)
  await expect(rows(page)).toHaveCount(7)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('button', { name: /JSON/ }).click()
  const ownersInFile = () =>
    existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { licenses: { owner: string }[] }).licenses.map(
          (license) => license.owner,
        )
      : null
  await expect.poll(ownersInFile).toEqual(['Contoso B.V.'])
})

test('what the desktop cannot write is explained, leaves no half file, and is saved elsewhere in one click', async ({
  vendor,
  open,
  cleanup,
}) => {
  const { code } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  const { page, electron } = await open('desktop')
  const choosing = (filePath: string) =>
    electron?.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    }, filePath)
  const folder = cleanup.folder()
  await activateOnline(page, code)
  await expect(rows(page)).toHaveCount(7)

  await choosing(path.join(folder, 'unplugged', 'licenses.csv'))
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('checkbox', { name: 'With whole License Codes' }).check()
  await page.getByRole('button', { name: /CSV/ }).click()
  await expect(page.getByText('Code: file_not_written')).toBeVisible()
  expect(readdirSync(folder)).toEqual([])

  if (existsSync('/dev/full')) {
    await choosing('/dev/full')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText('Code: disk_full')).toBeVisible()
  }
  const file = path.join(folder, 'licenses.csv')
  await choosing(file)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(`Saved: ${file}`).first()).toBeVisible()
  await expect(page.getByText('Code:')).toBeHidden()
  expect(readdirSync(folder)).toEqual(['licenses.csv'])
  expect(readFileSync(file, 'utf8')).toContain(code) // what was chosen for it is still so
})

test('the browser prints the report alone, under the policy of the page (issue 14.5)', async ({
  vendor,
  open,
}) => {
  const { code } = await vendor.sell('Contoso B.V.', { expiry: END_OF_2099 })
  await vendor.startServer()
  const { page } = await open('web')
  await activateOnline(page, code)
  const report = page.locator('.printed')
  await page.emulateMedia({ media: 'print' })
  // As the browser's own menu does it, once the report is ready in an idle moment.
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
    await expect(report.getByRole('heading', { name: 'Licenses' })).toBeVisible({ timeout: 500 })
    // What the table has at this moment: the license may not have come yet.
    await expect(report.getByRole('row')).toHaveCount(8, { timeout: 500 })
  }).toPass()
  await expect(page.getByRole('heading', { name: 'Licensing' })).toBeHidden()
  await expect(page.getByRole('button')).toHaveCount(0)
  // The style was let in: numbers stand at the end of their cells.
  await expect(report.getByRole('cell', { name: '16', exact: true })).toHaveCSS('text-align', 'end')
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await expect(report).toHaveCount(0)
})
