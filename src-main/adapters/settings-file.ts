// The machine-wide settings as `settings.json` in the data folder, written whole under the store's lock.
import { z } from 'zod'
import {
  DEFAULT_SETTINGS,
  LOST_SETTINGS,
  type Settings,
  type SettingsStore,
} from '#main/core/ports/settings.ts'
import { failure } from '#shared/contract/errors.ts'
import { checkInterval } from '#shared/contract/settings.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { err, ok } from '#shared/result.ts'
import { object, OTHERWISE, readAs, readJsonAs, record, text, type Shape } from '#shared/shape.ts'
import { isTooLong, StoreTrouble } from './file-store/failures.ts'
import { underLock } from './file-store/under-lock.ts'
import { isNewer } from './file-store/format.ts'
import { layoutOf, type Layout } from './file-store/layout.ts'
import { PATIENCE } from './file-store/lock.ts'
import { pathOf } from './file-store/place.ts'
import { isThere, lookAt, parseJson, readOptional, readState } from './file-store/read-files.ts'
import { insistOn, keepCopy } from './file-store/set-aside.ts'
import { saysTwice } from './says-twice.ts'
import { writeWhole } from './file-store/whole-file.ts'

/** Strict: what another version, or a hand, put beside these may say “offline only” in its own way. */
const schema = z.strictObject({
  proxy: z
    .discriminatedUnion('mode', [
      z.object({ mode: z.literal('system') }),
      z.object({ mode: z.literal('none') }),
      z.object({ mode: z.literal('manual'), url: z.string(), noProxy: z.string().default('') }),
    ])
    .default({ mode: 'system' }),
  caFile: z.string().nullable().default(null),
  offlineOnly: z.boolean().default(false),
  checkIntervalHours: checkInterval.default(DEFAULT_SETTINGS.checkIntervalHours),
})

const stored: Shape<Settings> = (value) => schema.safeParse(value).data ?? OTHERWISE

/**
 * SECURITY: a proxy's password is in it, so it has the rights of the store's files; and where it cannot be understood
 * nothing is sent, since it may say “offline only”. docs/SECURITY.md#proxy
 */
export function settingsFile(dataDir: string, patience = PATIENCE): SettingsStore {
  const layout = layoutOf(dataDir)
  const path = pathOf(layout.settings)
  const read = (): Reading => {
    if (isTooLong(dataDir)) return new Damaged('name_too_long')
    if (isNewer(layout)) return 'newer_store'
    const state = readState(layout.settings)
    if (state.is === 'absent') return isGone(layout) ? new Damaged('gone') : DEFAULT_SETTINGS
    if (state.is === 'trouble') return new Damaged(reasonAt(layout, state.reason))
    return understood(state.text) ?? (isOfNewer(state.text) ? 'newer' : new Damaged('unreadable'))
  }
  const newer = (what: 'newer' | 'newer_store') =>
    err(what === 'newer' ? failure('settings_newer', { path }) : failure('store_newer', { path: dataDir }))
  return {
    path,
    read() {
      const settings = read()
      if (settings === 'newer' || settings === 'newer_store') return newer(settings)
      return settings instanceof Damaged
        ? err(failure('settings_not_readable', { path, reason: settings.reason }))
        : ok(settings)
    },
    text: () => readOptional(layout.settings),
    understood,
    async change(edit) {
      const written = await underLock(layout, patience, () => {
        const current = read()
        if (current === 'newer' || current === 'newer_store') return newer(current)
        if (current instanceof Damaged) keepDamaged(layout)
        const settings = edit(current instanceof Damaged ? LOST_SETTINGS : current)
        writeWhole(layout.settings, `${JSON.stringify(settings, null, 2)}\n`, layout.staging)
        if (!isThere(layout.settingsOnce)) writeWhole(layout.settingsOnce, SETTINGS_ONCE, layout.staging)
        return ok(settings)
      })
      return written.ok ? written.value : written
    },
  }
}

const understood = (text: string): Settings | null =>
  saysTwice(text, OFFLINE_ONLY) ? null : parseJson(text, stored)

const OFFLINE_ONLY = 'offlineOnly' satisfies keyof Settings

// eslint-disable-next-line words/in-messages -- one file for people of every language
const SETTINGS_ONCE = 'Settings were saved here. If settings.json is gone, it was lost.\n'

/** In this order: a writer puts the settings first. */
const isGone = (layout: Layout): boolean => isThere(layout.settingsOnce) && !isThere(layout.settings)

type Reading = Settings | 'newer' | 'newer_store' | Damaged

/** Damaged, or not to be read. `reason`: as the words know it (`storeTrouble`). */
class Damaged {
  readonly reason: string
  constructor(reason: StoreReason | 'folder_in_the_way' | 'name_too_long') {
    this.reason = reason
  }
}

/** A folder is the one thing that a new file cannot replace. */
const reasonAt = (layout: Layout, reason: StoreReason) =>
  reason === 'not_a_file' && isFolder(layout) ? 'folder_in_the_way' : reason

function isFolder(layout: Layout): boolean {
  try {
    return lookAt(layout.settings)?.isDirectory() === true
  } catch {
    return false // a file on the way there
  }
}

/**
 * It has every setting that this version writes, and another one or another kind of proxy. Where one of them is missing,
 * its name was damaged or written by hand.
 */
function isOfNewer(json: string): boolean {
  if (saysTwice(json, OFFLINE_ONLY)) return false
  const known = readJsonAs(json, record)
  if (known === null) return false
  const names = Object.keys(schema.shape)
  if (names.some((name) => !Object.hasOwn(known, name))) return false
  if (Object.keys(known).length > names.length) return true
  const proxy = readAs(known['proxy'], object({ mode: text() }))
  return proxy !== null && !MODES.has(proxy.mode)
}

const MODES: ReadonlySet<string> = new Set(['system', 'none', 'manual'] satisfies Settings['proxy']['mode'][])

/** A copy is set aside before the file is replaced, so that at no moment there is none. */
function keepDamaged(layout: Layout): void {
  const state = readState(layout.settings)
  insistOn(layout.settings)
  if (isFolder(layout)) throw new StoreTrouble('EISDIR', pathOf(layout.settings))
  if (state.is === 'text') keepCopy(layout, layout.settings, state.text)
}
