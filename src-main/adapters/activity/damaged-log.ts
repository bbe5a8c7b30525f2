// A log with lines that are none of ours: found by `doctor`, and begun anew by `repair` with those that can be read.
import { closeSync, constants, fchmodSync, writeFileSync } from 'node:fs'
import type { StoreReason } from '#shared/contract/views.ts'
import { giveGroup } from '../file-store/group.ts'
import { withDirect, type Place } from '../file-store/place.ts'
import { openRegular, readState } from '../file-store/read-files.ts'
import { isEntry } from './list-entries.ts'

/** The group appends as well. */
export const RIGHTS = 0o660

export interface DamagedLog {
  readonly reason: StoreReason
  /** The lines that can be read. */
  readonly whole: string
}

/** Null: it is whole, or there is none. */
export function damagedLog(file: Place): DamagedLog | null {
  const state = readState(file)
  if (state.is === 'absent') return null
  if (state.is === 'trouble') return { reason: state.reason, whole: '' }
  const lines = state.text.split('\n').filter((line) => line !== '')
  const whole = lines.filter(isEntry)
  if (whole.length === lines.length) return null
  return { reason: 'unreadable', whole: whole.map((line) => `${line}\n`).join('') }
}

/** Behind what others may have appended meanwhile. */
export function putBack(file: Place, lines: string): void {
  if (lines === '') return
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT
  const handle = withDirect(file, (direct) => openRegular(direct, flags, RIGHTS))
  try {
    writeFileSync(handle, lines)
    giveRights(handle, file)
  } finally {
    closeSync(handle)
  }
}

/** The umask took the group's right to append. Only the file's owner may give it. */
export function giveRights(handle: number, file: Place): void {
  try {
    giveGroup(handle, file)
    fchmodSync(handle, RIGHTS)
  } catch {
    // Another member of the group made it just now.
  }
}
