// What the page remembers for each person, and how it comes back.
import { describe, expect, test } from 'vitest'
import type { Preferences } from '#shared/contract/views.ts'
import { FakeHost } from '../support/fake-host.ts'
import { header, headers, press } from '../support/grid.ts'
import { cellsOf, openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

/** The choices of every write, the later ones last. */
const written = (host: FakeHost) =>
  Object.assign({}, ...host.callsOf('preferences.set')) as Partial<Preferences>

describe('the page remembers', () => {
  test('columns, their order and widths, the sorting and the page size, and writes quick steps once', async () => {
    const host = new FakeHost([contoso])
    const screen = await openPage(host)
    await expect.element(screen.getByRole('grid')).toBeVisible()
    header('Product Name').element().focus()
    await press('{Alt>}{ArrowLeft}{Shift>}{ArrowRight}{ArrowRight}{ArrowRight}{/Shift}{/Alt}')
    await header('License Limit').click()
    await screen.getByLabelText(/Show/).first().selectOptions('All')
    await expect.poll(() => written(host).pageSize).toBe(null)
    expect(written(host)).toMatchObject({ sort: [{ column: 'limit', descending: false }] })
    expect(written(host).columnOrder?.slice(0, 2)).toEqual(['product', 'owner'])
    expect(written(host).columnWidths?.['product']).toBeGreaterThan(100)
    expect(host.callsOf('preferences.set').length).toBeLessThan(4)
  })

  test('nothing before the person has changed anything', async () => {
    const host = new FakeHost([contoso])
    const screen = await openPage(host)
    await expect.element(screen.getByRole('grid')).toBeVisible()
    await header('License Owner').hover()
    expect(host.callsOf('preferences.set')).toEqual([])
  })

  test('and shows it again from the first moment', async () => {
    const many = Array.from({ length: 30 }, (_, index) => product(`P${index}`, { limit: index }))
    const host = new FakeHost([license('Contoso', many)])
    host.preferences = {
      ...host.preferences,
      pageSize: 25,
      shownColumns: ['limit', 'product', 'notes'],
      columnOrder: ['limit', 'product'],
      columnWidths: { limit: 200 },
      sort: [{ column: 'limit', descending: true }],
    }
    const screen = await openPage(host)
    await expect.element(screen.getByText('Showing 1 to 25 of 30 entries')).toBeVisible()
    expect(headers()).toEqual(['License Limit', 'Product Name', 'Notes'])
    expect(cellsOf(1)[0]).toBe('29')
    const { width } = document.querySelector('thead th')!.getBoundingClientRect()
    expect(Math.round(width)).toBe(200)
  })

  test('and passes over names of columns that it does not know', async () => {
    const host = new FakeHost([contoso])
    host.preferences = {
      ...host.preferences,
      shownColumns: ['gone', 'owner'],
      columnOrder: ['gone'],
      columnWidths: { gone: 90 },
      sort: [{ column: 'gone', descending: true }],
    }
    const screen = await openPage(host)
    await expect.element(screen.getByRole('grid')).toBeVisible()
    expect(headers()).toEqual(['License Owner'])
  })

  test('on the host, not in the browser, whether shortcuts of one key are on', async () => {
    const host = new FakeHost([contoso])
    host.preferences = { ...host.preferences, singleKeys: false }
    const screen = await openPage(host, 'settings')
    const box = screen.getByRole('checkbox', { name: 'Single-key shortcuts' })
    await expect.element(box).not.toBeChecked()
    await box.click()
    expect(written(host)).toEqual({ singleKeys: true })
  })
})
