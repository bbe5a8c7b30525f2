// What the file system and SQLite throw, as failures of the contract. Anything else is a bug and is thrown on.
import type { StoreReadErrorCode, StoreWriteErrorCode } from '#main/core/ports/license-store.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { NotOurs } from './place.ts'

const DENIED = new Set(['EACCES', 'EPERM', 'EROFS'])
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
/** SQLite's own result codes: https://sqlite.org/rescode.html */
const SQLITE = { readOnly: 8, full: 13, cannotOpen: 14 }

export const isFull = (error: unknown): boolean => FULL.has(codeOf(error))
export const isDenied = (error: unknown): boolean => DENIED.has(codeOf(error))

export class LockTimeout extends Error {}

/** `code`: a reason that the messages know (`storeTrouble`), or the operating system's code. */
export class StoreTrouble extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export function readFailure(error: unknown, folder: string): Failure<StoreReadErrorCode> {
  if (isDenied(error)) return failure('store_not_readable', { path: folder })
  return unreachable(error, folder)
}

function unreachable(error: unknown, path: string): Failure<'store_unreachable'> {
  if (error instanceof NotOurs) return failure('store_unreachable', { path: error.path, reason: 'not_ours' })
  const code = codeOf(error)
  if (code === '' || code.startsWith('ERR_')) throw error // a bug
  return failure('store_unreachable', { path, reason: code })
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
  return unreachable(error, folder)
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''
