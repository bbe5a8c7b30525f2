// The settings as they count: what was laid down for this machine before what is stored.
import type { Failure } from '#shared/contract/errors.ts'
import { ok, type Result } from '#shared/result.ts'
import type { ManagedSettings, Settings, SettingsReadErrorCode, SettingsStore } from '../ports/settings.ts'

export interface SettingsInForce {
  /**
   * SECURITY: where it cannot be told what was laid down there are no settings, and so nothing is sent: it may say
   * “offline only”. docs/SECURITY.md#managed-settings
   */
  read(): Result<Settings, Failure<SettingsReadErrorCode | 'managed_settings_not_usable'>>
  readonly managed: ManagedSettings
  /** What was set here, whatever counts: it is what can be changed, and what a backup keeps. */
  readonly stored: SettingsStore
}

export const settingsInForce = (stored: SettingsStore, managed: ManagedSettings): SettingsInForce => ({
  stored,
  managed,
  read() {
    const laidDown = managed.read()
    if (!laidDown.ok) return laidDown
    const own = stored.read()
    return own.ok ? ok({ ...own.value, ...laidDown.value }) : own
  },
})
