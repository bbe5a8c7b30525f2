// What the words for an entry of the activity log need of the page.
import type { EntryFacts } from '#shared/messages/describe-entry.ts'
import type { Desk } from '../state/desk.svelte.ts'
import { words } from '../state/words.svelte.ts'
import { endText } from '../ui/formats.ts'

export const entryFacts = ({ info, licenses }: Pick<Desk, 'info' | 'licenses'>): EntryFacts => ({
  messages: words.messages,
  speaker: info.speaker,
  server: info.value?.server ?? '',
  moment: endText,
  ownerOf: (id) => licenses.list?.licenses.find((license) => license.id === id)?.owner,
})
