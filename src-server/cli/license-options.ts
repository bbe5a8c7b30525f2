// The terms of a license as options of a command line.
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { MOST_LIMIT, readSpec } from '../back-office/covered-products.ts'
import type { LicenseTerms } from '../back-office/license-terms.ts'
import { dateOrNull, MOST_DAYS, overLimitIn, type TermDate } from '../back-office/term-texts.ts'
import { endOfDayIn, gather, readDate, wholeNumber } from './command-line.ts'

export interface TermOptions {
  readonly owner?: string
  readonly product?: string[]
  readonly expires?: TermDate
  readonly expiresIn?: number
  readonly machines?: number
  readonly checkOutDays?: number
  readonly graceDays?: number
  readonly overLimit?: LicenseTerms['overLimit']
  readonly maintenanceUntil?: TermDate
  readonly feature?: string[]
  readonly notes?: string
  readonly application?: string
  readonly policy?: string
}

export function addExpiryOptions(command: Command, words: ServerWords): Command {
  const { terms } = words.help
  return command
    .addOption(new Option('--expires <date>', terms.expires).argParser(readDate(words)))
    .addOption(
      new Option('--expires-in <days>', terms.expiresIn)
        .argParser(wholeNumber(1, 36_500, words))
        .conflicts('expires'),
    )
}

export function addTermOptions(command: Command, words: ServerWords): Command {
  const { terms } = words.help
  return command
    .option('--machines <n>', terms.machines, wholeNumber(1, 1_000_000, words))
    .option('--check-out-days <n>', terms.checkOutDays, wholeNumber(1, MOST_DAYS, words))
    .option('--grace-days <n>', terms.graceDays, wholeNumber(0, MOST_DAYS, words))
    .option('--over-limit <rule>', terms.overLimit, readOverLimit(words))
    .option('--maintenance-until <date>', terms.maintenanceUntil, readDate(words))
    .option('--feature <code>', terms.feature, gather)
    .option('--notes <text>', terms.notes)
    .option('--application <code>', terms.application)
}

/** An option's parser that gathers products, and lets none pass whose limit is none whatever the catalogue has. */
export const gatherProducts =
  (words: ServerWords) =>
  (spec: string, before: string[] | undefined): string[] => {
    if (readSpec(spec).limit !== undefined) return gather(spec, before)
    throw new InvalidArgumentError(words.refusals.limitInvalid(spec, MOST_LIMIT))
  }

const readOverLimit =
  (words: ServerWords) =>
  (text: string): 'allow' | 'refuse' | number => {
    const rule = overLimitIn(text)
    if (rule === undefined) throw new InvalidArgumentError(words.misuse.overLimit(MOST_DAYS))
    return rule
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
    policy,
  } = options
  const terms = { owner, machines, checkOutDays, graceDays, overLimit, notes, application, policy }
  return {
    ...terms,
    maintenanceUntil: maintenanceUntil === undefined ? undefined : dateOrNull(maintenanceUntil),
    products: product,
    features: feature,
    expiry: expiryOf(options, now),
  }
}
