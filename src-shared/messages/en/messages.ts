// English, the language whose shape all others have.
import { activity } from './activity.ts'
import { deactivation } from './deactivation.ts'
import { doctor } from './doctor.ts'
import { errors } from './errors.ts'
import { inspection } from './inspection.ts'
import { page } from './page.ts'
import { start } from './start.ts'
import { statuses } from './statuses.ts'
import { store } from './store.ts'
import { typedRows } from './typed-rows.ts'

export const messages = {
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
