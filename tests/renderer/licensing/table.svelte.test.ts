// The table: rows, columns, sorting, search, paging.
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { FakeHost } from '../support/fake-host.ts'
import { found } from '../support/grid.ts'
import { cellsOf, openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

const headers = () => [...document.querySelectorAll('thead th')].map((header) => header.textContent.trim())
const sortBy = (name: string) => page.getByRole('columnheader', { name }).getByRole('button').first().click()
const column = (name: string) => headers().indexOf(name) + 1

describe('the table', () => {
  test('has a row for every product and the eight columns in order', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    await expect.element(screen.getByText('Showing 1 to 7 of 7 entries')).toBeVisible()
    expect(headers()).toEqual([
      'License Owner',
      'Product Name',
      'License Type',
      'License Limit',
      'License Usage',
      'License Expiration',
      'Last Check Date',
      'License Status',
    ])
  })

  test('says No limit, On or off of a switch, and Unlimited without an expiration', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    await expect.element(screen.getByRole('gridcell', { name: 'Storage' })).toBeVisible()
    expect(cellsOf(4)).toEqual(['16', '50', '100', 'No limit', '500', 'On or off', 'On or off'])
    expect(cellsOf(6).at(-1)).toBe('Unlimited')
  })

  test('says in words how near a usage is to its limit', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    await expect.element(screen.getByText('86% of the limit, near the limit')).toBeInTheDocument()
    await expect.element(screen.getByText('112% of the limit, over the limit')).toBeInTheDocument()
    await expect.element(screen.getByText('100% of the limit, limit reached')).toBeInTheDocument()
  })

  test('says Offline and the date of the local key for an offline license', async () => {
    const sold = [
      license('Contoso', [product('Storage')], { mode: 'offline' }),
      license('Fabrikam', [product('Storage')]),
    ]
    const screen = await openPage(new FakeHost(sold))
    await expect.element(screen.getByRole('gridcell', { name: /^Offline .*2026/ })).toBeVisible()
    await screen.getByLabelText('Search:').fill('offline')
    await expect.element(screen.getByRole('gridcell', { name: 'Fabrikam' })).not.toBeInTheDocument()
    await expect.element(screen.getByRole('gridcell', { name: 'Contoso' })).toBeVisible()
  })

  test('starts in the order of owners and keeps the order of a license’s products', async () => {
    const products = [product('Zeta'), product('Alpha')]
    const screen = await openPage(
      new FakeHost([
        license('Northwind', products),
        license('contoso 10', products),
        license('Contoso 9', products),
      ]),
    )
    await expect
      .element(screen.getByRole('columnheader', { name: 'License Owner' }))
      .toHaveAttribute('aria-sort', 'ascending')
    expect(cellsOf(1)).toEqual([
      'Contoso 9',
      'Contoso 9',
      'contoso 10',
      'contoso 10',
      'Northwind',
      'Northwind',
    ])
    expect(cellsOf(2)).toEqual(['Zeta', 'Alpha', 'Zeta', 'Alpha', 'Zeta', 'Alpha'])
  })

  test('sorts numbers as numbers, no limit after every number, and switches last either way', async () => {
    await openPage(new FakeHost([contoso]))
    await sortBy('License Limit')
    await expect
      .poll(() => cellsOf(4))
      .toEqual(['16', '50', '100', '500', 'No limit', 'On or off', 'On or off'])
    await sortBy('License Limit')
    await expect
      .poll(() => cellsOf(4))
      .toEqual(['No limit', '500', '100', '50', '16', 'On or off', 'On or off'])
    await expect
      .element(page.getByRole('columnheader', { name: 'License Limit' }))
      .toHaveAttribute('aria-sort', 'descending')
  })

  test('sorts dates as dates, Unlimited after them', async () => {
    const ends = ['2027-09-01T12:00:00Z', null, '2026-12-24T12:00:00Z', '2027-10-01T12:00:00Z']
    await openPage(
      new FakeHost([
        license(
          'Contoso',
          ends.map((expires, index) => product(`P${index}`, { expires })),
        ),
      ]),
    )
    await sortBy('License Expiration')
    await expect.poll(() => cellsOf(2)).toEqual(['P2', 'P0', 'P3', 'P1'])
  })

  test('sorts statuses by how much they matter', async () => {
    await openPage(new FakeHost([contoso]))
    await sortBy('License Status')
    await expect
      .poll(() => cellsOf(8).slice(0, 3))
      .toEqual(['Over limit', 'Expiring · limit reached', 'Active'])
  })

  test('searches the shown columns for every word, marks what it found and says how many there were', async () => {
    const screen = await openPage(new FakeHost([contoso, license('Fabrikam', [product('Storage')])]))
    await screen.getByLabelText('Search:').fill('STOR contoso')
    await expect
      .element(screen.getByText('Showing 1 to 1 of 1 entries (filtered from 8 total entries)'))
      .toBeVisible()
    expect(found()).toEqual(['Contoso', 'Stor'])
  })

  test('finds nothing in a column that is hidden, until it is shown', async () => {
    const screen = await openPage(
      new FakeHost([license('Contoso', [product('Storage')], { notes: 'Rotterdam' })]),
    )
    await screen.getByLabelText('Search:').fill('rotterdam')
    await expect.element(screen.getByText('Nothing matches “rotterdam”')).toBeVisible()
    await screen.getByRole('button', { name: 'Show/Hide Columns' }).click()
    await screen.getByRole('checkbox', { name: 'Notes' }).click()
    await expect.element(screen.getByRole('gridcell', { name: 'Rotterdam' })).toBeVisible()
    expect(column('Notes')).toBe(9)
  })

  test('takes characters of the search literally', async () => {
    const screen = await openPage(new FakeHost([license('A+B (NL)', [product('Storage')])]))
    await screen.getByLabelText('Search:').fill('a+b (n')
    await expect.element(screen.getByText(/Showing 1 to 1 of 1 entries/)).toBeVisible()
  })

  test('hides and shows columns, never the last one, and goes back to the first choice', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    await screen.getByRole('button', { name: 'Show/Hide Columns' }).click()
    for (const name of [
      'Product Name',
      'License Type',
      'License Limit',
      'License Usage',
      'License Expiration',
      'Last Check Date',
      'License Status',
    ])
      await screen.getByRole('checkbox', { name }).click()
    await expect.poll(headers).toEqual(['License Owner'])
    await expect.element(screen.getByRole('checkbox', { name: 'License Owner' })).toBeDisabled()
    await screen.getByRole('button', { name: 'Reset to default' }).click()
    await expect.poll(() => headers().length).toBe(8)
  })

  test('pages through the entries, ten at first, and shows all when asked', async () => {
    const many = Array.from({ length: 12 }, (_, index) => product(`Product ${index + 1}`))
    const screen = await openPage(new FakeHost([license('Contoso', many)]))
    await expect.element(screen.getByText('Showing 1 to 10 of 12 entries')).toBeVisible()
    await expect.element(screen.getByRole('button', { name: 'Previous' })).toBeDisabled()
    await screen.getByRole('button', { name: 'Next' }).click()
    await expect.element(screen.getByText('Showing 11 to 12 of 12 entries')).toBeVisible()
    await expect
      .element(screen.getByRole('button', { name: 'Page 2' }))
      .toHaveAttribute('aria-current', 'page')
    await screen.getByLabelText(/Show/).first().selectOptions('All')
    await expect.element(screen.getByText('Showing 1 to 12 of 12 entries')).toBeVisible()
  })

  test('stays on a page that exists when the list gets shorter', async () => {
    const many = Array.from({ length: 12 }, (_, index) => product(`Product ${index + 1}`))
    const host = new FakeHost([license('Contoso', many)])
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Next' }).click()
    await expect.element(screen.getByText('Showing 11 to 12 of 12 entries')).toBeVisible()
    host.change([license('Contoso', many.slice(0, 3))])
    await expect.element(screen.getByText('Showing 1 to 3 of 3 entries')).toBeVisible()
  })

  test('explains a status to the keyboard as well as to the mouse', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    const tip = screen.getByRole('tooltip')
    await screen.getByRole('gridcell', { name: 'Virtualization' }).hover()
    await screen.getByRole('gridcell', { name: 'Over limit' }).hover()
    await expect.element(tip.getByText(/More is in use than the license allows/)).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(tip).not.toBeInTheDocument()
    screen.getByRole('gridcell', { name: 'Over limit' }).element().focus()
    await userEvent.keyboard('{ArrowDown}{ArrowUp}')
    await expect.element(tip.getByText(/Reduce the usage/)).toBeVisible()
    await expect
      .element(screen.getByRole('gridcell', { name: 'Over limit' }))
      .toHaveAccessibleDescription(/More is in use/)
  })
})
