// Where the table is wider than its room: a number or a date is whole, or not there. A part of one is another one.
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { gatheredHost, manyRows } from '../gallery/samples.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

/** The texts that are seen: others are for screen readers. */
function textsOf(cell: Element): Node[] {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  const texts: Node[] = []
  for (let at = walker.nextNode(); at; at = walker.nextNode())
    if (!at.parentElement?.closest('.visually-hidden') && at.textContent?.trim()) texts.push(at)
  return texts
}

/** What is seen of each figure: cells in part below the status or beyond an edge, by what they say. */
function inPart(): string[] {
  const scroller = document.querySelector('.scroller')?.getBoundingClientRect() ?? new DOMRect()
  return [...document.querySelectorAll('tbody td')]
    .filter((cell) => cell.matches('.number, .usage, .date') && getComputedStyle(cell).opacity !== '0')
    .filter((cell) => {
      const shown = textsOf(cell).flatMap((text) => {
        const range = document.createRange()
        range.selectNodeContents(text)
        return [...range.getClientRects()]
      })
      const status = cell.parentElement?.querySelector('.status')?.getBoundingClientRect().left ?? 0
      const name = cell.parentElement?.querySelector('.name')?.getBoundingClientRect()
      const start = name && name.left <= scroller.left + 1 ? name.right : scroller.left
      const isIn = ({ left, right }: DOMRect) => left >= start - 0.5 && right <= status + 0.5
      const isOut = ({ left, right }: DOMRect) => right <= start || left >= status
      return !shown.every(isIn) && !shown.every(isOut)
    })
    .map((cell) => cell.textContent.trim())
}

/** Where several licenses cover a product, of what they allow together. */
const pooled = license('Pooled', [
  product('Virtualization', { usage: 9, limit: 16, totalLimit: 32 }),
  product('Server / VM', { usage: 412, limit: 800, totalLimit: 1600 }),
  product('Service', { usage: 1310, limit: 1500, totalLimit: 12_000 }),
  product('Log', { usage: 11_900, limit: 1500, totalLimit: 12_000 }),
  product('SNMP Endpoint', { usage: 1310, limit: 1500, totalLimit: null }),
])

/** What stands beyond its own cell, or is cut there with a sign of it. */
function beyondCell(): string[] {
  return [...document.querySelectorAll('tbody td')]
    .filter((cell) => cell.matches('.number, .usage') && getComputedStyle(cell).opacity !== '0')
    .filter((cell) => {
      const box = cell.getBoundingClientRect()
      const isCut = [...cell.querySelectorAll('span')].some(
        (one) =>
          !one.matches('.visually-hidden') && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1,
      )
      const rects = textsOf(cell).flatMap((text) => {
        const range = document.createRange()
        range.selectNodeContents(text)
        return [...range.getClientRects()]
      })
      const isIn = ({ left, right, top, bottom }: DOMRect) =>
        left >= box.left - 0.5 && right <= box.right + 0.5 && top >= box.top - 2 && bottom <= box.bottom + 2
      return isCut || !rects.every(isIn)
    })
    .map((cell) => cell.textContent.trim())
}

test.each([783, 800, 1280])(
  'at %i pixels a usage of what several licenses allow together is whole (issue 13)',
  async (width) => {
    await takeLook({ ...SMALLEST, width })
    await openPage(gatheredHost([pooled]))
    const usage = page.getByRole('gridcell', { name: /^1,310 of 12,000/ })
    await expect.element(usage).toBeVisible()
    await nextFrame()
    expect(getComputedStyle(usage.element()).opacity).toBe('1')
    expect([...inPart(), ...beyondCell()]).toEqual([])
  },
)

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

// A scroll bar takes up to 17 pixels of 800.
test.each([800, 785, 783])(
  'at %i pixels the usage is whole before anything is scrolled (issue 13)',
  async (width) => {
    await takeLook({ ...SMALLEST, width })
    const screen = await openPage(gatheredHost([contoso]))
    const usage = screen.getByRole('gridcell', { name: /^112/ })
    await expect.element(usage).toBeVisible()
    await nextFrame()
    expect(getComputedStyle(usage.element()).opacity).toBe('1')
    expect(inPart()).toEqual([])
  },
)

test.each([640, 730, 783])(
  'at %i pixels no number and no date is cut, however far it is scrolled (issue 13)',
  async (width) => {
    await takeLook({ ...SMALLEST, width })
    await openPage(gatheredHost([contoso, ...manyRows(3)]))
    await expect.element(page.getByRole('gridcell', { name: /^112/ })).toBeInTheDocument()
    const scroller = document.querySelector('.scroller') ?? document.body
    const found: string[] = []
    for (let left = 0; left <= scroller.scrollWidth - scroller.clientWidth; left += 23) {
      scroller.scrollLeft = left
      await nextFrame()
      found.push(...inPart().map((text) => `${left}: ${text}`))
    }
    expect(found).toEqual([])
  },
)
