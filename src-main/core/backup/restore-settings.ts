// The settings out of a backup: put in where none hold here, left where somebody chose others.
import type { Output } from '#shared/contract/contract.ts'
import type { Dependencies } from '../dependencies.ts'
import { DEFAULT_SETTINGS, LOST_SETTINGS, type Settings } from '../ports/settings.ts'
import type { BackupContent } from './document.ts'

type Outcome = Output<'backup.restore'>['settings']

/**
 * SECURITY: settings that are lost or damaged may have said “offline only”, so that stays on whatever the backup says, and
 * is told. What is laid down goes before them in any case. docs/SECURITY.md#proxy
 */
export async function restoreSettings(
  { settings, settingsAsFound }: BackupContent,
  { settings: { stored } }: Pick<Dependencies, 'settings'>,
): Promise<Outcome> {
  const wanted = settings ?? (settingsAsFound === null ? null : stored.understood(settingsAsFound))
  if (wanted === null) return left(settingsAsFound === null ? 'not_in_backup' : 'newer_in_backup')
  const current = stored.read()
  if (current.ok && isSame(current.value, wanted)) return left('already_here')
  if (current.ok && !isSame(current.value, DEFAULT_SETTINGS)) return left('chosen_here')
  const [before, after] = current.ok
    ? [DEFAULT_SETTINGS, wanted]
    : [LOST_SETTINGS, { ...wanted, offlineOnly: true }]
  // Another process may have changed them meanwhile.
  const written = await stored.change((now) => (isSame(now, before) ? after : now))
  if (!written.ok) return left(written.error.code)
  if (!isSame(written.value, after)) return left('chosen_here')
  return { restored: true, reason: isSame(after, wanted) ? null : 'offline_only_kept' }
}

const left = (reason: string): Outcome => ({ restored: false, reason })

const isSame = (one: Settings, other: Settings): boolean => JSON.stringify(one) === JSON.stringify(other)
