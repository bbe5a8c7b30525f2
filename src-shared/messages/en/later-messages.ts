// English that the page loads right after what it begins with: the words of failures, and of what the settings look at.
import { doctor } from './doctor.ts'
import { errors } from './errors.ts'

export const laterMessages = { errors, doctor }
