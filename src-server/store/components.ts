// Components: the parts of a machine that a client told of.
import type { License } from './licenses.ts'
import type { Metadata } from './machines.ts'
import { inEachOrder, type Order } from './list-order.ts'
import { storedJson } from './stored-json.ts'
import { countIn, type Queries } from './queries.ts'

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

export function componentTable(queries: Queries) {
  const insert = queries.prepare(
    'INSERT INTO components (id, machine_id, fingerprint, name, metadata, created, updated)' +
      ' VALUES (:id, :machineId, :fingerprint, :name, :metadata, :created, :updated)',
  )
  const COLUMNS = 'c.id, c.machine_id, c.fingerprint, c.name, c.metadata, c.created, c.updated'
  const FOUND = 'FROM components c JOIN machines m ON m.id = c.machine_id WHERE m.license_id = :licenseId'
  const prepared = (found: string) => ({
    byId: queries.prepare(`SELECT ${COLUMNS} ${found} AND c.id = :id`),
    list: inEachOrder((order, behind) =>
      queries.prepare(`SELECT ${COLUMNS} ${found}
      AND (CAST(:after AS TEXT) IS NULL OR (c.created, c.rowid) ${behind} (SELECT created, rowid FROM components WHERE id = :after))
      ORDER BY c.created ${order}, c.rowid ${order} LIMIT :limit OFFSET :offset`),
    ),
    count: queries.prepare(`SELECT count(*) AS count ${found}`),
  })
  // Of its own, so that one machine costs no more where its license has a million.
  const ofMachine = prepared(`${FOUND} AND c.machine_id = :machineId`)
  const ofLicense = prepared(FOUND)
  const within = ({ machineId }: ComponentSearch) => (machineId === undefined ? ofLicense : ofMachine)
  const taken = queries.prepare('SELECT 1 FROM components WHERE machine_id = ? AND fingerprint = ?')
  const others = queries.prepare(`SELECT 1 FROM components c JOIN machines m ON m.id = c.machine_id
    JOIN licenses l ON l.id = m.license_id
    WHERE c.fingerprint = :fingerprint AND (CAST(:license AS TEXT) IS NULL OR l.id = :license)
      AND (CAST(:policy AS TEXT) IS NULL OR l.policy_id = :policy) AND (CAST(:product AS TEXT) IS NULL OR l.product_id = :product) LIMIT 1`)
  const rename = queries.prepare('UPDATE components SET name = :name, updated = :now WHERE id = :id')
  const remove = queries.prepare('DELETE FROM components WHERE id = ?')
  const parameters = ({ licenseId, machineId }: ComponentSearch) => ({
    licenseId,
    ...(machineId !== undefined && { machineId }),
  })
  return {
    async insert({ metadata, ...values }: Component): Promise<void> {
      await insert.run({ ...values, metadata: JSON.stringify(metadata) })
    },
    async find(what: ComponentSearch, id: string): Promise<Component | null> {
      const row = (await within(what).byId.get({ ...parameters(what), id })) as ComponentRow | undefined
      return row ? toComponent(row) : null
    },
    /** Those behind the component `after`, none where there is no such one. */
    search: async (
      what: ComponentSearch,
      limit: number,
      offset: number,
      after: string | null = null,
      order: Order = 'desc',
    ): Promise<Component[]> =>
      (
        (await within(what).list[order].all({ ...parameters(what), limit, offset, after })) as ComponentRow[]
      ).map(toComponent),
    count: async (what: ComponentSearch): Promise<number> =>
      countIn(await within(what).count.get(parameters(what))),
    isTaken: async (machineId: string, fingerprint: string): Promise<boolean> =>
      (await taken.get(machineId, fingerprint)) !== undefined,
    /** Whether a component of any machine has the fingerprint among which the policy wants it unique. */
    async isTakenBeyond({ id, policyId, productId, rules }: License, fingerprint: string): Promise<boolean> {
      const wide = rules.componentUniquenessStrategy
      if (wide === 'UNIQUE_PER_MACHINE') return false
      const license = wide === 'UNIQUE_PER_LICENSE' ? id : null
      const policy = wide === 'UNIQUE_PER_POLICY' ? policyId : null
      const product = wide === 'UNIQUE_PER_PRODUCT' ? productId : null
      return (await others.get({ fingerprint, license, policy, product })) !== undefined
    },
    rename: async (id: string, name: string, now: number): Promise<void> => {
      await rename.run({ id, name, now })
    },
    remove: async (id: string): Promise<boolean> => (await remove.run(id)) === 1,
  }
}
