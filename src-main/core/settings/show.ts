// The machine-wide settings as they may be shown: no password, and what they come to at this moment.
import type { MethodResult } from '#shared/contract/contract.ts'
import type { SettingsView } from '#shared/contract/settings.ts'
import { maskProxyAddress } from '#shared/formats/proxy-address.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Settings } from '../ports/settings.ts'

type Needed = Pick<Dependencies, 'settings' | 'connection'>

export function showSettings(dependencies: Needed): MethodResult<'settings.get'> {
  const read = dependencies.settings.read()
  return read.ok ? ok(toSettingsView(read.value, dependencies)) : read
}

export function toSettingsView(
  { proxy, caFile, offlineOnly }: Settings,
  { settings, connection }: Needed,
): SettingsView {
  const manual = proxy.mode === 'manual'
  const way = connection.way()
  return {
    proxy: {
      mode: proxy.mode,
      url: manual ? maskProxyAddress(proxy.url) : null,
      noProxy: manual ? proxy.noProxy : null,
    },
    caFile,
    offlineOnly,
    inForce: way.ok ? { ...way.value, refused: null } : { proxy: null, from: null, refused: way.error },
    path: settings.path,
  }
}
