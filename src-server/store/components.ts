// Components: the parts of a machine that a client told of.
import type { DatabaseSync } from 'node:sqlite'
import type { License } from './licenses.ts'
import type { Metadata } from './machines.ts'
import { storedJson } from './stored-json.ts'

/** Of one machine. A machine file has to be read at once, and holds them all. */
export const MOST_COMPONENTS = 1000

export interface Component {
  readonly id: string
  readonly machineId: string
  /** Unique within its machine, or beyond it where the policy says so. */
  readonly fingerprint: string
  readonly name: string
  readonly metadata: Metadata
  readonly created: number
  readonly updated: number
}

interface ComponentRow {
  id: string
  machine_id: string
  fingerprint: string
  name: string
  metadata: string
  created: number
  updated: number
}

/** Of a license; of one of its machines where that is named. */
export interface ComponentSearch {
  readonly licenseId: string
  readonly machineId?: string | undefined
}

const toComponent = ({ machine_id, metadata, ...same }: ComponentRow): Component => ({
  ...same,
  machineId: machine_id,
  metadata: storedJson(metadata) as Metadata,
})

export function componentTable(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO components (id, machine_id, fingerprint, name, metadata, created, updated)' +
      ' VALUES (:id, :machineId, :fingerprint, :name, :metadata, :created, :updated)',
  )
  const FOUND = `
    FROM components c JOIN machines m ON m.id = c.machine_id
    WHERE m.license_id = :licenseId AND (:machineId IS NULL OR c.machine_id = :machineId)`
  const byId = database.prepare(`SELECT c.* ${FOUND} AND c.id = :id`)
  const list = database.prepare(`SELECT c.* ${FOUND}
    AND (:after IS NULL OR (c.created, c.rowid) < (SELECT created, rowid FROM components WHERE id = :after))
    ORDER BY c.created DESC, c.rowid DESC LIMIT :limit OFFSET :offset`)
  const count = database.prepare(`SELECT count(*) AS count ${FOUND}`)
  const taken = database.prepare('SELECT 1 FROM components WHERE machine_id = ? AND fingerprint = ?')
  const others = database.prepare(`SELECT 1 FROM components c JOIN machines m ON m.id = c.machine_id
    JOIN licenses l ON l.id = m.license_id
    WHERE c.fingerprint = :fingerprint AND (:license IS NULL OR l.id = :license)
      AND (:policy IS NULL OR l.policy_id = :policy) AND (:product IS NULL OR l.product_id = :product) LIMIT 1`)
  const rename = database.prepare('UPDATE components SET name = :name, updated = :now WHERE id = :id')
  const remove = database.prepare('DELETE FROM components WHERE id = ?')
  const parameters = ({ licenseId, machineId }: ComponentSearch) => ({
    licenseId,
    machineId: machineId ?? null,
  })
  return {
    insert({ metadata, ...values }: Component): void {
      insert.run({ ...values, metadata: JSON.stringify(metadata) })
    },
    find(what: ComponentSearch, id: string): Component | null {
      const row = byId.get({ ...parameters(what), id }) as ComponentRow | undefined
      return row ? toComponent(row) : null
    },
    /** The newest first; those behind the component `after`, none where there is no such one. */
    search: (
      what: ComponentSearch,
      limit: number,
      offset: number,
      after: string | null = null,
    ): Component[] =>
      (list.all({ ...parameters(what), limit, offset, after }) as unknown as ComponentRow[]).map(toComponent),
    count: (what: ComponentSearch): number => Number(count.get(parameters(what))?.['count']),
    isTaken: (machineId: string, fingerprint: string): boolean =>
      taken.get(machineId, fingerprint) !== undefined,
    /** Whether a component of any machine has the fingerprint among which the policy wants it unique. */
    isTakenBeyond({ id, policyId, productId, rules }: License, fingerprint: string): boolean {
      const wide = rules.componentUniquenessStrategy
      if (wide === 'UNIQUE_PER_MACHINE') return false
      const license = wide === 'UNIQUE_PER_LICENSE' ? id : null
      const policy = wide === 'UNIQUE_PER_POLICY' ? policyId : null
      const product = wide === 'UNIQUE_PER_PRODUCT' ? productId : null
      return others.get({ fingerprint, license, policy, product }) !== undefined
    },
    rename: (id: string, name: string, now: number): void => void rename.run({ id, name, now }),
    remove: (id: string): boolean => remove.run(id).changes === 1,
  }
}
