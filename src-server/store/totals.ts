// How many of each there are, all licenses together.
import type { Queries } from './queries.ts'

export interface Totals {
  readonly licenses: number
  readonly machines: number
  readonly processes: number
}

/** Looks at an index of each table from end to end: some milliseconds for a million. */
export function totalsTable(queries: Queries): () => Promise<Totals> {
  const totals = queries.prepare(`SELECT (SELECT count(*) FROM licenses) AS licenses,
    (SELECT count(*) FROM machines) AS machines, (SELECT count(*) FROM processes) AS processes`)
  return async () => (await totals.get()) as Totals
}
