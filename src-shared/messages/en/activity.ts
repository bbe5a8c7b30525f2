// English words for what happened, and for what the vendor changed.
import type { LicenseChange } from '../../contract/activity-views.ts'
import type { ActivityWords } from '../activity-words.ts'

const amount = (value: LicenseChange['from']) =>
  value === null ? 'no limit' : Number(value).toLocaleString('en')
const day = (value: LicenseChange['from']) => (value === null ? 'unlimited' : String(value).slice(0, 10))
const product = (change: LicenseChange) => change.product?.name ?? ''
const end = ({ from, to }: LicenseChange) => `${day(from)} → ${day(to)}`

export const activity: ActivityWords = {
  actions: {
    activate_online: 'Activated online',
    activate_offline: 'Activated offline',
    refresh: 'Checked',
    automatic_check: 'Automatic check',
    deactivate: 'Deactivated',
    export: 'Exported',
    settings: 'Settings changed',
    machine_id: 'Machine id set',
  },
  done: 'Done',
  checked: (count, of) => `${count} of ${of} license${of === 1 ? '' : 's'} checked.`,
  changes: {
    renewed: (change) => `Renewed: ${end(change)}`,
    shortened: (change) => `Ends earlier: ${end(change)}`,
    limit: (change) => `${product(change)}: limit ${amount(change.from)} → ${amount(change.to)}`,
    product_added: (change) => `${product(change)}: added`,
    product_removed: (change) => `${product(change)}: no longer covered`,
    product_renewed: (change) => `${product(change)}: renewed, ${end(change)}`,
    product_shortened: (change) => `${product(change)}: ends earlier, ${end(change)}`,
    suspended: () => 'Suspended by the vendor',
    reinstated: () => 'Reinstated by the vendor',
    revoked: () => 'Revoked by the vendor',
    seat_released: () => 'The vendor released this machine’s seat',
  },
}
