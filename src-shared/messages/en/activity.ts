// English words for what happened, and for what the vendor changed.
import type { ActivityAction, LicenseChange } from '../../contract/activity-views.ts'
import type { ChangeKind } from '../../license/changes.ts'

const amount = (value: LicenseChange['from']) =>
  value === null ? 'no limit' : Number(value).toLocaleString('en')
const day = (value: LicenseChange['from']) => (value === null ? 'unlimited' : String(value))
const product = (change: LicenseChange) => change.product?.name ?? ''
const end = ({ from, to }: LicenseChange) => `${day(from)} → ${day(to)}`

export const activity = {
  actions: {
    activate_online: 'Activated online',
    activate_offline: 'Activated offline',
    refresh: 'Refreshed',
    automatic_check: 'Refreshed automatically',
    deactivate: 'Deactivated',
    export: 'Exported',
    settings: 'Settings changed',
    machine_id: 'Machine id set',
    repair: 'Repaired',
    backup: 'Backed up',
    restore: 'Restored',
    not_read: 'What is older was not read: this log is larger than any that Activation Desk writes',
    unreadable: 'Damaged lines of this log, which cannot be read',
  } satisfies Record<ActivityAction, string>,
  /** Of a license that was here already. */
  renewedActions: {
    activate_online: 'Activated again online',
    activate_offline: 'Local License Key replaced',
  } satisfies Partial<Record<ActivityAction, string>>,
  /** Of a license that was missing. */
  givenUpActions: {
    deactivate: 'Missing license given up, server not told',
  } satisfies Partial<Record<ActivityAction, string>>,
  /** Of an attempt that did not go well: nothing was done. */
  failedActions: {
    activate_online: 'Online activation failed',
    activate_offline: 'Offline activation failed',
    // One license of many.
    refresh: 'Refresh incomplete',
    automatic_check: 'Automatic refresh incomplete',
    deactivate: 'Deactivation failed',
    export: 'Export failed',
    settings: 'Settings not changed',
    machine_id: 'Machine id not set',
    repair: 'Repair failed',
    backup: 'Backup failed',
    restore: 'Restore failed',
    not_read: 'What is older was not read',
    unreadable: 'Damaged lines',
  } satisfies Record<ActivityAction, string>,
  /** Of all that was to be refreshed, nothing was. */
  failedWholly: {
    refresh: 'Refresh failed',
    automatic_check: 'Automatic refresh failed',
  } satisfies Partial<Record<ActivityAction, string>>,
  /** Result of an entry that went well. */
  done: 'Done',
  /** How many of the online licenses a refresh could refresh. */
  checked: (count: number, of: number) => `${count} of ${of} license${of === 1 ? '' : 's'} refreshed.`,
  /** One sentence for each kind, e.g. “Server / VM: limit 800 → 1,000”. */
  changes: {
    renewed: (change: LicenseChange) => `Renewed: ${end(change)}`,
    shortened: (change: LicenseChange) => `Ends earlier: ${end(change)}`,
    limit: (change: LicenseChange) =>
      `${product(change)}: limit ${amount(change.from)} → ${amount(change.to)}`,
    product_added: (change: LicenseChange) => `${product(change)}: added`,
    product_removed: (change: LicenseChange) => `${product(change)}: no longer covered`,
    product_renewed: (change: LicenseChange) => `${product(change)}: renewed, ${end(change)}`,
    product_shortened: (change: LicenseChange) => `${product(change)}: ends earlier, ${end(change)}`,
    suspended: () => 'Suspended by the vendor',
    reinstated: () => 'Reinstated by the vendor',
    revoked: () => 'Revoked by the vendor',
    seat_released: () => 'The vendor released this machine',
  } satisfies Record<ChangeKind, (change: LicenseChange) => string>,
}
