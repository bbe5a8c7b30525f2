// Licensed applications (Keygen's products) and the two policies of each.
import type { DatabaseSync } from 'node:sqlite'

export interface Product {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly created: number
}

export interface Policy {
  readonly id: string
  readonly productId: string
  readonly name: string
  readonly floating: boolean
  readonly requireHeartbeat: boolean
  /** Seconds. */
  readonly heartbeatDuration: number
  readonly resurrection: 'ALWAYS_REVIVE' | 'NO_REVIVE'
  readonly created: number
}

interface PolicyRow {
  id: string
  product_id: string
  name: string
  floating: number
  require_heartbeat: number
  heartbeat_duration: number
  resurrection: Policy['resurrection']
  created: number
}

const toPolicy = (row: PolicyRow): Policy => ({
  id: row.id,
  productId: row.product_id,
  name: row.name,
  floating: row.floating === 1,
  requireHeartbeat: row.require_heartbeat === 1,
  heartbeatDuration: row.heartbeat_duration,
  resurrection: row.resurrection,
  created: row.created,
})

export function productTable(database: DatabaseSync) {
  const byCode = database.prepare('SELECT id, code, name, created FROM products WHERE code = ?')
  const byId = database.prepare('SELECT id, code, name, created FROM products WHERE id = ?')
  const all = database.prepare('SELECT id, code, name, created FROM products ORDER BY created, rowid')
  const insert = database.prepare(
    'INSERT INTO products (id, code, name, created) VALUES (:id, :code, :name, :created)',
  )
  return {
    insert: ({ id, code, name, created }: Product): void => void insert.run({ id, code, name, created }),
    byCode: (code: string): Product | null => (byCode.get(code) as Product | undefined) ?? null,
    byId: (id: string): Product | null => (byId.get(id) as Product | undefined) ?? null,
    /** The oldest first: that is the default application. */
    all: (): Product[] => all.all() as unknown as Product[],
  }
}

export function policyTable(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO policies (id, product_id, name, floating, require_heartbeat, heartbeat_duration, resurrection, created)' +
      ' VALUES (:id, :productId, :name, :floating, :heartbeat, :heartbeatDuration, :resurrection, :created)',
  )
  const byId = database.prepare('SELECT * FROM policies WHERE id = ?')
  return {
    insert(policy: Policy): void {
      const { id, productId, name, heartbeatDuration, resurrection, created } = policy
      const [floating, heartbeat] = [Number(policy.floating), Number(policy.requireHeartbeat)]
      insert.run({ id, productId, name, floating, heartbeat, heartbeatDuration, resurrection, created })
    },
    /** Every license follows a policy: that one is missing would be a bug. */
    of(license: { readonly id: string; readonly policyId: string }): Policy {
      const row = byId.get(license.policyId) as PolicyRow | undefined
      if (!row) throw new Error(`license ${license.id} has no policy`)
      return toPolicy(row)
    },
  }
}
