// The backup as one JSON document: any editor opens it, and each signed key and License Code stands in it verbatim.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Settings } from '../ports/settings.ts'
import type {
  ReturnedKey,
  StoredLicense,
  PendingReturn,
  UsagePoint,
  UsageRecord,
} from '../ports/license-store.ts'
import { instant, recordedAnswer } from '../ports/stored-values.ts'

const content = z.object({
  uniqueKey: z.string(),
  licenses: z.array(
    z.object({
      id: z.string(),
      file: z.string(),
      code: z.string(),
      mode: z.enum(['online', 'offline']),
      modeIsNoted: z.boolean(),
      activatedOn: instant.nullable(),
      validation: recordedAnswer.nullable(),
    }),
  ),
  returns: z.array(
    z.object({
      licenseId: z.string(),
      owner: z.string(),
      code: z.string(),
      fingerprint: z.string(),
      since: instant,
    }),
  ),
  returned: z.array(
    z.object({ licenseId: z.string(), issued: instant, returned: instant, returnCode: z.string() }),
  ),
  usage: z.array(
    z.object({
      product: z.string(),
      usage: z.number(),
      reportedAt: instant,
      daysOverLimit: z.object({ days: z.array(z.int()), since: instant.nullable() }),
    }),
  ),
  histories: z.array(
    z.object({
      product: z.string(),
      points: z.array(z.object({ at: z.number(), usage: z.number(), limit: z.number().nullable() })),
    }),
  ),
  latestSigned: instant,
  settings: z.object({
    proxy: z.discriminatedUnion('mode', [
      z.object({ mode: z.literal('system') }),
      z.object({ mode: z.literal('none') }),
      z.object({ mode: z.literal('manual'), url: z.string(), noProxy: z.string() }),
    ]),
    caFile: z.string().nullable(),
    offlineOnly: z.boolean(),
  }),
})

export interface BackupContent {
  readonly uniqueKey: string
  /** `modeIsNoted`: as in FoundLicense, so that a backup makes no certainty of a guess. */
  readonly licenses: readonly (StoredLicense & { readonly modeIsNoted: boolean })[]
  readonly returns: readonly PendingReturn[]
  readonly returned: readonly ReturnedKey[]
  readonly usage: readonly UsageRecord[]
  readonly histories: readonly { readonly product: string; readonly points: readonly UsagePoint[] }[]
  readonly latestSigned: number
  readonly settings: Settings
}

/** Another number is another form of `content`. */
const VERSION = 1
const document = z.object({
  activationDeskBackup: z.literal(VERSION),
  /** Of `content` as JSON without spaces: what was cut off or changed is not restored. */
  sha256: z.string(),
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
    const parsed = document.safeParse(raw)
    return parsed.success && parsed.data.sha256 === digestOf(raw.content) ? parsed.data.content : null
  } catch {
    return null
  }
}

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')
