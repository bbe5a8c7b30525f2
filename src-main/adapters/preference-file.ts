// Where a person's preferences lie, without the rules for what may be in them: the desktop's window is open before those are loaded.
import path from 'node:path'
import { insteadOfFile, NotAFile } from '#shared/files/given-file.ts'

/** conf's own options, so that both hosts of one person read the same file. */
export const PREFERENCE_OPTIONS = { configName: 'config', clearInvalidConfig: true } as const

export const preferenceFile = (folder: string): string =>
  path.join(folder, `${PREFERENCE_OPTIONS.configName}.json`)

/** Throws NotAFile: conf reads what lies there each time, and would wait for a pipe for ever. Of a folder the system says it. */
export function insistOnFile(folder: string): void {
  const file = preferenceFile(folder)
  const is = folder === '' ? null : insteadOfFile(file)
  if (is !== null && is !== 'folder') throw new NotAFile(file, is)
}
