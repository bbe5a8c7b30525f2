// How the room of the table is shared out, in numbers: a letter is ten pixels wide, an edge of a cell eight.
import { describe, expect, test } from 'vitest'
import { shareOut, type Demand } from '../../../src-renderer/features/licensing/table/share-out.ts'
import type { Column } from '../../../src-renderer/features/licensing/table/columns.ts'

const REM = 16
const CELL = 8
/** The edges of a row, and the sign that it opens. */
const AROUND = 2 * (REM - CELL) + 1.5 * REM

const column = (id: string, over: Partial<Column> = {}) =>
  ({ id, kind: 'text', shownAtFirst: true, least: 5, share: 0, text: () => '', ...over }) as Column
const name = (over: Partial<Demand> = {}): Demand => ({ head: 60, least: 50, steps: [], ...over })

const widthsOf = (template: string) =>
  template
    .split(/ (?!\d+(?:\.\d+)?fr)/)
    .slice(0, -1)
    .map((track) => Number(/\d+/.exec(track)?.[0]))

const owner = column('owner', { share: 3 })
const expires = column('expires', { kind: 'date', widest: () => '' })
const status = column('status', { kind: 'status' })
const usage = column('usage', { kind: 'usage' })

function shared(columns: readonly Column[], demands: Record<string, Demand>, width: number, chosen = {}) {
  const { template, least, tight } = shareOut({ columns, chosen, width, cell: CELL }, demands, REM)
  return { widths: widthsOf(template), least: Number.parseFloat(least), tight }
}

describe('the room of the table', () => {
  test('goes to names that are cut before a date has its days beside it', () => {
    const demands = {
      owner: name({ steps: [{ rank: 'names', width: 120, partly: true }] }),
      expires: name({ steps: [{ rank: 'dates', width: 140 }] }),
    }
    const least = 2 * 68 + AROUND
    expect(shared([owner, expires], demands, least + 40).widths).toEqual([108, 68])
    // A part of what a line needs helps nobody.
    expect(shared([owner, expires], demands, least + 70).widths).toEqual([136, 68])
    expect(shared([owner, expires], demands, least + 68 + 88).widths).toEqual([136, 156])
  })

  test('is that beside the status where columns are out of view, and no strip of it stays blank', () => {
    const demands = {
      owner: name({ steps: [{ rank: 'names', width: 120, partly: true }] }),
      usage: name({ steps: [{ rank: 'usage', width: 80 }] }),
      expires: name({ least: 200 }),
      status: name({ least: 90, leastInPart: 150 }),
    }
    const inView = 2 * 68 + 166 + AROUND / 2 + 12
    const { widths, least } = shared([owner, usage, expires, status], demands, inView + 150)
    expect(widths).toEqual([68 + 68 + 54, 96, 216, 166])
    expect(least).toBe(190 + 96 + 216 + 166 + AROUND)
  })

  test('shows no column of dates for which names would be cut: the status has the date', () => {
    const demands = {
      owner: name({ steps: [{ rank: 'names', width: 200, partly: true }] }),
      expires: name({ least: 100 }),
      lastCheck: name({ least: 400 }),
      status: name({ least: 90 }),
    }
    const lastCheck = column('lastCheck', { kind: 'date', widest: () => '' })
    const width = 216 + 106 + 8 + 24 + 60
    expect(shared([owner, expires, lastCheck, status], demands, width).widths[0]).toBe(276)
    expect(shared([owner, expires, lastCheck, status], demands, width + 56).widths[0]).toBe(216)
  })

  test('leaves a chosen width as it is, and says when a usage has no line', () => {
    const demands = {
      owner: name({ steps: [{ rank: 'names', width: 500, partly: true }] }),
      usage: name({ steps: [70, 80].map((width) => ({ rank: 'usage', width }) as const) }),
    }
    expect(shared([owner, usage], demands, 100 + 68 + AROUND + 15, { owner: 100 })).toMatchObject({
      widths: [100, 68],
      tight: true,
    })
    expect(shared([owner, usage], demands, 100 + 68 + AROUND + 20, { owner: 100 })).toMatchObject({
      widths: [100, 86],
      tight: true,
    })
    expect(shared([owner, usage], demands, 100 + 96 + AROUND, { owner: 100 }).tight).toBe(false)
  })
})
