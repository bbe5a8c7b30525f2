// What is made in the data folder belongs to the folder's group, also where the folder does not hand that down.
import { fchownSync, fstatSync, statSync } from 'node:fs'
import { isDenied } from './failures.ts'
import type { Place } from './place.ts'

const GROUP_WRITES = 0o020

/**
 * Of a folder without set-group-id, as an administrator or a copy may have made it. Only where its group writes there: to
 * others a License Code is not shown.
 */
export function giveGroup(handle: number, { root }: Place): void {
  if (process.platform === 'win32') return
  const folder = statSync(root)
  const { uid, gid } = fstatSync(handle)
  if (gid === folder.gid || (folder.mode & GROUP_WRITES) === 0) return
  try {
    fchownSync(handle, uid, folder.gid)
  } catch (error) {
    if (!isDenied(error)) throw error // else no member of it
  }
}
