// Sorting by several columns, and what is said of it.
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { FakeHost } from '../support/fake-host.ts'
import { header, press, spoken } from '../support/grid.ts'
import { cellsOf, openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

const host = () =>
  new FakeHost([
    license('Contoso', [
      product('A', { type: 'Socket', limit: 2 }),
      product('B', { type: 'Count', limit: 2 }),
      product('C', { type: 'Socket', limit: 1 }),
      product('D', { type: 'Count', limit: 1 }),
    ]),
  ])

describe('sorting', () => {
  test('takes a second and a third key with Shift, and numbers them in order', async () => {
    await openPage(host())
    await header('License Type').click()
    await header('License Limit').click({ modifiers: ['Shift'] })
    await expect.poll(() => cellsOf(2)).toEqual(['D', 'B', 'C', 'A'])
    await header('Product Name').click({ modifiers: ['Shift'] })
    await expect.element(header('License Type')).toHaveAccessibleName(/sort key 1/)
    await expect.element(header('License Limit')).toHaveAccessibleName(/sort key 2/)
    await expect.element(header('Product Name')).toHaveAccessibleName(/sort key 3/)
    await header('License Limit').click({ modifiers: ['Shift'] })
    await expect.poll(() => cellsOf(2)).toEqual(['B', 'D', 'A', 'C'])
  })

  test('takes no fourth key in place of the first, and a plain press begins anew', async () => {
    await openPage(host())
    await header('License Type').click()
    for (const name of ['License Limit', 'Product Name', 'License Usage'])
      await header(name).click({ modifiers: ['Shift'] })
    await expect.element(header('License Usage')).not.toHaveAccessibleName(/sort key [234]/)
    await expect
      .element(page.getByRole('columnheader', { name: 'License Usage' }))
      .toHaveAttribute('aria-sort', 'ascending')
  })

  test('is said to screen readers', async () => {
    await openPage(host())
    header('License Type').element().focus()
    await press('{Enter}')
    await expect.poll(spoken).toBe('Sorted by License Type, ascending.')
    header('License Limit').element().focus()
    await press('{Shift>}{Enter}{/Shift}')
    await expect.poll(spoken).toBe('Sorted by License Type, ascending; then License Limit, ascending.')
  })
})

describe('the search', () => {
  test('says how many entries it found when the typing has come to rest', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    await screen.getByLabelText('Search:').fill('stor')
    await expect.poll(spoken).toBe('1 of 7 entries')
    await screen.getByLabelText('Search:').fill('')
    await expect.poll(spoken).toBe('7 entries')
  })

  test.each([
    ['istanbul', 'İSTANBUL Su'],
    ['Mu\u0308ller', 'M\u00FCller AG'],
    ['OSTERBRO', 'østerbro'],
    ['strasse', 'Lange straße'],
  ])('finds “%s” whatever its case, accents and form (issue 12.21)', async (typed, owner) => {
    const screen = await openPage(
      new FakeHost([license(owner, [product('A')]), license('Other', [product('B')])]),
    )
    await screen.getByLabelText('Search:').fill(typed)
    await expect.poll(() => cellsOf(1)).toEqual([owner])
  })
})
