// The machine-wide settings as they may be shown: no password, what was laid down, and what they come to at this moment.
import type { MethodResult } from '#shared/contract/contract.ts'
import type { SettingName, SettingsView } from '#shared/contract/settings.ts'
import { maskProxyAddress } from '#shared/formats/proxy-address.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Settings } from '../ports/settings.ts'

type Needed = Pick<Dependencies, 'settings' | 'connection'>

export function showSettings(dependencies: Needed): MethodResult<'settings.get'> {
  const { managed, stored } = dependencies.settings
  const laidDown = managed.read()
  if (!laidDown.ok) return laidDown
  const read = stored.read()
  return read.ok ? ok(toSettingsView(read.value, laidDown.value, dependencies)) : read
}

export function toSettingsView(
  stored: Settings,
  laidDown: Partial<Settings>,
  { settings, connection }: Needed,
): SettingsView {
  const { proxy, caFile, offlineOnly, checkIntervalHours } = { ...stored, ...laidDown }
  const manual = proxy.mode === 'manual'
  const way = connection.way()
  const isOfAdministrator = way.ok && way.value.from === 'settings' && laidDown.proxy !== undefined
  const managed = Object.keys(laidDown) as SettingName[]
  return {
    proxy: {
      mode: proxy.mode,
      url: manual ? maskProxyAddress(proxy.url) : null,
      noProxy: manual ? proxy.noProxy : null,
    },
    caFile,
    offlineOnly,
    checkIntervalHours,
    inForce: way.ok
      ? { ...way.value, ...(isOfAdministrator ? { from: 'managed' as const } : {}), refused: null }
      : { proxy: null, from: null, refused: way.error },
    path: settings.stored.path,
    managed,
    managedBy: managed.length === 0 ? null : settings.managed.path,
  }
}
