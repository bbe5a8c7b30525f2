// The rights of the data folder on Windows, where a folder takes over what its parent happens to allow.
import { spawnSync } from 'node:child_process'
import { windowsFolder } from '../windows-folder.ts'
import { StoreTrouble } from './failures.ts'

/**
 * By their well-known SIDs, since their names depend on the language. (OI)(CI): for what is made in it too.
 * https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers
 */
const RIGHTS = [
  '*S-1-5-18:(OI)(CI)F', // SYSTEM
  '*S-1-5-32-544:(OI)(CI)F', // Administrators
  '*S-1-5-32-545:(OI)(CI)RX', // Users
  // Who made it: Administrators where one of them did. Without it, a user who keeps a store of his own could not write.
  '*S-1-3-4:(OI)(CI)F', // Owner Rights
]

export interface Command {
  readonly program: string
  readonly args: readonly string[]
}

/** The exit status; null: it could not be started. */
export type RunCommand = (command: Command) => number | null

export const rightsCommand = (folder: string, windows: string): Command => ({
  program: String.raw`${windows}\System32\icacls.exe`,
  args: [folder, '/inheritance:r', '/grant:r', ...RIGHTS, '/q'],
})

/**
 * Precondition: this process has just made the folder, and nothing is in it. Throws where the rights could not be set.
 * SECURITY: what the parent allows to others does not count. docs/SECURITY.md#store
 */
export function giveWindowsRights(folder: string, run: RunCommand = runHidden): void {
  if (run(rightsCommand(folder, windowsFolder())) !== 0) throw new StoreTrouble('rights_not_set')
}

const runHidden: RunCommand = ({ program, args }) =>
  spawnSync(program, args, { stdio: 'ignore', windowsHide: true }).status
