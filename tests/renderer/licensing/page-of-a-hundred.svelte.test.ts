// A page of a hundred entries: the rows in view show a search, a sorting and a list that came anew first, the others soon.
import { beforeEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { FakeHost } from '../support/fake-host.ts'
import { found, header, rowsInDocument } from '../support/grid.ts'
import { cellsOf, openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'

const ENTRIES = 300
const PAGE = 100

function host(): FakeHost {
  const made = new FakeHost(
    Array.from({ length: ENTRIES }, (_, index) =>
      license(`Owner ${index % 2 === 0 ? 'even' : 'odd'} ${index}`, [product('Storage', { limit: index })], {
        id: `id-${index}`,
      }),
    ),
  )
  made.preferences = { ...made.preferences, pageSize: PAGE }
  return made
}

const rowNumbers = () =>
  [...document.querySelectorAll('tbody tr')].map((row) => Number(row.getAttribute('aria-rowindex')))

/** Browsers lay out and paint it. */
const isDrawn = (row: Element | undefined) =>
  row?.firstElementChild?.checkVisibility({ contentVisibilityAuto: true })

describe('a page of a hundred entries', () => {
  beforeEach(() => page.viewport(1280, 800))

  test('is drawn where it is in view and near it, and wherever it is scrolled to', async () => {
    await openPage(host())
    await expect.poll(rowsInDocument).toBe(PAGE)
    const rows = [...document.querySelectorAll('tbody tr')]
    await expect.poll(() => rows.map(isDrawn).includes(false)).toBe(true)
    expect(isDrawn(rows[0])).toBe(true)
    rows.at(-1)?.scrollIntoView()
    await expect.poll(() => isDrawn(rows.at(-1))).toBe(true)
  })

  test('has no layer for a cell while every column is in view', async () => {
    await openPage(host())
    await expect.poll(rowsInDocument).toBe(PAGE)
    const placed = () =>
      [...document.querySelectorAll('tbody tr:first-child > td')].filter(
        (cell) => getComputedStyle(cell).position !== 'static',
      )
    await expect.poll(placed).toHaveLength(0)
    await page.viewport(700, 800)
    await expect.poll(placed).toHaveLength(2)
  })

  test('is whole in the document soon, its rows in order', async () => {
    await openPage(host())
    await expect.poll(rowsInDocument).toBe(PAGE)
    expect(rowNumbers()).toEqual(Array.from({ length: PAGE }, (_, index) => index + 2))
  })

  test('shows what a search found in the rows in view at once, and in all others soon', async () => {
    const screen = await openPage(host())
    await expect.poll(rowsInDocument).toBe(PAGE)
    const field = screen.getByLabelText('Search:').element() as HTMLInputElement
    field.value = 'odd'
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await new Promise(requestAnimationFrame)
    const { bottom } = document.querySelector('.scroller')!.getBoundingClientRect()
    const inView = [...document.querySelectorAll('tbody tr')].filter(
      (row) => row.getBoundingClientRect().top < Math.min(bottom, innerHeight),
    )
    expect(inView.length).toBeGreaterThan(0)
    for (const row of inView) expect(row.textContent).toContain('odd')
    expect(found().length).toBeGreaterThanOrEqual(inView.length)
    await expect.poll(() => cellsOf(1).filter((owner) => owner.includes('odd'))).toHaveLength(PAGE)
  })

  test('marks what a search found where it is in view, and wherever it is scrolled to', async () => {
    const screen = await openPage(host())
    await screen.getByLabelText('Search:').fill('odd')
    await expect.poll(() => cellsOf(1).filter((owner) => owner.includes('odd'))).toHaveLength(PAGE)
    const isMarked = (row: Element | null) =>
      [...CSS.highlights.get('found')!].some(({ startContainer }) => row?.contains(startContainer))
    const last = document.querySelector('tbody tr:last-child')
    expect(isMarked(document.querySelector('tbody tr'))).toBe(true)
    expect(isMarked(last)).toBe(false)
    last?.scrollIntoView()
    await expect.poll(() => isMarked(last)).toBe(true)
    expect(new Set(found())).toEqual(new Set(['odd']))
  })

  test('is sorted to its last row, and its next page begins where it ended', async () => {
    const screen = await openPage(host())
    await expect.poll(rowsInDocument).toBe(PAGE)
    await header('License Limit').click()
    await header('License Limit').click()
    await expect.poll(() => cellsOf(4).at(-1)).toBe('200')
    expect(cellsOf(4)[0]).toBe('299')
    await screen.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => cellsOf(4).at(-1)).toBe('100')
    expect(cellsOf(4)[0]).toBe('199')
    expect(rowNumbers()).toEqual(Array.from({ length: PAGE }, (_, index) => PAGE + index + 2))
  })

  test('has no row of a search that finds fewer, and all again when that is cleared', async () => {
    const screen = await openPage(host())
    await screen.getByLabelText('Search:').fill('299')
    await expect.poll(rowsInDocument).toBe(1)
    await screen.getByLabelText('Search:').fill('')
    await expect.poll(rowsInDocument).toBe(PAGE)
    expect(found()).toEqual([])
  })
})
