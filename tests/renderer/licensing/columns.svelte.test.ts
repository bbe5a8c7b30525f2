// Columns: moved and made wider by the keyboard, the menu and the mouse.
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { FakeHost } from '../support/fake-host.ts'
import { header, headers, press, spoken } from '../support/grid.ts'
import { openPage } from '../support/open-page.ts'
import { contoso } from '../support/samples.ts'

const widthOf = (name: string): number =>
  Math.round(page.getByRole('columnheader', { name }).element().getBoundingClientRect().width)

describe('a column', () => {
  test('moves with Alt and an arrow, keeps the focus, and says where it is', async () => {
    await openPage(new FakeHost([contoso]))
    header('Product Name').element().focus()
    await press('{Alt>}{ArrowRight}{/Alt}')
    await expect.poll(() => headers().slice(0, 3)).toEqual(['License Owner', 'License Type', 'Product Name'])
    await expect.poll(spoken).toBe('Product Name is column 3 of 8.')
    await expect.element(header('Product Name')).toHaveFocus()
    await press('{Alt>}{ArrowLeft}{ArrowLeft}{ArrowLeft}{/Alt}')
    await expect.poll(() => headers()[0]).toBe('Product Name')
    await expect.poll(spoken).toBe('Product Name is the outermost column.')
  })

  test('gets wider and narrower with Alt, Shift and an arrow, and says how wide it is', async () => {
    await openPage(new FakeHost([contoso]))
    const before = widthOf('License Type')
    header('License Type').element().focus()
    await press('{Alt>}{Shift>}{ArrowRight}{ArrowRight}{/Shift}{/Alt}')
    await expect.poll(() => widthOf('License Type')).toBe(before + 48)
    await expect.poll(spoken).toBe(`License Type is ${before + 48} pixels wide.`)
    await press('{Alt>}{Shift>}{ArrowLeft}{/Shift}{/Alt}')
    await expect.poll(() => widthOf('License Type')).toBe(before + 24)
  })

  test('has a menu that sorts, moves, widens and hides it, and gives the focus back', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    header('License Limit').element().focus()
    await press('{Alt>}{ArrowDown}{/Alt}')
    const menu = screen.getByRole('dialog', { name: 'Options for License Limit' })
    await menu.getByRole('button', { name: 'Move left' }).click()
    await expect.poll(() => headers()[2]).toBe('License Limit')
    await menu.getByRole('button', { name: 'Sort descending' }).click()
    await expect
      .element(screen.getByRole('columnheader', { name: 'License Limit' }))
      .toHaveAttribute('aria-sort', 'descending')
    await expect.element(header('License Limit')).toHaveFocus()
    await press('{Alt>}{ArrowDown}{/Alt}')
    await menu.getByRole('button', { name: 'Hide' }).click()
    await expect.poll(headers).not.toContain('License Limit')
    await expect.poll(() => document.activeElement?.closest('th') !== null).toBe(true)
  })

  test('is dragged to another place, and its edge to another width', async () => {
    await openPage(new FakeHost([contoso]))
    await header('License Usage').dropTo(header('License Owner'))
    await expect.poll(() => headers().indexOf('License Usage')).toBeLessThan(2)
    const cell = page.getByRole('columnheader', { name: 'Product Name' }).element()
    const edge = cell.querySelector('.edge')!
    const before = widthOf('Product Name')
    await userEvent.dragAndDrop(edge, edge, {
      sourcePosition: { x: 4, y: 4 },
      targetPosition: { x: 64, y: 4 },
      force: true,
    })
    await expect.poll(() => widthOf('Product Name')).toBe(before + 60)
    await userEvent.dblClick(edge)
    await expect.poll(() => widthOf('Product Name')).not.toBe(before + 60)
  })

  test('goes back to its first place and width with the others', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    const before = headers()
    // Once its texts are measured.
    await expect.poll(() => document.querySelector('table')?.style.cssText).not.toContain('minmax(5.25rem')
    const width = widthOf('Product Name')
    header('Product Name').element().focus()
    await press('{Alt>}{ArrowRight}{Shift>}{ArrowRight}{/Shift}{/Alt}')
    await screen.getByRole('button', { name: 'Show/Hide Columns' }).click()
    await screen.getByRole('button', { name: 'Reset to default' }).click()
    await expect.poll(headers).toEqual(before)
    expect(widthOf('Product Name')).toBe(width)
  })

  test('of the first eight is in view without scrolling sideways in a window of 1280 pixels', async () => {
    await openPage(new FakeHost([contoso]))
    await expect.element(page.getByRole('columnheader', { name: 'License Status' })).toBeVisible()
    const { right } = page
      .getByRole('columnheader', { name: 'License Status' })
      .element()
      .getBoundingClientRect()
    expect(right).toBeLessThanOrEqual(document.querySelector('.scroller')!.getBoundingClientRect().right)
  })
})
