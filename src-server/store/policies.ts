// Policies: the rules that the clients of a license are held to.
import type { DatabaseSync } from 'node:sqlite'
import { STANDARD_RULES, type PolicyRules } from './policy-rules.ts'
import { storedJson } from './stored-json.ts'

export interface Policy {
  readonly id: string
  readonly productId: string
  readonly name: string
  readonly rules: PolicyRules
  /** One of the two of its application that a license follows by its number of machines, unless another was chosen. */
  readonly standard: boolean
  readonly created: number
  readonly updated: number
}

interface PolicyRow {
  id: string
  product_id: string
  name: string
  rules: string
  standard: number
  created: number
  updated: number
}

export const storedRules = (text: string): PolicyRules => ({
  ...STANDARD_RULES,
  ...(storedJson(text) as Partial<PolicyRules>),
})

const toPolicy = (row: PolicyRow): Policy => ({
  id: row.id,
  productId: row.product_id,
  name: row.name,
  rules: storedRules(row.rules),
  standard: row.standard === 1,
  created: row.created,
  updated: row.updated,
})

export function policyTable(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO policies (id, product_id, name, rules, standard, created, updated)' +
      ' VALUES (:id, :productId, :name, :rules, :standard, :created, :updated)',
  )
  const update = database.prepare(
    'UPDATE policies SET name = :name, rules = :rules, updated = :updated WHERE id = :id',
  )
  const byId = database.prepare('SELECT * FROM policies WHERE id = ?')
  const named = database.prepare(
    'SELECT * FROM policies WHERE id = :name OR name = :name ORDER BY id <> :name',
  )
  const all = database.prepare('SELECT * FROM policies ORDER BY created, rowid')
  const standard = database.prepare(
    'SELECT * FROM policies WHERE product_id = ? AND floating = ? AND standard = 1',
  )
  const followers = database.prepare('SELECT count(*) AS count FROM licenses WHERE policy_id = ?')
  const one = (row: unknown): Policy | null => (row ? toPolicy(row as PolicyRow) : null)
  return {
    insert({ id, productId, name, rules, standard: isStandard, created, updated }: Policy): void {
      const values = { id, productId, name, standard: Number(isStandard), created, updated }
      insert.run({ ...values, rules: JSON.stringify(rules) })
    },
    update({ id, name, rules }: Policy, now: number): void {
      update.run({ id, name, rules: JSON.stringify(rules), updated: now })
    },
    byId: (id: string): Policy | null => one(byId.get(id)),
    /** By id, else by name: of two of one name the caller has to be told. */
    named: (name: string): Policy[] => (named.all({ name }) as unknown as PolicyRow[]).map(toPolicy),
    /** The oldest first. */
    all: (): Policy[] => (all.all() as unknown as PolicyRow[]).map(toPolicy),
    /** Of an application, which always has both. */
    standard(productId: string, floating: boolean): Policy {
      const policy = one(standard.get(productId, Number(floating)))
      if (!policy) throw new Error(`application ${productId} lacks a policy`)
      return policy
    },
    licensesOf: (id: string): number => Number(followers.get(id)?.['count']),
    /** Every license follows a policy: that one is missing would be a bug. */
    of(license: { readonly id: string; readonly policyId: string }): Policy {
      const policy = one(byId.get(license.policyId))
      if (!policy) throw new Error(`license ${license.id} has no policy`)
      return policy
    },
  }
}
