// What is printed: by the button, its key, Ctrl+P and the browser's own menu the same report, in the words of the page.
import { userEvent } from 'vitest/browser'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { report as reportWords } from '#shared/messages/en/report.ts'
import { TABLE_IDS, type ReportRow } from '#shared/report/license-cells.ts'
import { licenseReport } from '#shared/report/license-report.ts'
import { elementHtml } from '#shared/report/element.ts'
import { reportStyle } from '#shared/report/report-style.ts'
import { rowsOf } from '../../../src-renderer/features/licensing/rows.ts'
import { columnOf } from '../../../src-renderer/features/licensing/table/columns.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus } from '../gallery/samples.ts'
import { FakeHost } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product, uniqueKey } from '../support/samples.ts'

afterEach(() => vi.restoreAllMocks())

const AT = '2027-03-01T12:00:00.000Z'
const facts = { vendor: 'VirtualMetric', machine: 'srv-01', uniqueKey, at: AT, app: 'Activation Desk 1' }

/** What stands on the paper, whichever way the browser was asked. */
function onPaper(): string[][] {
  const lines: string[][] = []
  vi.spyOn(window, 'print').mockImplementation(() => {
    window.dispatchEvent(new Event('beforeprint'))
    lines.push(linesOfReport())
    window.dispatchEvent(new Event('afterprint'))
  })
  return lines
}

function linesOfReport(): string[] {
  const lines = document.querySelectorAll<HTMLElement>('.printed :is(h1, dd, th, td, h2, h3)')
  return Array.from(lines, (line) => line.textContent)
}

describe('printing', () => {
  test('by its button, its key and Ctrl+P is one report: every entry found, the eight columns, a block for each license', async () => {
    const lines = onPaper()
    const many = Array.from({ length: 12 }, (_, index) => product(`Product ${index + 1}`))
    const screen = await openPage(new FakeHost([license('Contoso', many), license('Fabrikam', [])]))
    await screen.getByRole('button', { name: 'Print' }).click()
    await expect.poll(() => lines.length).toBe(1)
    for (const text of [
      'Licenses',
      'VirtualMetric',
      'srv-01',
      uniqueKey,
      'Product 12',
      'Fabrikam',
      'id-Contoso',
    ])
      expect(lines[0]).toContain(text)
    const heads = Object.values(words.page.licensing.columns).slice(0, 8)
    expect(lines[0]?.filter((line) => heads.includes(line))).toEqual(heads)
    await userEvent.keyboard('p')
    await expect.poll(() => lines.length).toBe(2)
    await userEvent.keyboard('{Control>}p{/Control}')
    await expect.poll(() => lines.length).toBe(3)
    const withoutTime = (of: string[] | undefined) => of?.filter((line) => !line.includes('T'))
    expect(withoutTime(lines[1])).toEqual(withoutTime(lines[0]))
    expect(withoutTime(lines[2])).toEqual(withoutTime(lines[0]))
    expect(document.querySelector('.printed')).toBeNull()
  })

  test('from the menu of the browser, which asks nobody, is that report too, of what the search found', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    await screen.getByLabelText('Search:').fill('storage')
    await expect
      .poll(() => {
        window.dispatchEvent(new Event('beforeprint'))
        const rows = document.querySelectorAll('.printed tbody tr').length
        window.dispatchEvent(new Event('afterprint'))
        return rows
      })
      .toBe(1)
    const styles = document.adoptedStyleSheets.length
    window.dispatchEvent(new Event('beforeprint'))
    expect(document.adoptedStyleSheets).toHaveLength(styles + 1)
    window.dispatchEvent(new Event('afterprint'))
    expect(document.adoptedStyleSheets).toHaveLength(styles)
  })

  test('says in each cell what the table says', () => {
    const list = new FakeHost([
      ...everyStatus,
      contoso,
      license('Two licenses', [product('Storage', { usage: 30, limit: 16, totalLimit: 50 })]),
      license('One without a limit', [product('Storage', { usage: 30, totalLimit: null })]),
      license('A key that ends first', [product('Storage', { end: { at: AT, of: 'local_key' } })]),
      license('Offline', [product('Storage')], { mode: 'offline', lastCheck: '2026-11-13T23:38:00.000Z' }),
      license('Never', [product('Storage', { expires: null })], { lastCheck: null }),
      license('', [], {
        problem: 'key_damaged',
        status: 'invalid',
        mayRun: false,
        lastCheck: null,
        expires: null,
      }),
    ]).list()
    const rows = rowsOf(list, Date.parse(AT))
    const said = rowsOfReport(rows)
    const shown = rows.map((row) => TABLE_IDS.map((id) => columnOf(id)?.text(row)))
    expect(said).toEqual(shown)
  })
})

const reportOf = (rows: readonly ReportRow[]) =>
  licenseReport({ facts, rows, columns: null }, { ...words.messages, report: reportWords })

function draw(rows: readonly ReportRow[]): HTMLElement {
  const target = document.createElement('div')
  target.className = 'report'
  target.innerHTML = elementHtml(reportOf(rows).body)
  return target
}

const rowsOfReport = (rows: readonly ReportRow[]): string[][] =>
  [...draw(rows).querySelectorAll('tbody tr')].map((row) =>
    Array.from(row.querySelectorAll('td'), (cell) => cell.textContent),
  )

/** Inside the margins of 12 mm, in CSS millimetres. */
const PAPERS = { 'A4 upright': 186, 'A4 on its side': 273, 'Letter upright': 192, 'Letter on its side': 255 }

test.each(Object.entries(PAPERS))('on %s no word is broken, and nothing stands out', (_, millimetres) => {
  const owner = 'Gesellschaft für Telekommunikation und Rechenzentrumsbetrieb mbH'
  const rows = rowsOf(
    new FakeHost([
      contoso,
      license(owner, [
        product('Application Server / VM: Count', {
          type: 'Virtualization',
          limit: 1_234_567,
          usage: 999_999,
        }),
      ]),
      ...everyStatus,
    ]).list(),
    Date.parse(AT),
  )
  const target = draw(rows)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(reportStyle(null, reportOf(rows).feet))
  document.adoptedStyleSheets = [sheet]
  target.style.cssText = `width: ${millimetres}mm; font-size: 8pt`
  document.body.append(target)
  try {
    expect(brokenWords(target)).toEqual([])
    expect(target.scrollWidth).toBeLessThanOrEqual(target.clientWidth)
  } finally {
    target.remove()
    document.adoptedStyleSheets = []
  }
})

/** Of up to 24 letters without a hyphen: those on more than one line. */
function brokenWords(target: HTMLElement): string[] {
  const texts = document.createTreeWalker(target, NodeFilter.SHOW_TEXT)
  const broken: string[] = []
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode())
    for (const word of (node.nodeValue ?? '').matchAll(/[^\s-]+/g)) {
      const range = document.createRange()
      range.setStart(node, word.index)
      range.setEnd(node, word.index + word[0].length)
      if (new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size > 1)
        broken.push(word[0])
    }
  return broken
}
