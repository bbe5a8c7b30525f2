// Every table of a vendor, for what works on a database as a whole: those before that others name, and the order of the rows
// that is the same in every database.

export interface CopiedTable {
  readonly name: string
  /** What sorts the rows: a number, or texts by their bytes. */
  readonly order: readonly string[]
}

const inTheirOrder = (name: string): CopiedTable => ({ name, order: ['rowid'] })

/** All but `migrations`, which says how far a database itself has come. */
export const COPIED_TABLES: readonly CopiedTable[] = [
  { name: 'account', order: ['id'] },
  { name: 'keys', order: ['id'] },
  inTheirOrder('products'),
  inTheirOrder('policies'),
  inTheirOrder('licenses'),
  inTheirOrder('machines'),
  inTheirOrder('components'),
  inTheirOrder('processes'),
  { name: 'released_machines', order: ['license_id', 'fingerprint'] },
  { name: 'events', order: ['sequence'] },
]

/** Of one row, by the columns that are copied. */
export type Cells = readonly (string | number | null)[]
