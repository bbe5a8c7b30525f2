// Whether a PostgreSQL is whole, as far as its rows and its rules go: its own pg_amcheck looks at pages.
import type { ClientBase } from 'pg'
import {
  isOfAnother,
  lookAtRows,
  lookAtSteps,
  REFERENCES,
  type Found,
  type Looked,
  type Trouble,
} from '../kept-together.ts'
import { orFault } from './connections.ts'
import { inTransaction, onOneConnection } from './one-connection.ts'
import { refuseMove, versionOfPostgres } from './migrations.ts'

/** One moment of it; servers go on meanwhile. */
export function lookAtPostgres(url: string): Promise<Looked[]> {
  return onOneConnection(url, (client) =>
    inTransaction(
      client,
      async () => {
        const { missing, later } = await versionOfPostgres(client)
        await refuseMove(client)
        const steps = lookAtSteps(missing, later)
        if (isOfAnother(steps)) return [steps]
        const ask = async (sql: string) => {
          const { rows } = await orFault(() => client.query<{ count: number; first: string | null }>(sql))
          return (rows[0] satisfies Found | undefined) ?? { count: 0, first: null }
        }
        return [steps, ...(await lookAtRows(ask, await unguarded(client)))]
      },
      'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    ),
  )
}

/** Rules that are missing, were never tried on all rows, or were switched off; indexes that were not finished. */
async function unguarded(client: ClientBase): Promise<Trouble[]> {
  const wanted = REFERENCES.map(({ child, column, parent }) => `('${child}', '${column}', '${parent}')`)
  const { rows } = await orFault(() =>
    client.query<{ readonly rule: string }>(`
      SELECT child || '.' || col AS rule FROM (VALUES ${wanted.join(', ')}) AS wanted (child, col, parent)
      WHERE NOT EXISTS (
        SELECT 1 FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.conrelid = to_regclass(child) AND c.confrelid = to_regclass(parent) AND a.attname = col
      )
      UNION ALL
      SELECT conname FROM pg_constraint
      WHERE NOT convalidated AND connamespace = current_schema()::regnamespace
      UNION ALL
      SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace
      UNION ALL
      SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE t.tgenabled = 'D' AND c.relnamespace = current_schema()::regnamespace
      UNION ALL
      SELECT 'machines_come_and_go'
      WHERE NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'machines_come_and_go' AND tgrelid = to_regclass('machines'))`),
  )
  return rows.map(({ rule }) => ({ kind: 'unguarded', rule }))
}
