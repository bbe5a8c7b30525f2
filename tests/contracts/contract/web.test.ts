// The contract over loopback HTTP, as a page in a browser speaks it.
import { web } from '../transports.ts'
import { holdsTheContract } from './suite.ts'

holdsTheContract('web', web)
