// The licenses kept on this machine. The signed text is the truth; everything shown is derived from it.
import type { ErrorsOf, Failure } from '#shared/contract/errors.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { Instant } from '#shared/instant.ts'
import type { ActivationMode } from '#shared/license/license.ts'
import type { DaysOverLimit } from '#shared/license/days-over-limit.ts'
import type { Result } from '#shared/result.ts'

/** A signed answer of the activation server, verbatim, so that it can be verified again at every reading. */
export interface RecordedAnswer {
  readonly method: string
  readonly target: string
  readonly host: string
  readonly date: string
  readonly digest: string
  readonly signature: string
  readonly body: string
}

export interface StoredLicense {
  readonly id: string
  /** The machine file or typed key, as `plainKey` has it; in another form it is damaged. */
  readonly file: string
  readonly code: string
  readonly mode: ActivationMode
  readonly activatedOn: Instant | null
  /** The last answer to a validation; null: none, or offline. */
  readonly validation: RecordedAnswer | null
}

/** As it was found. */
export interface FoundLicense extends StoredLicense {
  /** Its folder, for words: it may have been renamed, so nothing is decided by it. */
  readonly where: string
  /** The name of its key in there. */
  readonly keyFile: string
  /** Whether the License Code is the one that was put; null: nothing tells. Only explains why a key does not open. */
  readonly codeIsAsPut: boolean | null
  /** Whether this machine had an administrator's id file when the license was put. */
  readonly hadIdFile: boolean
  /** Whether `mode` was noted when it was put; else it is what its files look like. */
  readonly modeIsNoted: boolean
}

export interface UsageRecord {
  readonly product: string
  readonly usage: number
  readonly reportedAt: Instant
  readonly daysOverLimit: DaysOverLimit
}

/** What a product wrote by itself, in a file of its own: it counts in place of what was reported before. */
export interface UsageReport {
  readonly product: string
  /** null: it cannot be read, and `problem` says why. */
  readonly usage: number | null
  readonly reportedAt: Instant
  readonly problem: StoreReason | null
}

/** Within the data folder, for words. */
export const reportPlace = (product: string): string => `usage/${product}.json`

/** What was in use at a moment, and what was licensed then; null: no limit. */
export interface UsagePoint {
  readonly at: Instant
  readonly usage: number
  readonly limit: number | null
}

/** A license that was deactivated while its server was away: the seat is still to be given back. */
export interface PendingReturn {
  readonly licenseId: string
  readonly owner: string
  readonly code: string
  readonly fingerprint: string
  readonly since: Instant
  /** Whether the seat went is not known: the deactivation was begun, and whoever began it did not come to the end. */
  readonly begun?: boolean | undefined
}

export interface FoundReturn extends PendingReturn {
  /** Its file, for words. */
  readonly where: string
}

/** An offline license that was declared not to be used here any more: its keys up to that one are refused. */
export interface ReturnedKey {
  readonly licenseId: string
  /** When the key that was returned was issued. */
  readonly issued: Instant
  readonly returned: Instant
  readonly returnCode: string
}

/** Reason of a problem: the disk did not give it, and may another time. */
export const READ_FAILED = 'read_failed' satisfies StoreReason
/** Reason of a problem: this process, or the machine, may open no further file at present. */
export const TOO_MANY_OPEN = 'too_many_open_files' satisfies StoreReason
/** Reason of a problem: there may well be a license, but this person may not read it. */
export const NO_PERMISSION = 'no_permission' satisfies StoreReason

export interface StoreProblem {
  readonly where: string
  readonly reason: string
  /** Of a note of a deactivation, whose name may be none that a person knows. */
  readonly license?: NamedLicense | undefined
}

/** In its place at this moment. Of what was set aside, another version may have named the reason. */
export interface FoundProblem extends StoreProblem {
  readonly reason: StoreReason
}

export interface NamedLicense {
  readonly id: string
  readonly owner: string
  readonly codeMasked: string
}

/** What keeps writers from writing. */
export interface Obstacle {
  readonly where: string
  readonly reason: StoreReason
  /** As a writer answers with it. */
  readonly failure: Failure<StoreWriteErrorCode>
}

/** A license whose seat this machine gave back online, now or as soon as a refresh can. */
export interface GivenBack {
  readonly licenseId: string
  /** The latest signed time then: no file of it that was issued up to then holds here any more. */
  readonly issued: Instant
  readonly givenBack: Instant
}

export interface StoreRepair {
  /** As they were named before. */
  readonly setAside: readonly StoreProblem[]
  /** Somebody is copying it at this moment, this person may not read it, or only a person can mend it. */
  readonly left: readonly StoreProblem[]
}

/** All that it depends on how a license stands, and nothing else. */
export interface StoredStanding {
  readonly licenses: readonly FoundLicense[]
  readonly problems: readonly StoreProblem[]
  readonly usage: readonly UsageRecord[]
  /** What usage that is there was not read, though it may be whole, and why; null: it was read, or there is none. */
  readonly usageUnread: StoreProblem | null
  /** In `usage` already, where they can be read. */
  readonly reports: readonly UsageReport[]
  readonly givenBack: readonly GivenBack[]
  readonly returned: readonly ReturnedKey[]
  /** The latest signed time that was ever seen; 0: none. */
  readonly mark: Instant
}

export interface StoreContents extends StoredStanding {
  /** Another after every change, and what `watch` tells of it. The contents are at least as new as it says. */
  readonly revision: string
  readonly returns: readonly FoundReturn[]
  /** Some of both was lost: a key that is not in it may have been returned all the same. */
  readonly returnedIncomplete: boolean
  /** Licenses that were put here, and are not in their place any more, though nobody took them off. */
  readonly missing: readonly MissingLicense[]
}

export interface MissingLicense {
  readonly id: string
  readonly mode: ActivationMode
  readonly codeMasked: string
  /** Its folder, for words. */
  readonly where: string
}

export type StoreReadErrorCode = ErrorsOf<'store_read'>
export type StoreWriteErrorCode = ErrorsOf<'store_write'>

/** All changes of one write are on the disk when it ends well, and none of them where it does not. */
export interface StoreWriter {
  /**
   * In the place of the one with the same id, and of the one that is stored as `formerId`: a license that came as a
   * typed key is given its own id later. At every moment one of the two is here, and never both.
   */
  putLicense(license: StoredLicense, formerId?: string): void
  putValidation(licenseId: string, answer: RecordedAnswer): void
  /** Its files are deleted. One that is not here is no failure, and is not missed any more. */
  removeLicense(licenseId: string): void
  putReturn(pending: PendingReturn): void
  removeReturn(licenseId: string): void
  /** In the place of an earlier one of the same license. */
  putReturned(key: ReturnedKey): void
  /** In the place of an earlier one of the same license. */
  putGivenBack(one: GivenBack): void
  removeGivenBack(licenseId: string): void
  putUsage(record: UsageRecord): void
  /** Adds to a product's history, if that can be; which points are worth keeping is the store's affair. */
  addUsagePoint(product: string, point: UsagePoint): void
  /**
   * Adds points of another time to what is there; of two of one moment one stays. Not `isWhole`: the newest of them may
   * be missing, which is noted until the next report.
   */
  mergeUsagePoints(product: string, points: readonly UsagePoint[], isWhole: boolean): void
  /** Raises the latest signed time; a lower one is ignored. */
  raiseMark(signed: Instant): void
  /** Sets the latest signed time, to a lower one as well: only for a time that the vendor proved to be the present. */
  setMark(signed: Instant): void
}

/** What a gate needs of it: nothing is written and nothing waits, whoever writes meanwhile. */
export interface LicenseReader {
  readStanding(): Result<StoredStanding, Failure<StoreReadErrorCode>>
  /** Whether the desk ever recorded the product's usage, and no record says what, at this moment either. */
  isRecordLost(product: string): boolean
}

export interface LicenseStore extends LicenseReader {
  read(): Result<StoreContents, Failure<StoreReadErrorCode>>
  /** One writer at a time, over all processes. `change` sees what is stored at that moment. */
  write<T>(
    change: (writer: StoreWriter, contents: StoreContents) => T,
  ): Promise<Result<T, Failure<StoreWriteErrorCode>>>
  /** Oldest first. Not part of the contents: only whoever plots it needs it. */
  usageHistory(product: string): Result<readonly UsagePoint[], Failure<StoreReadErrorCode>>
  /** Whether the product ever did, be its history readable or not. */
  hasReported(product: string): boolean
  /** Whether its last point is the last that there was. That of a product that never reported is. */
  isHistoryWhole(product: string): boolean
  /** What is damaged where `read` does not look: what was in use over time, and what happened. */
  damagedBeside(): readonly StoreProblem[]
  /** Of each place that writers write, found without changing anything. */
  obstacles(): readonly Obstacle[]
  /**
   * Sets aside what is damaged, for a person who knows that this makes “cannot tell” a “no”. Deletes nothing. `notes`: of
   * a deactivation of each license that is here, each for the place of its own where that is damaged. `uniqueKey`: of this
   * machine, for a note that lost it; null: nobody knows it for sure.
   */
  repair(
    notes?: readonly PendingReturn[],
    uniqueKey?: string | null,
  ): Promise<Result<StoreRepair, Failure<StoreWriteErrorCode>>>
  /** Whether a write could succeed now, and that license be removed; asked before a seat is taken or given back. */
  probe(removing?: string): Promise<Result<null, Failure<StoreWriteErrorCode>>>
  /** Calls back after every change by any process; returns its own unsubscribe. */
  watch(listener: (revision: string) => void): () => void
}
