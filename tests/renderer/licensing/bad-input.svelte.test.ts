// Texts, numbers and dates that nobody would choose.
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { FakeHost } from '../support/fake-host.ts'
import { cellsOf, openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'

describe('the table', () => {
  test('keeps a name of ten thousand characters to one line, and the details show all of it', async () => {
    const owner = 'x'.repeat(10_000)
    const host = new FakeHost([license(owner, [product('Storage')])])
    host.answer('usage.history', ({ product: code }) => ({ ok: true, value: { product: code, points: [] } }))
    await openPage(host)
    await page.getByRole('gridcell', { name: 'Storage' }).click()
    const row = document.querySelector('tbody tr')!
    expect(row.getBoundingClientRect().height).toBeLessThan(50)
    await expect.element(page.getByRole('definition').getByText(owner)).toBeInTheDocument()
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth)
  })

  test('shows markup as text, control characters as signs, and isolates text of the other direction', async () => {
    await openPage(
      new FakeHost([
        license('<script>document.title = "bad"</script>', [product('nul\u0000bell\u0007tab\tend')]),
        license('שלום \u202e evil', [product('👩‍👩‍👧‍👦 مرحبا')], { id: 'rtl' }),
      ]),
    )
    await expect.poll(() => cellsOf(1)).toContain('<script>document.title = "bad"</script>')
    expect(cellsOf(2)).toContain('nul␀bell␇tab end')
    for (const cell of document.querySelectorAll('tbody td:nth-child(-n+2)'))
      expect(cell.firstElementChild?.tagName).toBe('BDI')
  })

  test('says how a usage stands to a limit of nothing, to none, and far above one', async () => {
    await openPage(
      new FakeHost([
        license('Contoso', [
          product('Over nothing', { limit: 0, usage: 5 }),
          product('Nothing', { limit: 0, usage: 0 }),
          product('No limit', { limit: null, usage: 7 }),
          product('Far over', { limit: 10, usage: 1_000_000_000 }),
        ]),
      ]),
    )
    await expect.poll(() => cellsOf(5).length).toBe(4)
    expect(cellsOf(5).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      '5 nothing is allowed, over the limit',
      '0 nothing is allowed',
      '7',
      '1,000,000,000 10,000,000,000% of the limit, over the limit',
    ])
  })

  test('shows and sorts a date in the year 9999', async () => {
    await openPage(
      new FakeHost([
        license('Contoso', [
          product('Late', { expires: '9999-12-31T23:59:59.999Z' }),
          product('Soon', { expires: '2027-02-28T23:59:59.999Z' }),
          product('Never', { expires: null }),
        ]),
      ]),
    )
    await page.getByRole('columnheader', { name: 'License Expiration' }).getByRole('button').first().click()
    await expect.poll(() => cellsOf(6)).toEqual(['Feb 28, 2027 (< 1 day ago)', 'Dec 31, 9999', 'Unlimited'])
  })

  test('takes the same product twice in one license', async () => {
    await openPage(new FakeHost([license('Contoso', [product('Storage'), product('Storage', { limit: 5 })])]))
    await expect.poll(() => cellsOf(2)).toEqual(['Storage', 'Storage'])
  })
})
