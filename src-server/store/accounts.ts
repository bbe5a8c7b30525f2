// The one account of a database: the vendor, as its profile names it.
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { storedJson } from './stored-json.ts'
import type { Queries } from './queries.ts'

/** Missing where an `init` of an earlier version did not keep them. */
type Later = 'offlineOnly' | 'machineIdFile' | 'demo'

/** What the vendor's back office keeps of a profile; keys and the server's ids come from the other tables. */
export type VendorRecord = Omit<VendorProfile, 'keys' | 'server' | Later> &
  Partial<Pick<VendorProfile, Later>> & {
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

export function accountTable(queries: Queries) {
  const insert = queries.prepare('INSERT INTO account (id, vendor, created) VALUES (:id, :vendor, :created)')
  const read = queries.prepare('SELECT id, vendor, created FROM account')
  return {
    async insert({ id, vendor, created }: Account): Promise<void> {
      await insert.run({ id, vendor: JSON.stringify(vendor), created })
    },
    /** Null in a database whose `init` did not finish. */
    async read(): Promise<Account | null> {
      const row = (await read.get()) as AccountRow | undefined
      return row ? { ...row, vendor: storedJson(row.vendor) as VendorRecord } : null
    },
  }
}
