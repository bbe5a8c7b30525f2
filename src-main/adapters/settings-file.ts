// The machine-wide settings as `settings.json` in the data folder, written whole under the store's lock.
import path from 'node:path'
import { z } from 'zod'
import { DEFAULT_SETTINGS, type Settings, type SettingsStore } from '#main/core/ports/settings.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { underLock } from './file-store/file-store.ts'
import { layoutOf } from './file-store/layout.ts'
import { PATIENCE } from './file-store/lock.ts'
import { readOptional } from './file-store/read-files.ts'
import { writeWhole } from './file-store/whole-file.ts'

const stored = z.object({
  proxy: z
    .discriminatedUnion('mode', [
      z.object({ mode: z.literal('system') }),
      z.object({ mode: z.literal('none') }),
      z.object({ mode: z.literal('manual'), url: z.string(), noProxy: z.string().default('') }),
    ])
    .default({ mode: 'system' }),
  caFile: z.string().nullable().default(null),
  offlineOnly: z.boolean().default(false),
})

/**
 * SECURITY: a proxy's password is in it, so it has the rights of the store's files; and where it cannot be understood
 * nothing is sent, since it may say “offline only”. docs/SECURITY.md#proxy
 */
export function settingsFile(dataDir: string, patience = PATIENCE): SettingsStore {
  const layout = layoutOf(dataDir)
  const file = path.join(dataDir, 'settings.json')
  const read = (): Settings | null => {
    try {
      const text = readOptional(file)
      return text === null ? DEFAULT_SETTINGS : stored.parse(JSON.parse(text))
    } catch {
      return null
    }
  }
  return {
    path: file,
    read() {
      const settings = read()
      return settings ? ok(settings) : err(failure('settings_not_readable', { path: file }))
    },
    change: (edit) =>
      underLock(layout, patience, () => {
        const settings = edit(read() ?? DEFAULT_SETTINGS)
        writeWhole(file, `${JSON.stringify(settings, null, 2)}\n`)
        return settings
      }),
  }
}
