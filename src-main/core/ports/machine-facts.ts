// What `doctor` and a request want to know of this machine beyond its id and its licenses.
import type { Failure } from '#shared/contract/errors.ts'
import type { System } from '#shared/contract/system.ts'
import type { Result } from '#shared/result.ts'
import type { StoreWriteErrorCode } from './license-store.ts'

export interface MachineFacts {
  readonly system: System
  /** What tells that this is a container, e.g. `/.dockerenv`; null: nothing does. */
  container(): string | null
  /** On the disk of the data folder, or of the folder it will be made in; null: the system does not say. */
  freeBytes(): number | null
  hostName(): string
  storeExists(): boolean
  /** Makes no folder. Waits a moment for another writer, not as long as a write would. */
  storeWritable(): Promise<Result<null, Failure<StoreWriteErrorCode>>>
}
