// What belongs together in a database, whichever keeps it, and the questions that find what does not.

/** Each row of `child` names one of `parent`. */
export interface Reference {
  readonly child: string
  readonly column: string
  readonly parent: string
}

export const REFERENCES: readonly Reference[] = [
  { child: 'policies', column: 'product_id', parent: 'products' },
  { child: 'licenses', column: 'product_id', parent: 'products' },
  { child: 'licenses', column: 'policy_id', parent: 'policies' },
  { child: 'machines', column: 'license_id', parent: 'licenses' },
  { child: 'components', column: 'machine_id', parent: 'machines' },
  { child: 'processes', column: 'machine_id', parent: 'machines' },
  { child: 'released_machines', column: 'license_id', parent: 'licenses' },
]

/** How many rows, and the id of one of them. */
export interface Found {
  readonly count: number
  readonly first: string | null
}

/** Those whose `parent` is not there. A machine that was released has no id of its own. */
const orphans = ({ child, column, parent }: Reference): string => `
  SELECT count(*) AS count, min(${child === 'released_machines' ? 'c.machine_id' : 'c.id'}) AS first FROM ${child} c
  WHERE NOT EXISTS (SELECT 1 FROM ${parent} p WHERE p.id = c.${column})`

const differs = (total: string, counted: string): string =>
  `abs(l.${total} - coalesce(m.${counted}, 0)) > 0.5 + abs(l.${total}) * 0.000000001`

/** Licenses whose counts of machines are others than those of their machines. Of amounts, which are floats, nearly the same is the same. */
const MISCOUNTED = `
  SELECT count(*) AS count, min(l.id) AS first FROM licenses l LEFT JOIN (
    SELECT license_id, count(*) AS machines, sum(CAST(cores AS DOUBLE PRECISION)) AS cores,
      sum(CAST(memory AS DOUBLE PRECISION)) AS memory, sum(CAST(disk AS DOUBLE PRECISION)) AS disk
    FROM machines GROUP BY license_id
  ) m ON m.license_id = l.id
  WHERE l.machines_count <> coalesce(m.machines, 0)
    OR ${differs('cores_total', 'cores')} OR ${differs('memory_total', 'memory')} OR ${differs('disk_total', 'disk')}`

export type Check = 'steps' | 'pages' | 'references' | 'seats' | 'counts'

/** What is wrong; `rows`: of how many rows, or pages. */
export type Trouble =
  | { readonly kind: 'earlier' | 'later'; readonly step: string }
  | { readonly kind: 'damaged'; readonly rows: number; readonly said: string }
  | { readonly kind: 'orphans'; readonly of: Reference; readonly rows: number; readonly first: string }
  | { readonly kind: 'miscounted'; readonly rows: number; readonly first: string }
  /** A rule of PostgreSQL that is not there, or was switched off. */
  | { readonly kind: 'unguarded'; readonly rule: string }

export interface Looked {
  readonly check: Check
  /** Empty: all is well. */
  readonly troubles: readonly Trouble[]
}

/** The looks that every database is asked for, by one question at a time. */
export async function lookAtRows(
  ask: (sql: string) => Found | Promise<Found>,
  further: readonly Trouble[],
): Promise<Looked[]> {
  const troubles: Trouble[] = []
  for (const of of REFERENCES) {
    const { count: rows, first } = await ask(orphans(of))
    if (rows > 0) troubles.push({ kind: 'orphans', of, rows, first: first ?? '' })
  }
  const isSeat = (trouble: Trouble) => trouble.kind === 'orphans' && SEATS.has(trouble.of.child)
  const { count: rows, first } = await ask(MISCOUNTED)
  return [
    { check: 'references', troubles: [...further, ...troubles.filter((one) => !isSeat(one))] },
    { check: 'seats', troubles: troubles.filter(isSeat) },
    { check: 'counts', troubles: rows > 0 ? [{ kind: 'miscounted', rows, first: first ?? '' }] : [] },
  ]
}

const SEATS = new Set(['machines', 'components', 'processes', 'released_machines'])

export const lookAtSteps = (missing: readonly string[], later: string | null): Looked => ({
  check: 'steps',
  troubles: [
    ...(later === null ? [] : [{ kind: 'later', step: later } as const]),
    ...missing.slice(0, 1).map((step) => ({ kind: 'earlier', step }) as const),
  ],
})

/** Of another version nobody can say what belongs together. */
export const isOfAnother = (steps: Looked): boolean => steps.troubles.length > 0
