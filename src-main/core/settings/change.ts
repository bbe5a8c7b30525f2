// Sets how this machine reaches the activation server; nothing is stored that could not work, or that is laid down.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { SettingName } from '#shared/contract/settings.ts'
import { maskProxyAddress } from '#shared/formats/proxy-address.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { DEFAULT_SETTINGS, type ProxyChoice } from '../ports/settings.ts'
import { usableAddress, usableNoProxy, type ProxyAddressError } from './proxy-failure.ts'
import { toSettingsView } from './show.ts'

type Wanted = NonNullable<ParsedInput<'settings.set'>['proxy']>

export async function changeSettings(
  change: ParsedInput<'settings.set'>,
  dependencies: Pick<Dependencies, 'settings' | 'connection'>,
): Promise<MethodResult<'settings.set'>> {
  const { proxy, caFile, offlineOnly, checkIntervalHours } = change
  const { settings, connection } = dependencies
  const { managed, stored } = settings
  const laidDown = managed.read()
  if (!laidDown.ok) return laidDown
  const locked = (Object.keys(change) as SettingName[]).find((name) => Object.hasOwn(laidDown.value, name))
  if (locked) return err(failure('setting_managed', { setting: locked, path: managed.path }))
  const read = stored.read()
  const current = read.ok ? read.value : DEFAULT_SETTINGS
  const choice = proxy && chooseProxy(proxy, current.proxy)
  if (choice && !choice.ok) return choice
  const usable = typeof caFile === 'string' ? connection.tryCaFile(caFile) : ok(null)
  if (!usable.ok) return usable
  const changed = await stored.change((before) => ({
    proxy: choice?.value ?? before.proxy,
    caFile: caFile === undefined ? before.caFile : caFile,
    offlineOnly: offlineOnly ?? before.offlineOnly,
    checkIntervalHours: checkIntervalHours ?? before.checkIntervalHours,
  }))
  return changed.ok ? ok(toSettingsView(changed.value, laidDown.value, dependencies)) : changed
}

function chooseProxy(
  wanted: Wanted,
  current: ProxyChoice,
): Result<ProxyChoice, Failure<ProxyAddressError | 'no_proxy_invalid'>> {
  if (wanted.mode !== 'manual') return ok(wanted)
  const before = current.mode === 'manual' ? current : null
  // As it was shown, without its password: the stored one is meant.
  const kept = before && maskProxyAddress(before.url) === wanted.url ? before.url : null
  const url = kept === null ? usableAddress(wanted.url) : ok(kept)
  if (!url.ok) return url
  const noProxy = wanted.noProxy === undefined ? ok(before?.noProxy ?? '') : usableNoProxy(wanted.noProxy)
  return noProxy.ok ? ok({ mode: 'manual', url: url.value, noProxy: noProxy.value }) : noProxy
}
