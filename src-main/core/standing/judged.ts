// What is found of every stored license: what its file says, and how it and its products stand.
import type { Instant } from '#shared/instant.ts'
import type { VendorWord } from '#shared/license/changes.ts'
import type { LicensedProduct, MachineGrant } from '#shared/license/license.ts'
import type { End, Moment, ProductFacts, Standing } from '#shared/license/status.ts'
import type { FoundLicense, StoreContents, StoredStanding, UsageRecord } from '../ports/license-store.ts'

export interface JudgedProduct {
  readonly product: LicensedProduct
  readonly usage: UsageRecord | null
  /** What all licenses in force allow of it together; null: no limit. */
  readonly totalLimit: number | null
  /** It has a limit and has reported, and nothing says what. */
  readonly usageIsLost: boolean
  readonly standing: Standing
  /** null: it never ends. */
  readonly end: End | null
  /** When that may change by itself; null: never, as far as is known. */
  readonly changes: Instant | null
}

export interface JudgedLicense {
  readonly stored: FoundLicense
  /** null: the file proves nothing; `problem` says why. */
  readonly grant: MachineGrant | null
  readonly problem: string | null
  /** As far as the file says it, be it one that holds or not. */
  readonly owner: string
  /** It is another machine's, as far as one can tell. */
  readonly elsewhere: boolean
  /** The Unique Key of the machine that it is for; null: nothing tells. */
  readonly machine: string | null
  /** The file that is missing or not as it was written, so that nobody knows what the license says; null: none. */
  readonly damaged: string | null
  readonly lastCheck: Instant | null
  /** What the vendor said of it last, where that still counts; null: nothing against it. */
  readonly word: VendorWord | null
  readonly standing: Standing
  /** null: it never ends, or nobody knows when. */
  readonly end: End | null
  readonly products: readonly JudgedProduct[]
}

export interface Judged<Contents extends StoredStanding = StoreContents> {
  readonly contents: Contents
  readonly uniqueKey: string
  readonly moment: Moment
  /** Of everything that holds, before its usage is looked at. */
  readonly facts: readonly ProductFacts[]
  /** What maintenance does not cover of it counts for nothing (version-judged.ts). */
  readonly version: Instant
  /** What is gone or emptied, so that nobody can tell whether a license is another machine's; null: nothing is. */
  readonly lostId: string | null
  readonly licenses: readonly JudgedLicense[]
}
