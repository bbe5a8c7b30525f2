// The terms of a license as options of a command line.
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { LicenseTerms } from '../back-office/license-terms.ts'
import {
  dateOrNull,
  DIGITS,
  endOfDayIn,
  gather,
  readDate,
  wholeNumber,
  type DateOption,
} from './command-line.ts'

const MOST_DAYS = 3650

export interface TermOptions {
  readonly owner?: string
  readonly product?: string[]
  readonly expires?: DateOption
  readonly expiresIn?: number
  readonly machines?: number
  readonly checkOutDays?: number
  readonly graceDays?: number
  readonly overLimit?: LicenseTerms['overLimit']
  readonly maintenanceUntil?: DateOption
  readonly feature?: string[]
  readonly notes?: string
  readonly application?: string
}

export function addExpiryOptions(command: Command): Command {
  return command
    .addOption(new Option('--expires <date>', 'last day of the license, or "never"').argParser(readDate))
    .addOption(
      new Option('--expires-in <days>', 'last day, counted from today')
        .argParser(wholeNumber(1, 36_500))
        .conflicts('expires'),
    )
}

export function addTermOptions(command: Command): Command {
  return command
    .option('--machines <n>', 'machines that may be activated', wholeNumber(1, 1_000_000))
    .option(
      '--check-out-days <n>',
      'days for which a file holds at the most that the License Code itself gets (31 unless told otherwise)',
      wholeNumber(1, MOST_DAYS),
    )
    .option('--grace-days <n>', 'days the product runs on past the expiry', wholeNumber(0, MOST_DAYS))
    .option('--over-limit <rule>', 'use above a limit: allow, refuse, or a number of days', readOverLimit)
    .option('--maintenance-until <date>', 'last day of maintenance, or "never"', readDate)
    .option('--feature <code>', 'a feature that is on; repeat for more', gather)
    .option('--notes <text>', 'notes that the customer can see')
    .option('--application <code>', 'the licensed application (see "application list")')
}

function readOverLimit(text: string): 'allow' | 'refuse' | number {
  if (text === 'allow' || text === 'refuse') return text
  if (DIGITS.matches(text) && Number(text) <= MOST_DAYS) return Number(text)
  throw new InvalidArgumentError(`Give allow, refuse, or days from 0 to ${MOST_DAYS}.`)
}

/** Undefined where neither option was given. */
export function expiryOf({ expires, expiresIn }: TermOptions, now: number): number | null | undefined {
  if (expiresIn !== undefined) return endOfDayIn(expiresIn, now)
  return expires === undefined ? undefined : dateOrNull(expires)
}

export function termsOf(options: TermOptions, now: number): LicenseTerms {
  const {
    owner,
    product,
    machines,
    checkOutDays,
    graceDays,
    overLimit,
    maintenanceUntil,
    feature,
    notes,
    application,
  } = options
  const terms = { owner, machines, checkOutDays, graceDays, overLimit, notes, application }
  return {
    ...terms,
    maintenanceUntil: maintenanceUntil === undefined ? undefined : dateOrNull(maintenanceUntil),
    products: product,
    features: feature,
    expiry: expiryOf(options, now),
  }
}
