// A date of an end, with the days that are left where they are few.
import type { Instant } from '#shared/instant.ts'
import { countedDays } from '#shared/messages/status-words.ts'
import { words } from '../state/words.svelte.ts'

export function withDays(text: string, end: string, now: Instant): string {
  const count = countedDays(end, now)
  return count === null ? text : words.messages.standing.dated(text, count)
}
