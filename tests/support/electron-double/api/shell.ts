/** Electron's `shell`: what would leave the app is recorded instead. */
import type { Shell } from 'electron'
import { onlyRead } from '../only-read.ts'
import { strict } from '../strict.ts'

type Modelled = 'openExternal' | 'openPath' | 'showItemInFolder'

/** What a test finds in `shell` beside Electron's own members. */
export interface RecordedShell {
  calls: { method: Modelled; target: string }[]
}

const calls: RecordedShell['calls'] = []

export const shell = strict('shell', {
  calls,
  openExternal: (target: string, options?: Electron.OpenExternalOptions) => {
    onlyRead('shell.openExternal', options, [])
    calls.push({ method: 'openExternal', target })
    return Promise.resolve()
  },
  openPath: (target) => {
    calls.push({ method: 'openPath', target })
    return Promise.resolve('')
  },
  showItemInFolder: (target) => {
    calls.push({ method: 'showItemInFolder', target })
  },
} satisfies Pick<Shell, Modelled> & RecordedShell)
