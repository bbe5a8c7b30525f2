// English words of the notices above the licenses.
import type { NoticeWords } from '../notice-words.ts'

export const notices: NoticeWords = {
  changed: (vendor) => `What ${vendor} changed`,
  clockBehind: 'The clock of this machine is behind a time that the vendor has signed.',
  clockBehindText: (clock, signed) =>
    `It shows ${clock}; the signed time is ${signed}. The products run on. Set the clock: from a day on they would stop.`,
  returns: (count) =>
    count === 1 ? 'One seat is still to be returned' : `${count} seats are still to be returned`,
  returnsText:
    'The activation server was away when the license was deactivated here. The next check returns the seat; Refresh does so at once.',
  deactivatedOn: (day) => `deactivated on ${day}`,
  returned: (owner) => `${owner}: the seat was returned.`,
  returnsFailed: (count) =>
    count === 1 ? 'One seat could not be returned yet.' : `${count} seats could not be returned yet.`,
  seatOf: (owner) => `Seat of ${owner}`,
}
