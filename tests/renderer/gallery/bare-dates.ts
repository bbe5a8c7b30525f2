// The dates on the screen of what ends, ended or was last checked that are told without their days (issue 13).
import { DAY } from '#shared/instant.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'

/** As the tests' browser writes them. */
const DATE = /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s\d{1,2},\s\d{4}/g
const DAYS = /^(?:,\s\d{1,2}:\d{2}\s[AP]M)?\s?\((?:<\s)?\d+\sdays?(?:\sago)?\)/
/** From so far ahead of the gallery's time an end has no days yet. */
const FAR = Date.parse('2027-03-01T12:00:00.000Z') + 31 * DAY

/** What no end is: what stands before the date says so. */
const WITHOUT_DAYS: Readonly<Record<string, RegExp>> = {
  'clocks, which are compared with one another': /(?:shows|signed at|for this machine on|time is) $/,
  'when something was done': /(?:deactivated on|issued on|this one on|as of) $/i,
  'points of a chart': /(?:^From|[AP]M to) $/,
}
const { columns } = words.page.licensing
/** When something was done, by the name of its column or its line. */
const DONE: ReadonlySet<string> = new Set([
  columns.lastCheck,
  columns.activatedOn,
  words.messages.inspection.labels.issued,
  words.page.details.history.date,
])

function labelOf(block: Element): string {
  if (block.localName === 'dd') return block.previousElementSibling?.textContent ?? ''
  if (!(block instanceof HTMLTableCellElement)) return ''
  const column = block.ariaColIndex
  const head =
    column === null
      ? block.closest('table')?.rows[0]?.cells[block.cellIndex]
      : document.querySelector(`th[aria-colindex="${column}"]`)
  return head?.textContent.trim() ?? ''
}

const isOfActivity = (block: Element): boolean =>
  block.closest('section')?.querySelector('h3')?.textContent === words.page.details.activity

/** The texts of the Licensing page that hold one. */
export function bareDates(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = new Set<string>()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const block = node.parentElement?.closest('li, p, td, dd, h2, h3, div, svg')
    if (!block || block.localName === 'svg' || !/\d{4}/.test(node.textContent ?? '')) continue
    if (isOfActivity(block) || DONE.has(labelOf(block))) continue
    const text = block.textContent.replaceAll(/\s+/g, ' ').trim()
    for (const { 0: date, index } of text.matchAll(DATE)) {
      if (Date.parse(`${date} 00:00 UTC`) > FAR || DAYS.test(text.slice(index + date.length))) continue
      const before = text.slice(0, index)
      if (!Object.values(WITHOUT_DAYS).some((said) => said.test(before))) found.add(text)
    }
  }
  return [...found]
}
