// The cells of a row, written into the document by hand: components for them, with what they watch, take longer to make and
// to change than all else of the table, and most of its memory. What is there and still right stays. How they look is in
// cells.css.
import { cutText } from '#shared/cut-text.ts'
import type { LicenseRow } from '../rows.ts'
import { signId, type RowSign } from '../row-signs.ts'
import { statusLooks, statusSign } from '../status-looks.ts'
import { statusDate, statusDay, statusLabel } from '../status-text.ts'
import { usageStand, type UsageStand } from '../usage-stand.ts'
import { columnOf, type Column } from './columns.ts'
import { middleOf } from './middle.ts'
import { element, setAttribute, svgElement, within, writeText } from './elements.ts'

/** No column is wider; the details show all of it. */
const MOST_CHARACTERS = 400
const cut = (whole: string): string =>
  whole.length > MOST_CHARACTERS ? `${cutText(whole, MOST_CHARACTERS)}…` : whole

export function writeCell(cell: Element, column: Column, row: LicenseRow): void {
  if (column.kind === 'status') {
    writeStatus(cell, row)
    return
  }
  const text = cut((column.shown ?? column.text)(row))
  if (column.kind === 'usage') writeUsage(cell, text, usageStand(row.product))
  else if (column.instant) writeDate(cell, text, column.instant(row))
  else {
    writeName(within(cell, 'bdi', 'text'), text, column)
  }
}

/** A name that has small letters, and is parted into two lines. */
export const isLong = (text: string, { least, shownAtFirst }: Column): boolean =>
  shownAtFirst && text.length > (least - 1) * 3.2 && middleOf(text) > 0

/** A long name in two halves: its end is in view, wherever it is cut. */
function writeName(holder: HTMLElement, text: string, column: Column): void {
  const at = isLong(text, column) ? middleOf(text) : 0
  holder.classList.toggle('long', at > 0)
  if (at === 0) writeText(holder, text)
  else if (holder.textContent !== text || !holder.lastElementChild) {
    const [head, tail] = [element('bdi', ''), element('span', '')]
    head.textContent = text.slice(0, at)
    within(tail, 'bdi').textContent = text.slice(at)
    holder.replaceChildren(head, tail)
  }
}

/** `instant`: behind the text; null: it is words. */
function writeDate(cell: Element, text: string, instant: string | null): void {
  const box = within(cell, 'span', 'text')
  if (instant === null) {
    writeText(within(box, 'bdi'), text)
    return
  }
  const time = within(box, 'time')
  if (time.dateTime !== instant) {
    time.dateTime = instant
    // Written out when it is wanted.
    time.removeAttribute('title')
  }
  writeText(time, text)
}

/** Its second line is “of 1,600”. */
export const usageShown = (text: string): string => text.replace(/ (?=\S+$)/, '\u00a0')

/** The usage and a bar against the limit; from 80 % on an icon and words tell it too. */
function writeUsage(cell: Element, text: string, stand: UsageStand | null): void {
  const shown = usageShown(text)
  if (stand === null) {
    writeText(within(cell, 'span', 'number'), shown)
    return
  }
  const { part, tone } = stand
  const box = within(cell, 'span', 'usage')
  setAttribute(box, 'class', `usage ${tone}`)
  setAttribute(box, 'title', stand.words)
  if (!box.firstChild)
    box.append(element('span', 'number'), ' ', element('span', 'visually-hidden'), barElement())
  const [number, said, bar] = box.children
  if (!number || !said || !bar) return
  writeSigned(number, tone === 'plain' ? null : tone, shown)
  writeText(said, stand.words)
  setAttribute(bar, 'class', `usage-bar ${tone}`)
  if (bar.lastElementChild)
    setAttribute(bar.lastElementChild, 'width', String(Math.max(0, Math.min(part, 1)) * 100))
}

/** An end that is far off: its column is enough, while that is in view. */
const isFar = ({ status, untilOf, released }: LicenseRow): boolean =>
  status === 'active' && untilOf !== 'check' && !released

/** The column of the ends has it as well. */
function isTwice(row: LicenseRow): boolean {
  const day = statusDay(row)
  return day !== null && day === columnOf('expires')?.instant?.(row)
}

/** The date below a status as cells.css shows it; `inPart`: columns are out of view; `dated`: that of the ends is chosen. */
export const dateSeen = (row: LicenseRow, inPart: boolean, dated: boolean): string =>
  inPart || !(isFar(row) || (dated && isTwice(row))) ? statusDate(row) : ''

/** With icon and word; below it its date, where nothing else beside it has that. */
function writeStatus(cell: Element, row: LicenseRow): void {
  const sign = statusSign(row)
  const face = within(cell, 'span', 'face')
  const badge = face.firstElementChild ?? face.appendChild(element('span', ''))
  setAttribute(badge, 'class', `badge ${statusLooks[sign].tone}`)
  writeSigned(badge, sign, statusLabel(row))
  const date = statusDate(row)
  const below = face.children[1]
  if (date === '') below?.remove()
  else {
    const holder = below ?? face.appendChild(element('span', 'date'))
    holder.classList.toggle('far', isFar(row))
    holder.classList.toggle('twice', isTwice(row))
    writeText(holder, date)
  }
}

/** A text, behind a sign if it has one. */
function writeSigned(holder: Element, sign: RowSign | null, text: string): void {
  const first = holder.firstElementChild
  const before = first?.localName === 'svg' ? first : null
  if (sign === null) before?.remove()
  else if (before?.firstElementChild) setAttribute(before.firstElementChild, 'href', `#${signId(sign)}`)
  else holder.prepend(signElement(sign))
  const last = holder.lastElementChild
  writeText(last?.localName === 'span' ? last : holder.appendChild(element('span', '')), text)
}

/** Before the instant of its last check: whether it is being checked. `said`: in words. */
export function writeChecking(cell: Element, isChecked: boolean, said: string): void {
  const before = cell.querySelector('.checking')
  if (!isChecked) before?.remove()
  else if (!before) {
    const sign = signElement('checking')
    sign.removeAttribute('aria-hidden')
    sign.setAttribute('role', 'img')
    sign.setAttribute('aria-label', said)
    const box = element('span', 'checking')
    box.append(sign)
    cell.firstElementChild?.prepend(box)
  }
}

/** Points at the icon that was drawn for all. The words beside it say the same. */
function signElement(sign: RowSign): SVGElement {
  const svg = svgElement('svg', { width: '14', height: '14', 'aria-hidden': 'true' })
  svg.append(svgElement('use', { href: `#${signId(sign)}` }))
  return svg
}

function barElement(): SVGElement {
  const svg = svgElement('svg', { viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' })
  for (const name of ['track', 'fill'])
    svg.append(svgElement('rect', { class: name, width: '100', height: '4' }))
  return svg
}
