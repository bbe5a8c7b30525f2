// The Activity page in its states.
import { words } from '../../../../src-renderer/state/words.svelte.ts'
import { entry } from '../../support/activity.ts'
import { neverAnswers, storeNotReadable, type GalleryState } from '../gallery-state.ts'
import { dialog, fill, press } from '../hands.ts'
import { contoso, gatheredHost, log } from '../samples.ts'

const page = 'activity'
const said = () => words.page.activity
const whole = () => gatheredHost()
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    entry({
      at: new Date(Date.UTC(2026, 9, 1) - index * 60_000).toISOString(),
      action: 'export',
      subject: 'csv',
    }),
  )
const openEntry = (what: string) => press(what)

export const activityStates: readonly GalleryState[] = [
  { name: 'the log', page, host: whole, shows: `${log.length} entries, the newest first` },
  {
    name: 'one entry',
    page,
    host: () => gatheredHost([contoso], log.slice(0, 1)),
    shows: '1 entry, the newest first',
  },
  { name: 'five hundred entries', page, host: () => gatheredHost([contoso], many(500)), shows: 'Show older' },
  { name: 'an empty log', page, host: () => gatheredHost([], []), shows: 'Nothing has happened yet' },
  {
    name: 'an attempt that failed, opened',
    page,
    host: whole,
    reach: () => openEntry(words.messages.activity.failedActions.activate_online),
    shows: 'Copy details for support',
  },
  {
    name: 'a check that found changes, opened',
    page,
    host: () => gatheredHost([contoso], log.slice(2, 3)),
    reach: () => openEntry(words.messages.activity.actions.refresh),
    shows: 'What the vendor changed',
  },
  {
    name: 'a return, opened',
    page,
    host: whole,
    reach: () => openEntry(words.messages.activity.actions.deactivate),
    shows: /RETURN-ABCDE-FGHJK/,
  },
  {
    name: 'the formats of the log',
    page,
    host: whole,
    reach: async () => {
      await press(said().export)
      await dialog()
    },
    shows: 'JSON (for programs)',
  },
  {
    name: 'an export of the log that failed',
    page,
    host: () => gatheredHost().answer('activity.export', () => storeNotReadable),
    reach: async () => {
      await press(said().export)
      await press(said().exportAs.json, await dialog())
    },
    shows: 'Code: store_not_readable',
  },
  {
    name: 'no entry fits',
    page,
    host: whole,
    reach: async () => fill(said().search, 'nothing is called so'),
    shows: 'No entry fits',
  },
  {
    name: 'a log that cannot be read',
    page,
    host: () => gatheredHost().answer('activity.list', () => storeNotReadable),
    shows: 'Code: store_not_readable',
  },
  {
    name: 'a log that is being read',
    page,
    host: () => gatheredHost().answer('activity.list', neverAnswers),
    shows: 'Loading …',
  },
]
