// English, as the page needs it to begin with: later-messages.ts come after it, the words of a program's start never.
import { activity } from './activity.ts'
import { deactivation } from './deactivation.ts'
import { inspection } from './inspection.ts'
import { page } from './page.ts'
import { standing } from './standing.ts'
import { statuses } from './statuses.ts'
import { store } from './store.ts'
import { typedRows } from './typed-rows.ts'

export const pageMessages = {
  language: 'en',
  statuses,
  standing,
  activity,
  page,
  deactivation,
  inspection,
  typedRows,
  store,
}
