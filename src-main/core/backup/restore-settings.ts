// The settings out of a backup: put in where none hold here, left where somebody chose others.
import type { Output } from '#shared/contract/contract.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { DEFAULT_SETTINGS, LOST_SETTINGS, type Settings } from '../ports/settings.ts'
import { usableAddress, usableNoProxy } from '../settings/proxy-failure.ts'
import type { BackupContent } from './document.ts'

type Outcome = Output<'backup.restore'>['settings']

/**
 * SECURITY: settings that are lost or damaged may have said “offline only”, so that stays on whatever the backup says, and
 * is told. Where one of them is what `settings set` would refuse, “offline only” is all that is taken of them. What is
 * laid down goes before them in any case. docs/SECURITY.md#proxy
 */
export async function restoreSettings(
  { settings, settingsAsFound }: BackupContent,
  { settings: { stored }, connection }: Pick<Dependencies, 'settings' | 'connection'>,
): Promise<Outcome> {
  const inBackup = settings ?? (settingsAsFound === null ? null : stored.understood(settingsAsFound))
  if (inBackup === null) return left(settingsAsFound === null ? 'not_in_backup' : 'newer_in_backup')
  const usable = usableSettings(inBackup, connection)
  const wanted = usable.ok ? usable.value : { ...DEFAULT_SETTINGS, offlineOnly: inBackup.offlineOnly }
  const current = stored.read()
  if (current.ok && isSame(current.value, wanted)) return left(usable.ok ? 'already_here' : usable.error.code)
  if (current.ok && !isSame(current.value, DEFAULT_SETTINGS)) return left('chosen_here')
  const [before, after] = current.ok
    ? [DEFAULT_SETTINGS, wanted]
    : [LOST_SETTINGS, { ...wanted, offlineOnly: true }]
  // Another process may have changed them meanwhile.
  const written = await stored.change((now) => (isSame(now, before) ? after : now))
  if (!written.ok) return left(written.error.code)
  if (!isSame(written.value, after)) return left('chosen_here')
  if (!usable.ok) return left(usable.error.code)
  return { restored: true, reason: isSame(after, wanted) ? null : 'offline_only_kept' }
}

/** As `settings set` would have them. */
function usableSettings(
  settings: Settings,
  connection: Dependencies['connection'],
): Result<Settings, { readonly code: string }> {
  const { proxy, caFile } = settings
  const certificates = caFile === null ? ok(null) : connection.tryCaFile(caFile)
  if (!certificates.ok) return certificates
  if (proxy.mode !== 'manual') return ok(settings)
  const url = usableAddress(proxy.url)
  const noProxy = usableNoProxy(proxy.noProxy)
  if (!url.ok) return url
  if (!noProxy.ok) return noProxy
  return ok({ ...settings, proxy: { mode: 'manual', url: url.value, noProxy: noProxy.value } })
}

const left = (reason: string): Outcome => ({ restored: false, reason })

const isSame = (one: Settings, other: Settings): boolean => JSON.stringify(one) === JSON.stringify(other)
