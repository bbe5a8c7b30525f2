// The public halves of the signing keys, with the dates between which each may sign
// (docs/formats/vendor-profile.md#keys).
import type { DatabaseSync } from 'node:sqlite'
import type { TrustedKey } from '#shared/contract/vendor-profile.ts'
import { storedJson } from './stored-json.ts'

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

export function keyTable(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO keys (id, public_key, uses, valid_from, valid_until, revoked, active)' +
      ' VALUES (:id, :publicKey, :uses, :from, :until, :revoked, :active)',
  )
  const retire = database.prepare(
    'UPDATE keys SET active = 0, valid_until = :until, revoked = :revoked WHERE id = :id',
  )
  const activate = database.prepare('UPDATE keys SET active = 1 WHERE id = ?')
  const active = database.prepare('SELECT * FROM keys WHERE active = 1')
  const all = database.prepare('SELECT * FROM keys ORDER BY valid_from, id')
  return {
    insert(key: KeyRecord): void {
      const { id, publicKey, from, until } = key
      const [revoked, active] = [Number(key.revoked), Number(key.active)]
      insert.run({ id, publicKey, uses: JSON.stringify(key.uses), from, until, revoked, active })
    },
    /** Signs no more; stays trusted until then, or not at all when it is revoked. */
    retire(id: string, until: number, revoked: boolean): void {
      retire.run({ id, until, revoked: Number(revoked) })
    },
    /** Only after the one that signed was retired: no two sign at once. */
    activate: (id: string): void => void activate.run(id),
    active(): KeyRecord | null {
      const row = active.get() as KeyRow | undefined
      return row ? toRecord(row) : null
    },
    all: (): KeyRecord[] => (all.all() as unknown as KeyRow[]).map(toRecord),
  }
}
