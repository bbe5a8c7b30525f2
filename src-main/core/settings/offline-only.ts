// Whether this installation may open no socket at all: by the vendor's profile or by an administrator's choice.
import type { Dependencies } from '../dependencies.ts'

/** Settings that cannot be read count as offline only here; whoever asks the server hears why. */
export function isOfflineOnly({ vendor, settings }: Pick<Dependencies, 'vendor' | 'settings'>): boolean {
  if (vendor.offlineOnly) return true
  const chosen = settings.read()
  return chosen.ok && chosen.value.offlineOnly
}

/** By the vendor's profile or the machine's administrator, so that nobody can switch it off here. */
export function isOfflineOnlyLaidDown({
  vendor,
  settings,
}: Pick<Dependencies, 'vendor' | 'settings'>): boolean {
  if (vendor.offlineOnly) return true
  const laidDown = settings.managed.read()
  return laidDown.ok && laidDown.value.offlineOnly === true
}
