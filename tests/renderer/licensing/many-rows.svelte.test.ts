// A hundred thousand entries on one page: only those in view are in the document.
import { describe, expect, test } from 'vitest'
import { FakeHost } from '../support/fake-host.ts'
import { focused, header, press, rowsInDocument } from '../support/grid.ts'
import { cellsOf, openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'

const MANY = 100_000

function hostWithMany(): FakeHost {
  const host = new FakeHost(
    Array.from({ length: MANY }, (_, index) =>
      license(`Owner ${(index * 7919) % MANY}`, [product('Storage', { limit: index, usage: 1 })], {
        id: `id-${index}`,
      }),
    ),
  )
  host.preferences = { ...host.preferences, pageSize: null }
  return host
}

describe('a hundred thousand entries', () => {
  test('have few rows in the document, the first of the order first, and the last at the end', async () => {
    const screen = await openPage(hostWithMany())
    await expect.element(screen.getByText('Showing 1 to 100,000 of 100,000 entries')).toBeVisible()
    expect(cellsOf(1).slice(0, 3)).toEqual(['Owner 0', 'Owner 1', 'Owner 2'])
    expect(rowsInDocument()).toBeLessThan(60)
    const scroller = document.querySelector('.scroller')!
    await expect.poll(() => scroller.scrollHeight).toBeGreaterThan(1_000_000)
    scroller.scrollTop = scroller.scrollHeight
    await expect.element(screen.getByRole('gridcell', { name: 'Owner 99999', exact: true })).toBeVisible()
    expect(rowsInDocument()).toBeLessThan(60)
    await expect
      .element(screen.getByRole('row', { name: /Owner 99999/ }))
      .toHaveAttribute('aria-rowindex', '100001')
  })

  test('are searched and sorted as a whole', async () => {
    const screen = await openPage(hostWithMany())
    await screen.getByLabelText('Search:').fill('owner 99998')
    await expect.element(screen.getByText(/of 1 entries \(filtered from 100,000 total/)).toBeVisible()
    await screen.getByLabelText('Search:').fill('')
    await header('License Limit').click()
    await header('License Limit').click()
    await expect.poll(() => cellsOf(4)[0]).toBe('99,999')
  })

  test('are walked by the keyboard from the first to the last, and the focus stays when they are scrolled', async () => {
    const screen = await openPage(hostWithMany())
    await expect.element(screen.getByRole('gridcell', { name: 'Owner 0', exact: true })).toBeVisible()
    header('License Owner').element().focus()
    await press('{Control>}{End}{/Control}{Home}')
    await expect.poll(focused).toBe('Owner 99999')
    document.querySelector('.scroller')!.scrollTop = 0
    await expect.element(screen.getByRole('gridcell', { name: 'Owner 0', exact: true })).toBeVisible()
    expect(focused()).toBe('Owner 99999')
    await press('{ArrowUp}')
    await expect.poll(focused).toBe('Owner 99998')
    await press('{Control>}{Home}{/Control}')
    await expect.poll(focused).toBe('Owner 0')
    await press('{PageDown}')
    await expect.poll(focused).toMatch(/^Owner \d\d?$/)
    expect(focused()).not.toBe('Owner 0')
  })
})
