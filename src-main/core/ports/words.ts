// The words of a person's language, for what the core itself writes to be read by people: exported files.
import type { ReportMessages } from '#shared/messages/messages.ts'

/** By a tag such as `de-AT`; English where it is left out, or is of a language that there is not. */
export type LoadWords = (tag: string | undefined) => Promise<ReportMessages>
