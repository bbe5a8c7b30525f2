// What an administrator chose for the whole machine: beside the licenses, or laid down outside of them for everybody.
import type { SettingsChange } from '#shared/contract/settings.ts'
import type { Failure } from '#shared/contract/errors.ts'
import type { Result } from '#shared/result.ts'
import type { StoreWriteErrorCode } from './license-store.ts'

export type ProxyChoice =
  | { readonly mode: 'system' }
  | { readonly mode: 'none' }
  | { readonly mode: 'manual'; readonly url: string; readonly noProxy: string }

interface Kept {
  readonly proxy: ProxyChoice
  /** PEM or DER, beside the operating system's certificates; null: none. */
  readonly caFile: string | null
  /** As in the vendor profile: no socket is opened at all. */
  readonly offlineOnly: boolean
  /** Between two automatic refreshes of one program, about. */
  readonly checkIntervalHours: number
}

/** Whatever can be set is kept: a setting that is missing above does not compile. */
export type Settings = { readonly [Name in keyof SettingsChange]-?: Kept[Name] }

export const DEFAULT_SETTINGS: Settings = {
  proxy: { mode: 'system' },
  caFile: null,
  offlineOnly: false,
  checkIntervalHours: 24,
}

/** What was not understood may have said “offline only”: that is given up by saying so alone. */
export const LOST_SETTINGS: Settings = { ...DEFAULT_SETTINGS, offlineOnly: true }

export type SettingsReadErrorCode = 'settings_not_readable' | 'settings_newer' | 'store_newer'

export interface SettingsStore {
  readonly path: string
  /** Read anew each time: another process may have changed them. */
  read(): Result<Settings, Failure<SettingsReadErrorCode>>
  /** What is in the file, whoever can understand it; null: there is none, or it cannot be read. */
  text(): string | null
  /** Of such a text; null: this version does not understand it. */
  understood(text: string): Settings | null
  /** One writer at a time, over all processes. Damaged settings are replaced as a whole (`edit` gets LOST_SETTINGS), a newer version's never. */
  change(
    edit: (current: Settings) => Settings,
  ): Promise<Result<Settings, Failure<StoreWriteErrorCode | 'settings_newer'>>>
}

/** What was laid down goes before what is stored, and is changed by nobody here. */
export interface ManagedSettings {
  /** The file, or the key of the registry. */
  readonly path: string
  /** Read anew each time; nothing was laid down: no member. */
  read(): Result<Partial<Settings>, Failure<'managed_settings_not_usable'>>
}
