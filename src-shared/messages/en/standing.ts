// English words for how a license stands: what a status leaves open, and how much time is left.

import { days } from './spans.ts'

export const standing = {
  /** On a badge: of every status that stops the product. */
  stopped: (label: string) => `${label} · stopped`,
  /** Of a status that leaves it open. */
  mayBeStopped: (label: string) => `${label} · may be off`,
  /** A status and its date, or what is said of its usage, in one line. */
  withDate: (label: string, date: string) => `${label} · ${date}`,
  /** Below a badge, and behind it: what a row's date is the date of. `day` comes with its days where they are few. */
  until: {
    license: (day: string) => `until ${day}`,
    usage: (day: string) => `runs until ${day}`,
    local_key: (day: string) => `key until ${day}`,
    grace: (day: string) => `runs until ${day}`,
    check: (day: string) => `refresh by ${day}`,
  },
  /** How a usage stands to its limit. */
  usage: { near: 'near the limit', at: 'limit reached', over: 'over the limit' },
  ended: (day: string) => `ended ${day}`,
  lastCheck: (day: string) => `last check ${day}`,
  /** In little room: the date has a column of its own. */
  lastCheckAgo: (count: number) => `last check ${days(count)} ago`,
  /** `day`: as the person writes dates. Which end it is that comes. */
  runsUntil: {
    license: (day: string, count: number) => `Runs until ${day} (${days(count)}).`,
    usage: (day: string, count: number) => `Runs until ${day} (${days(count)}).`,
    grace: (day: string, count: number) => `Runs until ${day} (${days(count)}).`,
    local_key: (day: string, count: number) => `The Local License Key ends on ${day} (${days(count)}).`,
    check: (day: string, count: number) => `Refresh by ${day} (${days(count)}).`,
  },
  /** Of what time has stopped, long after the vendor signed anything. Days. */
  mayBeClock: (clock: string, signed: string) =>
    `This computer’s clock says ${clock}; the last signed time was ${signed}. If the clock is wrong, set it.`,
  /** A date that is near. */
  dated: (day: string, count: number) => `${day} (${days(count)})`,
  datedAgo: (day: string, count: number) => `${day} (${days(count)} ago)`,
  licenseEnded: (day: string) => `The license ended on ${day}.`,
  keyEnded: (day: string) => `The Local License Key ended on ${day}.`,
  /** In the place of a date. */
  key: (day: string) => `Key: ${day}`,
  /** A status that stops one product and lets another run: what it means then. */
  stops: {
    over_limit: 'More is in use than the license allows; the product may not run.',
    check_overdue:
      'The activation server could not be reached for longer than the license allows and its days of grace; the product may not run.',
  },
  runs: {
    over_limit: 'More is in use than the license allows; the product may run.',
    check_overdue:
      'The activation server could not be reached for longer than the license allows; the product may run for its days of grace.',
  },
  /** Of an active license that was not refreshed as often as it is. */
  unrefreshed: {
    label: 'Active',
    meaning: 'The license was not refreshed lately; the product may run.',
    todo: 'Restore the connection to the activation server and refresh.',
  },
  /** Of what runs on although the activation server does not count this machine any more. */
  released: {
    runs: {
      label: 'Activate again',
      meaning:
        'The activation server no longer counts this machine for the license; the product runs on until its date.',
      todo: 'Activate the License Code on this machine again.',
    },
    stopped: {
      label: 'Activate again',
      meaning:
        'The activation server no longer counts this machine for the license, and the product may not run.',
      todo: 'Activate the License Code on this machine again.',
    },
  },
  /** Where the Local License Key ends and the license goes on. */
  localKey: {
    expired: {
      label: 'Key ended',
      meaning: 'The Local License Key ended, the license did not; the product may not run.',
      todo: 'Ask for a new key for this Unique Key.',
    },
    grace: {
      label: 'Key ended',
      meaning: 'The Local License Key ended, the license did not; the product may run for its days of grace.',
      todo: 'Ask for a new key for this Unique Key now.',
    },
    expiring: {
      label: 'Key ends',
      meaning: 'The Local License Key ends within 30 days; the license goes on.',
      todo: 'Ask for a new key for this Unique Key.',
    },
  },
}
