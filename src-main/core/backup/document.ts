// The backup as one JSON document: any editor opens it, and each signed key and License Code stands in it verbatim.
import { createHash } from 'node:crypto'
import {
  either,
  flag,
  integer,
  list,
  nullable,
  object,
  oneOf,
  otherwise,
  readAs,
  text,
} from '#shared/shape.ts'
import { DEFAULT_SETTINGS, type Settings } from '../ports/settings.ts'
import type {
  GivenBack,
  ReturnedKey,
  StoredLicense,
  PendingReturn,
  UsagePoint,
  UsageRecord,
} from '../ports/license-store.ts'
import {
  daysOverLimit,
  givenBack,
  instant,
  pendingReturn,
  recordedAnswer,
  returnedKey,
  usagePoint,
  used,
} from '../ports/stored-values.ts'

/** Each becomes a file of its own, or is of a product that has one: no machine has as many. */
const MOST_FILES = 10_000

const content = object({
  uniqueKey: text(),
  licenses: list(
    object({
      id: text(),
      file: text(),
      code: text(),
      mode: oneOf('online', 'offline'),
      modeIsNoted: flag,
      activatedOn: nullable(instant),
      validation: nullable(recordedAnswer),
    }),
  ),
  returns: list(pendingReturn, MOST_FILES),
  returned: list(returnedKey),
  /** Earlier versions did not note it. */
  givenBack: otherwise(list(givenBack), []),
  usage: list(object({ product: text(), usage: used, reportedAt: instant, daysOverLimit }), MOST_FILES),
  /** `incomplete`: earlier versions did not note it, and left out the history of a product whose usage is lost. */
  histories: list(
    object({ product: text(), points: list(usagePoint), incomplete: otherwise(flag, false) }),
    MOST_FILES,
  ),
  latestSigned: instant,
  /** Null: they were damaged, or a newer version's. Earlier versions made no backup then. */
  settings: nullable(
    object({
      proxy: either(
        object({ mode: oneOf('system', 'none') }),
        object({ mode: oneOf('manual'), url: text(), noProxy: text() }),
      ),
      caFile: nullable(text()),
      offlineOnly: flag,
      /** Earlier versions had none. */
      checkIntervalHours: otherwise(integer({ min: 1, max: 24 }), DEFAULT_SETTINGS.checkIntervalHours),
    }),
  ),
  /** Earlier versions made no backup then. */
  settingsAsFound: otherwise(nullable(text()), null),
})

export interface BackupContent {
  readonly uniqueKey: string
  /** `modeIsNoted`: as in FoundLicense, so that a backup makes no certainty of a guess. */
  readonly licenses: readonly (StoredLicense & { readonly modeIsNoted: boolean })[]
  readonly returns: readonly PendingReturn[]
  readonly returned: readonly ReturnedKey[]
  readonly givenBack: readonly GivenBack[]
  readonly usage: readonly UsageRecord[]
  /** Also of a product that has no record in `usage`: what it reported last is lost, and may have been more. */
  readonly histories: readonly BackedUpHistory[]
  readonly latestSigned: number
  /** Null: they were damaged, or a newer version's. */
  readonly settings: Settings | null
  /** The file of a newer version, letter by letter, for that one to put back; null: it was understood, or damaged. */
  readonly settingsAsFound: string | null
}

export interface BackedUpHistory {
  readonly product: string
  readonly points: readonly UsagePoint[]
  /** Newer points may be lost. */
  readonly incomplete: boolean
}

/** Another number is another form of `content`. */
const VERSION = 1
const document = object({
  activationDeskBackup: integer({ min: VERSION, max: VERSION }),
  /** Of `content` as JSON without spaces: what was cut off or changed is not restored. */
  sha256: text(),
  content,
})

export function backupText(
  backup: BackupContent,
  facts: { readonly made: string; readonly by: string },
): string {
  const sha256 = digestOf(backup)
  return `${JSON.stringify({ activationDeskBackup: VERSION, ...facts, sha256, content: backup }, null, 2)}\n`
}

/** Null: it is none, it is damaged, or another version made it. */
export function readBackup(text: string): BackupContent | null {
  try {
    const raw = JSON.parse(text) as { readonly content?: unknown }
    const read = readAs(raw, document)
    return read?.sha256 === digestOf(raw.content) ? read.content : null
  } catch {
    return null
  }
}

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')
