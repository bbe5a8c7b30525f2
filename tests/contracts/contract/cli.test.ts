// The contract over the command line.
import { cli } from '../transports.ts'
import { holdsTheContract } from './suite.ts'

holdsTheContract('cli', cli)
