// What a column is told by in the index stands for all that it says: else a search would find another row's text.
import { expect, test } from 'vitest'
import { rowsOf, type LicenseRow } from '../../../src-renderer/features/licensing/rows.ts'
import { columns } from '../../../src-renderer/features/licensing/table/columns.ts'
import { STATES } from '../gallery/states.ts'

const rows = STATES.flatMap(({ host }) => rowsOf(host().list(), Date.parse('2026-11-26T12:00:00Z')))

test.each(columns.map((column) => [column.id, column] as const))(
  '%s says the same, in the same place of an order, in all rows of one key',
  (_, { text, order, key, ofLicense }) => {
    const keyOf = (row: LicenseRow) => (ofLicense ? row.license : key?.(row))
    const said = new Map<unknown, readonly [string, number | undefined]>()
    for (const row of rows) {
      const known = keyOf(row)
      const says = [text(row), order?.(row)] as const
      if (known === undefined) continue
      expect(says).toEqual(said.get(known) ?? says)
      said.set(known, says)
    }
    expect(rows.length).toBeGreaterThan(100)
  },
)
