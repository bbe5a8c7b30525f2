// The one account of a database: the vendor, as its profile names it.
import type { DatabaseSync } from 'node:sqlite'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'

/** What the vendor's back office keeps of a profile; keys and the server's ids come from the other tables. */
export type VendorRecord = Pick<
  VendorProfile,
  'id' | 'name' | 'uniqueKeyPrefix' | 'support' | 'catalogue'
> & {
  /** The public address that profiles are printed with unless told otherwise. */
  readonly serverUrl: string
}

export interface Account {
  readonly id: string
  readonly vendor: VendorRecord
  readonly created: number
}

interface AccountRow {
  id: string
  vendor: string
  created: number
}

export function accountTable(database: DatabaseSync) {
  return {
    insert(account: Account): void {
      database
        .prepare('INSERT INTO account (id, vendor, created) VALUES (:id, :vendor, :created)')
        .run({ id: account.id, vendor: JSON.stringify(account.vendor), created: account.created })
    },
    /** Null in a database whose `init` did not finish. */
    read(): Account | null {
      const row = database.prepare('SELECT id, vendor, created FROM account').get() as AccountRow | undefined
      return row ? { ...row, vendor: JSON.parse(row.vendor) as VendorRecord } : null
    },
  }
}
