/** Electron's `powerMonitor`: the machine never sleeps; a test emits the events. */
import type { PowerMonitor } from 'electron'
import { ModelledEmitter } from '../events.ts'
import { strict } from '../strict.ts'

const neverEmitted = ['suspend', 'resume', 'on-ac', 'on-battery', 'shutdown', 'lock-screen', 'unlock-screen']

export const powerMonitor = strict(
  'powerMonitor',
  new ModelledEmitter('powerMonitor', { emitted: [], neverEmitted }) satisfies Record<
    keyof Pick<PowerMonitor, 'on' | 'once' | 'off'>,
    unknown
  >,
)
