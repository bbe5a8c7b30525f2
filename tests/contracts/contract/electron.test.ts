// The contract over the desktop’s IPC, between its page and its main process.
import { electron } from '../transports.ts'
import { holdsTheContract } from './suite.ts'

holdsTheContract('electron', electron)
