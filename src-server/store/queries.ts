// What the tables ask of a database: statements that it has prepared. Which connection carries one out, and within which
// transaction, is the adapter's matter.

export type Value = string | number | null

/** By their places, or by their names. */
export type Given = readonly Value[] | readonly [Readonly<Record<string, Value>>]

export interface Statement {
  /** Undefined: there is no row. */
  readonly get: (...given: Given) => Promise<unknown>
  readonly all: (...given: Given) => Promise<unknown[]>
  /** One after another as they are asked for. */
  readonly each: (...given: Given) => AsyncIterable<unknown>
  /** How many rows it changed. Outside of a transaction it is one of its own. */
  readonly run: (...given: Given) => Promise<number>
}

export interface Queries {
  /** What selects the texts of a list in JSON. */
  readonly listed: (json: string) => string
  readonly prepare: (statement: string) => Statement
}

/** Of a statement that counts. */
export const countIn = (row: unknown): number => (row as { readonly count: number }).count
