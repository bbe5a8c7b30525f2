// Starts activation-desk as one file, with the system's clock.
import { systemClock } from '#main/adapters/system-clock.ts'
import { runOneFile } from './one-file.ts'

runOneFile(systemClock)
