// What the operating system was asked to open with the app: it is shown to the person, and never applied.
import { z } from 'zod'

const REFUSED = ['link', 'file_too_large', 'file_not_readable'] as const

export const opened = z.discriminatedUnion('kind', [
  /** `code`: as it stands in the link, whatever it is. */
  z.object({ kind: z.literal('link'), code: z.string() }),
  z.object({ kind: z.literal('file'), name: z.string(), base64: z.string() }),
  /** A notification that was clicked: the name of its row (`rowKey`). */
  z.object({ kind: z.literal('row'), row: z.string().max(500) }),
  /** Of the application's menu. */
  z.object({ kind: z.literal('page'), page: z.enum(['settings', 'about']) }),
  z.object({ kind: z.literal('refused'), why: z.enum(REFUSED), name: z.string() }),
])

export type Opened = z.infer<typeof opened>
