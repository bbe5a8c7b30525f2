/** Electron's `screen`: one display of 1280×800, which nobody looks at. */
import type { Display, Screen } from 'electron'
import { ModelledEmitter } from '../events.ts'
import { requireReady } from '../lifecycle.ts'
import { strict } from '../strict.ts'

export const workArea = { x: 0, y: 0, width: 1280, height: 800 }

const display = strict('Display', {
  id: 1,
  bounds: workArea,
  workArea,
  size: { width: workArea.width, height: workArea.height },
  workAreaSize: { width: workArea.width, height: workArea.height },
  scaleFactor: 1,
} satisfies Partial<Display>) as Display

type Modelled = 'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching'

class DoubleScreen extends ModelledEmitter implements Pick<Screen, Modelled> {
  constructor() {
    super('screen', {
      emitted: [],
      neverEmitted: ['display-added', 'display-removed', 'display-metrics-changed'],
    })
  }

  getPrimaryDisplay(): Display {
    requireReady("The 'screen' module can't be used before the app 'ready' event")
    return display
  }

  getAllDisplays(): Display[] {
    return [this.getPrimaryDisplay()]
  }

  getDisplayMatching(): Display {
    return this.getPrimaryDisplay()
  }
}

export const screen = strict('screen', new DoubleScreen())
