// Policies: the rules that the clients of a license are held to.
import { STANDARD_RULES, type PolicyRules } from './policy-rules.ts'
import { storedJson } from './stored-json.ts'
import { countIn, type Queries } from './queries.ts'

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

/** By their text: all licenses of a policy have the same, and each is read with its policy's. */
const read = new Map<string, PolicyRules>()
const MOST_READ = 1000

export function storedRules(text: string): PolicyRules {
  const known = read.get(text)
  if (known) return known
  const rules = { ...STANDARD_RULES, ...(storedJson(text) as Partial<PolicyRules>) }
  if (read.size >= MOST_READ) read.clear()
  read.set(text, rules)
  return rules
}

const toPolicy = (row: PolicyRow): Policy => ({
  id: row.id,
  productId: row.product_id,
  name: row.name,
  rules: storedRules(row.rules),
  standard: row.standard === 1,
  created: row.created,
  updated: row.updated,
})

export function policyTable(queries: Queries) {
  const insert = queries.prepare(
    'INSERT INTO policies (id, product_id, name, rules, standard, created, updated)' +
      ' VALUES (:id, :productId, :name, :rules, :standard, :created, :updated)',
  )
  const update = queries.prepare(
    'UPDATE policies SET name = :name, rules = :rules, updated = :updated WHERE id = :id',
  )
  const byId = queries.prepare('SELECT * FROM policies WHERE id = ?')
  const named = queries.prepare(
    'SELECT * FROM policies WHERE id = :name OR name = :name ORDER BY id <> :name',
  )
  const all = queries.prepare('SELECT * FROM policies ORDER BY created, rowid')
  const standard = queries.prepare(
    'SELECT * FROM policies WHERE product_id = ? AND floating = ? AND standard = 1',
  )
  const followers = queries.prepare('SELECT count(*) AS count FROM licenses WHERE policy_id = ?')
  const one = (row: unknown): Policy | null => (row ? toPolicy(row as PolicyRow) : null)
  return {
    async insert({
      id,
      productId,
      name,
      rules,
      standard: isStandard,
      created,
      updated,
    }: Policy): Promise<void> {
      const values = { id, productId, name, standard: Number(isStandard), created, updated }
      await insert.run({ ...values, rules: JSON.stringify(rules) })
    },
    async update({ id, name, rules }: Policy, now: number): Promise<void> {
      await update.run({ id, name, rules: JSON.stringify(rules), updated: now })
    },
    byId: async (id: string): Promise<Policy | null> => one(await byId.get(id)),
    /** By id, else by name: of two of one name the caller has to be told. */
    named: async (name: string): Promise<Policy[]> =>
      ((await named.all({ name })) as PolicyRow[]).map(toPolicy),
    /** The oldest first. */
    all: async (): Promise<Policy[]> => ((await all.all()) as PolicyRow[]).map(toPolicy),
    /** Of an application, which always has both. */
    async standard(productId: string, floating: boolean): Promise<Policy> {
      const policy = one(await standard.get(productId, Number(floating)))
      if (!policy) throw new Error(`application ${productId} lacks a policy`)
      return policy
    },
    licensesOf: async (id: string): Promise<number> => countIn(await followers.get(id)),
    /** Every license follows a policy: that one is missing would be a bug. */
    async of(license: { readonly id: string; readonly policyId: string }): Promise<Policy> {
      const policy = one(await byId.get(license.policyId))
      if (!policy) throw new Error(`license ${license.id} has no policy`)
      return policy
    },
  }
}
