// A date of an end, with the days that are left where they are few.
import type { Instant } from '#shared/instant.ts'
import { withDays as daysBeside } from '#shared/messages/status-words.ts'
import { kept } from '../ui/kept.ts'
import { words } from '../state/words.svelte.ts'

export const withDays = (text: string, end: string, now: Instant): string =>
  kept(daysBeside(text, end, now, words.messages.standing))
