// What the file system and SQLite throw, as failures of the contract. Anything else is a bug and is thrown on.
import type { StoreWriteErrorCode } from '#main/core/ports/license-store.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { LockTimeout } from './lock.ts'

const DENIED = new Set(['EACCES', 'EPERM', 'EROFS'])
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
/** SQLite's own result codes: https://sqlite.org/rescode.html */
const SQLITE = { readOnly: 8, full: 13, cannotOpen: 14 }

export const isFull = (error: unknown): boolean => FULL.has(codeOf(error))
export const isDenied = (error: unknown): boolean => DENIED.has(codeOf(error))

export function readFailure(error: unknown, folder: string): Failure<'store_not_readable'> {
  if (isDenied(error)) return failure('store_not_readable', { path: folder })
  throw error
}

export function writeFailure(error: unknown, folder: string): Failure<StoreWriteErrorCode> {
  if (error instanceof LockTimeout) return failure('store_busy', { path: folder })
  const code = codeOf(error)
  const sqlite = (error as { errcode?: number }).errcode
  if (isFull(error) || sqlite === SQLITE.full) return failure('disk_full', { path: folder })
  if (DENIED.has(code) || sqlite === SQLITE.readOnly || sqlite === SQLITE.cannotOpen)
    return failure('store_not_writable', { path: folder })
  // A data folder that is a file, or lies below one, cannot be written to either.
  if (code === 'ENOTDIR' || code === 'EEXIST') return failure('store_not_writable', { path: folder })
  throw error
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''
