// The machine-wide settings as `settings.json` in the data folder, written whole under the store's lock.
import { z } from 'zod'
import { DEFAULT_SETTINGS, type Settings, type SettingsStore } from '#main/core/ports/settings.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { underLock } from './file-store/file-store.ts'
import { layoutOf } from './file-store/layout.ts'
import { PATIENCE } from './file-store/lock.ts'
import { pathOf } from './file-store/place.ts'
import { parseJson, readState } from './file-store/read-files.ts'
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
  const path = pathOf(layout.settings)
  const read = (): Settings | null => {
    const state = readState(layout.settings)
    return state.is === 'absent'
      ? DEFAULT_SETTINGS
      : state.is === 'text'
        ? parseJson(state.text, stored)
        : null
  }
  return {
    path,
    read() {
      const settings = read()
      return settings ? ok(settings) : err(failure('settings_not_readable', { path }))
    },
    change: (edit) =>
      underLock(layout, patience, () => {
        const settings = edit(read() ?? DEFAULT_SETTINGS)
        writeWhole(layout.settings, `${JSON.stringify(settings, null, 2)}\n`)
        return settings
      }),
  }
}
