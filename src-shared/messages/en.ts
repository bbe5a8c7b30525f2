// English.
import { activity } from './en/activity.ts'
import { deactivation } from './en/deactivation.ts'
import { doctor } from './en/doctor.ts'
import { errors } from './en/errors.ts'
import { inspection } from './en/inspection.ts'
import { page } from './en/page.ts'
import { start } from './en/start.ts'
import { statuses } from './en/statuses.ts'
import { store } from './en/store.ts'
import { typedRows } from './en/typed-rows.ts'
import type { Messages } from './messages.ts'

export const en: Messages = {
  language: 'en',
  errors,
  statuses,
  activity,
  page,
  doctor,
  deactivation,
  inspection,
  typedRows,
  store,
  start,
}
