// A date of an end, with its days: where they are few, or always.
import type { Instant } from '#shared/instant.ts'
import { withAllDays as allDaysBeside, withDays as daysBeside } from '#shared/messages/status-words.ts'
import { kept } from '../ui/kept.ts'
import { words } from '../state/words.svelte.ts'

export const withDays = (text: string, end: string, now: Instant): string =>
  kept(daysBeside(text, end, now, words.messages.standing))

export const withAllDays = (text: string, end: string, now: Instant): string =>
  kept(allDaysBeside(text, end, now, words.messages.standing))
