// What the operating system, or an administrator's file, says this machine is.
import type { ErrorsOf, Failure } from '#shared/contract/errors.ts'
import type { Result } from '#shared/result.ts'
import type { StoreWriteErrorCode } from './license-store.ts'

/** `store_not_readable`: the id file is in the data folder, and this person may not read it. */
export type MachineIdErrorCode = ErrorsOf<'machine'>

export interface MachineIdentity {
  /** Normalized: 32 hex digits, lower case. */
  readonly id: string
  readonly source: 'system' | 'file'
  /** The file, or what the operating system calls it. */
  readonly from: string
  /** Another source of the system that names another id; null: none does. */
  readonly differs: string | null
  /** A source that counts before it and is empty, so that it may have named another id; null: none is. */
  readonly emptied: string | null
}

export interface MachineIdReader {
  /** `directly`: the same answer sooner, for the gate. */
  read(way?: 'directly'): Promise<Result<MachineIdentity, Failure<MachineIdErrorCode>>>
}

export interface MachineId extends MachineIdReader {
  /** Writes the machine-wide id file, and tells every watching process. `id` is normalized. */
  write(id: string): Promise<Result<null, Failure<StoreWriteErrorCode>>>
}
