// A file that a method makes, and for whom.
import { z } from 'zod'
import { PAPERS } from './papers.ts'

/** A tag such as `de-AT`, for what people read in a file; left out, or a language that there is not: English. */
export const language = z.string().max(35).optional()

/** For whom a file is that people read. */
export const asRead = {
  language,
  /** How they write dates and numbers; left out, or none that there is: as on this machine. */
  locale: z.string().max(100).optional(),
  timeZone: z.string().max(100).optional(),
  /** Of a PDF; left out: what suits it, on A4. */
  paper: z.enum(PAPERS).optional(),
}

export const exportedFile = z.object({
  fileName: z.string(),
  mediaType: z.string(),
  encoding: z.enum(['utf8', 'base64']),
  content: z.string(),
})
