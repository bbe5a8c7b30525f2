// English, the language whose shape all others have.
import { errors } from './errors.ts'
import { pageMessages } from './page-messages.ts'
import { start } from './start.ts'

export const messages = { ...pageMessages, errors, start }
