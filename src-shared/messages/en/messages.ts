// English, the language whose shape all others have.
import { laterMessages } from './later-messages.ts'
import { pageMessages } from './page-messages.ts'
import { start } from './start.ts'

export const messages = { ...pageMessages, ...laterMessages, start }
