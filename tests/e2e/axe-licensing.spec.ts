// axe finds nothing on the Licensing page in any of its states, in both themes.
import { expectNoFindings, mayNotRead, neverAnswers } from './support/axe.ts'
import { fillWithEveryStatus, putClockBehind } from './support/every-status.ts'
import { rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

test('every status, what it means, and nothing found', async ({ vendor, machine, open, cleanup }) => {
  await fillWithEveryStatus(cleanup, machine, vendor)
  const { page } = await open('web')
  await page.getByLabel('Show').selectOption('All')
  await expect(rows(page)).toHaveCount(12)
  for (const status of ['Invalid', 'Other machine', 'Over limit', 'Revoked', 'Grace'])
    await expect(rows(page).locator('.status').getByText(status)).toBeVisible()
  await expectNoFindings(page, 'every status')

  // A tip closes when the table scrolls, which it still does after the pointer has come.
  const cell = page.getByRole('gridcell', { name: 'Invalid' })
  await cell.scrollIntoViewIfNeeded()
  await expect(async () => {
    await page.mouse.move(0, 0)
    await cell.hover()
    await expect(page.getByRole('tooltip')).toBeVisible({ timeout: 2000 })
  }).toPass()
  await expectNoFindings(page, 'what a status means')
  await page.getByLabel('Search:').fill('nothing is called so')
  await expect(page.getByRole('button', { name: 'Clear the search' })).toBeVisible()
  await expectNoFindings(page, 'nothing found')
})

test('all that opens above the table', async ({ vendor, machine, open, cleanup }) => {
  await fillWithEveryStatus(cleanup, machine, vendor)
  const { page } = await open('web')
  await expect(rows(page)).toHaveCount(10)
  for (const name of ['Export', 'Options for License Owner', 'Show/Hide Columns']) {
    await page.getByRole('button', { name, exact: true }).click()
    await expect(page.getByRole('dialog').or(page.getByRole('menu'))).toBeVisible()
    await expectNoFindings(page, name)
    if (name !== 'Show/Hide Columns') await page.keyboard.press('Escape')
  }
  for (const box of await page.getByRole('dialog').getByRole('checkbox').all()) await box.check()
  await page.keyboard.press('Escape')
  await expectNoFindings(page, 'all columns')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectNoFindings(page, 'the shortcuts')
})

test('the details of a row, a check that fails, and a host that has stopped', async ({
  vendor,
  machine,
  page,
  cleanup,
}) => {
  await fillWithEveryStatus(cleanup, machine, vendor)
  const { link, stop } = await machine.serve()
  cleanup.add(stop)
  await page.goto(link)
  const details = page.getByRole('dialog')
  const look = async (search: string, state: string, more?: () => Promise<void>) => {
    await page.getByLabel('Search:').fill(search)
    await rows(page).first().getByRole('gridcell').nth(1).click()
    await expect(details.getByText('Properties')).toBeVisible()
    await more?.()
    await expectNoFindings(page, state)
    await page.keyboard.press('Escape')
  }
  await look('Contoso Virtualization', 'far over the limit, its record opened', async () => {
    await details.getByText('Show as a table').click()
  })
  await look('Contoso Change', 'an on/off product')
  await look('Fabrikam', 'offline, its code revealed', async () => {
    await details.getByRole('button', { name: 'Reveal' }).click()
    await expect(details.getByRole('button', { name: 'Hide' })).toBeVisible()
  })
  await look('Invalid', 'a license that cannot be read')
  await page.getByLabel('Search:').fill('')
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText(/licenses could not be checked/).first()).toBeVisible()
  await expectNoFindings(page, 'a check that failed')
  await stop()
  await expect(page.getByText('The program behind this page has stopped.')).toBeVisible()
  await expectNoFindings(page, 'a host that has stopped')
})

test('loading, a list that cannot be read, and nothing yet', async ({ open }) => {
  const { page } = await open('web')
  await expect(page.getByText('No license is activated on this machine yet')).toBeVisible()
  await expectNoFindings(page, 'nothing yet')
  await page.route('**/call/licenses.list', mayNotRead)
  await page.reload()
  await expect(page.getByText('Code: store_not_readable')).toBeVisible()
  await expectNoFindings(page, 'a list that cannot be read')
  await page.unroute('**/call/licenses.list')
  await page.route('**/call/licenses.list', neverAnswers)
  await page.reload()
  await expect(page.getByText('Loading …')).toBeVisible()
  await expectNoFindings(page, 'loading')
})

for (const [state, days, words] of [
  ['a clock that is behind', 0.5, 'The products run on.'],
  ['a clock problem', 3, 'Code: clock_before_signed'],
] as const)
  test(state, async ({ vendor, machine, open, cleanup }) => {
    await putClockBehind(days, cleanup, machine, vendor)
    const { page } = await open('web')
    await expect(rows(page)).toHaveCount(7)
    await expect(page.getByText(words)).toBeVisible()
    await expectNoFindings(page, state)
  })
