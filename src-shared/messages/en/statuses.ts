// English words for every status: its name, what it means, what to do about it.
import type { LicenseStatus } from '../../license/status.ts'

export const statuses = {
  active: { label: 'Active', meaning: 'All is well; the product may run.', todo: 'Nothing to do.' },
  expiring: {
    label: 'Expiring',
    meaning: 'The license ends within 30 days; the product may run until then.',
    todo: 'Renew the license with the vendor, then refresh or enter the new key.',
  },
  over_limit: {
    label: 'Over limit',
    meaning: 'More is in use than the license allows. The license decides whether the product may still run.',
    todo: 'Reduce the usage, or buy a higher limit; then refresh.',
  },
  check_overdue: {
    label: 'Check overdue',
    meaning: 'The activation server could not be reached for longer than the license allows.',
    todo: 'Restore the connection to the activation server and refresh, or activate offline.',
  },
  grace: {
    label: 'Grace',
    meaning: 'The license has expired; the product may run for the days of grace that it grants.',
    todo: 'Renew the license now, then refresh or enter the new key.',
  },
  expired: {
    label: 'Expired',
    meaning: 'The license and its days of grace are over; the product may not run.',
    todo: 'Renew the license with the vendor, then refresh or enter the new key.',
  },
  suspended: {
    label: 'Suspended',
    meaning: 'The vendor has put the license on hold; the product may not run.',
    todo: 'Contact the vendor.',
  },
  revoked: {
    label: 'Revoked',
    meaning: 'The vendor has withdrawn the license; the product may not run.',
    todo: 'Contact the vendor.',
  },
  other_machine: {
    label: 'Other machine',
    meaning:
      'The stored key is for another machine, or this machine’s id has changed; the product may not run.',
    todo: 'Activate the license on this machine again.',
  },
  clock_problem: {
    label: 'Clock problem',
    meaning:
      'The clock stands more than 24 hours before a time that the vendor has signed; the product may not run.',
    todo: 'Set the clock of this machine.',
  },
  invalid: {
    label: 'Invalid',
    meaning: 'The stored key was changed or is damaged; the product may not run.',
    todo: 'Activate the license again.',
  },
  unknown: {
    label: 'Unknown',
    meaning:
      'It cannot be told whether the product may run: something that decides it was lost, or cannot be read at present.',
    todo: 'Report the usage again, or put back the file that the list names.',
  },
  not_licensed: {
    label: 'Not licensed',
    meaning: 'No license on this machine covers the product.',
    todo: 'Add a license for it.',
  },
} satisfies Record<LicenseStatus | 'not_licensed', unknown>
