// The public halves of the signing keys, with the dates between which each may sign
// (docs/formats/vendor-profile.md#keys).
import type { TrustedKey } from '#shared/contract/vendor-profile.ts'
import { storedJson } from './stored-json.ts'
import type { Queries } from './queries.ts'

export interface KeyRecord {
  /** First 8 hex digits of the SHA-256 of the public key's raw bytes. */
  readonly id: string
  readonly publicKey: string
  readonly uses: TrustedKey['use']
  readonly from: number
  readonly until: number | null
  readonly revoked: boolean
  /** The one that signs now. */
  readonly active: boolean
}

interface KeyRow {
  id: string
  public_key: string
  uses: string
  valid_from: number
  valid_until: number | null
  revoked: number
  active: number
}

const toRecord = (row: KeyRow): KeyRecord => ({
  id: row.id,
  publicKey: row.public_key,
  uses: storedJson(row.uses) as TrustedKey['use'],
  from: row.valid_from,
  until: row.valid_until,
  revoked: row.revoked === 1,
  active: row.active === 1,
})

export function keyTable(queries: Queries) {
  const insert = queries.prepare(
    'INSERT INTO keys (id, public_key, uses, valid_from, valid_until, revoked, active)' +
      ' VALUES (:id, :publicKey, :uses, :from, :until, :revoked, :active)',
  )
  const retire = queries.prepare(
    'UPDATE keys SET active = 0, valid_until = :until, revoked = :revoked WHERE id = :id',
  )
  const activate = queries.prepare('UPDATE keys SET active = 1 WHERE id = ?')
  const active = queries.prepare('SELECT * FROM keys WHERE active = 1')
  const all = queries.prepare('SELECT * FROM keys ORDER BY valid_from, id')
  return {
    async insert(key: KeyRecord): Promise<void> {
      const { id, publicKey, from, until } = key
      const [revoked, active] = [Number(key.revoked), Number(key.active)]
      await insert.run({ id, publicKey, uses: JSON.stringify(key.uses), from, until, revoked, active })
    },
    /** Signs no more; stays trusted until then, or not at all when it is revoked. */
    async retire(id: string, until: number, revoked: boolean): Promise<void> {
      await retire.run({ id, until, revoked: Number(revoked) })
    },
    /** Only after the one that signed was retired: no two sign at once. */
    activate: async (id: string): Promise<void> => {
      await activate.run(id)
    },
    async active(): Promise<KeyRecord | null> {
      const row = (await active.get()) as KeyRow | undefined
      return row ? toRecord(row) : null
    },
    all: async (): Promise<KeyRecord[]> => ((await all.all()) as KeyRow[]).map(toRecord),
  }
}
