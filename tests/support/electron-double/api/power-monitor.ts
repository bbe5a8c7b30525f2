/** Electron's `powerMonitor`: the machine never sleeps; a test emits the events. */
import { ModelledEmitter } from '../events.ts'
import { strict } from '../strict.ts'

const neverEmitted = ['suspend', 'resume', 'on-ac', 'on-battery', 'shutdown', 'lock-screen', 'unlock-screen']

export const powerMonitor = strict(
  'powerMonitor',
  new ModelledEmitter('powerMonitor', { emitted: [], neverEmitted }),
)
