// axe finds nothing on Activity, Settings and About, in what stands above every page, and where nobody is signed in.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expectNoFindings, mayNotRead, neverAnswers } from './support/axe.ts'
import { rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

test('what the vendor changed, and the log of what happened', async ({ vendor, machine, open }) => {
  const { code, id } = await vendor.sell('Contoso B.V.')
  await vendor.startServer()
  await machine.cli('activate', 'NO-SUCH-CODE')
  await machine.cli('activate', code)
  const { page } = await open('web')
  await expect(rows(page)).toHaveCount(7)
  await vendor.run('license', 'update', id, '--product', 'inventory')
  await machine.cli('refresh')
  await expect(page.getByText('What VirtualMetric changed').first()).toBeVisible()
  await expectNoFindings(page, 'what the vendor changed')

  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByRole('button', { name: 'Activated online' }).last().click()
  await expect(page.getByRole('button', { name: 'Copy details for support' })).toBeVisible()
  await expectNoFindings(page, 'an attempt that failed, opened')
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
  await expectNoFindings(page, 'the formats of the log')
  await page.keyboard.press('Escape')
  await page.getByLabel('Search:').fill('nothing is called so')
  await expect(page.getByText('No entry fits')).toBeVisible()
  await expectNoFindings(page, 'no entry fits')

  for (const [state, answer, words] of [
    ['a log that cannot be read', mayNotRead, 'Code: store_not_readable'],
    ['a log that is being read', neverAnswers, 'Loading …'],
  ] as const) {
    await page.unroute('**/call/activity.list')
    await page.route('**/call/activity.list', answer)
    await page.reload()
    await expect(page.getByText(words).first()).toBeVisible()
    await expectNoFindings(page, state)
  }
})

test('a demo, an empty log, About, and nobody signed in', async ({ vendor, browser, open }) => {
  const profile = JSON.parse(readFileSync(vendor.profileFile, 'utf8')) as object
  writeFileSync(vendor.profileFile, JSON.stringify({ ...profile, demo: true, offlineOnly: true }))
  const { page } = await open('web')
  await expect(page.getByText('The window shows the Unique Key to send')).toBeVisible()
  await expectNoFindings(page, 'a demo that works offline only')
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByText('Nothing has happened yet')).toBeVisible()
  await expectNoFindings(page, 'an empty log')
  await page.getByRole('link', { name: 'About' }).click()
  await expect(page.getByText('Data folder')).toBeVisible()
  await expectNoFindings(page, 'About')
  const strangers = await browser.newContext()
  const stranger = await strangers.newPage()
  await stranger.goto(new URL('/', page.url()).href)
  await expect(stranger.getByText('Sign-in needed')).toBeVisible()
  await expectNoFindings(stranger, 'nobody signed in')
  await strangers.close()
})

test('the settings, and the way to the server in green and in red', async ({ vendor, machine, open }) => {
  await vendor.startServer()
  const { page } = await open('web')
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByText('Right to write')).toBeVisible()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Signature of the answer')).toBeVisible()
  await expectNoFindings(page, 'all is well')
  await page.getByRole('radio', { name: 'This one' }).check()
  await page.getByLabel('Address of the proxy').fill('no address')
  await page.getByLabel('Name', { exact: true }).fill('operator')
  await page.getByLabel('Password').fill('a secret')
  await expect(page.getByText('What is not saved yet is not tested.')).toBeVisible()
  await expectNoFindings(page, 'typed, not saved')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/is not the address of a proxy/)).toBeVisible()
  await vendor.stopServer()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('FAILED', { exact: true })).toBeVisible()
  await expectNoFindings(page, 'a wrong address, and a step that failed')

  writeFileSync(path.join(machine.dataDir, 'settings.json'), '{ edited')
  await page.reload()
  await expect(page.getByText('Code: settings_not_readable').first()).toBeVisible()
  await expectNoFindings(page, 'settings that cannot be read')
})
