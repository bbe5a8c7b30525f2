// Machines and processes that may have lost their place, in parts, so that nobody waits for a look at all of them.
import type { Queries } from './queries.ts'

/** A part of them, in the order of the table. */
export interface Stretch {
  readonly after: number
  readonly upTo: number
}

/** Heard of last before `before`; or never, of a policy that `requires` it. */
export interface SilentSearch {
  readonly before: number
  readonly policies: readonly string[]
  readonly requires: readonly string[]
}

export interface Silent {
  readonly id: string
  readonly licenseId: string
  readonly policyId: string
  readonly lastHeartbeat: number | null
  /** Of its machine. */
  readonly fileUntil: number | null
  readonly created: number
}

export type SilentTable = ReturnType<typeof silentTable>

export const silentTables = (queries: Queries) => ({
  machines: silentTable(queries, 'machines', 'machines m', 'm'),
  processes: silentTable(queries, 'processes', 'processes p JOIN machines m ON m.id = p.machine_id', 'p'),
})

/** `one`: what `from` calls those that are looked for. */
function silentTable(queries: Queries, table: string, from: string, one: string) {
  const silent = queries.prepare(`
    SELECT ${one}.id, m.license_id AS "licenseId", l.policy_id AS "policyId", ${one}.last_heartbeat AS "lastHeartbeat",
      m.file_until AS "fileUntil", ${one}.created
    FROM ${from} JOIN licenses l ON l.id = m.license_id
    WHERE ${one}.rowid > :after AND ${one}.rowid <= :upTo
      AND coalesce(${one}.last_heartbeat, ${one}.created) < :before
      AND l.policy_id IN (${queries.listed(':policies')})
      AND (${one}.last_heartbeat IS NOT NULL OR l.policy_id IN (${queries.listed(':requires')}))`)
  const last = queries.prepare(`SELECT max(rowid) AS last FROM ${table}`)
  return {
    async within(
      { after, upTo }: Stretch,
      { before, policies, requires }: SilentSearch,
    ): Promise<readonly Silent[]> {
      const lists = { policies: JSON.stringify(policies), requires: JSON.stringify(requires) }
      return (await silent.all({ after, upTo, before, ...lists })) as Silent[]
    },
    /** Where a stretch ends that leads over all of them. */
    lastInOrder: async (): Promise<number> =>
      ((await last.get()) as { readonly last: number | null }).last ?? 0,
  }
}
