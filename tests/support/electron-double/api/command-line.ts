/** Electron's `app.commandLine`: the switches are kept and answered, and change nothing in Chromium. */
import type { CommandLine } from 'electron'
import { switches } from '../launch-arguments.ts'
import { strict } from '../strict.ts'

type Modelled = 'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'

export const commandLine = strict('app.commandLine', {
  appendSwitch: (name, value = '') => void switches.set(name, value),
  hasSwitch: (name) => switches.has(name),
  getSwitchValue: (name) => switches.get(name) ?? '',
  removeSwitch: (name) => void switches.delete(name),
} satisfies Pick<CommandLine, Modelled>)
