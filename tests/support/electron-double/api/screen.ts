/** Electron's `screen`: one display of 1280×800, or those of DOUBLE_DISPLAYS=1280x800+0+0,…, the first one primary. */
import type { Display, Rectangle, Screen } from 'electron'
import { ModelledEmitter } from '../events.ts'
import { requireReady } from '../lifecycle.ts'
import { strict } from '../strict.ts'

const usual = '1280x800+0+0'

function rectangleIn(text: string): Rectangle {
  const [, width, height, x, y] = /^(\d+)x(\d+)([+-]\d+)([+-]\d+)$/.exec(text) ?? []
  if (y === undefined) throw new Error(`electron-double: DOUBLE_DISPLAYS has ${text}, not WIDTHxHEIGHT+X+Y`)
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height) }
}

const areas = (process.env['DOUBLE_DISPLAYS'] ?? usual).split(',').map(rectangleIn)
const [primary = rectangleIn(usual)] = areas
/** Of the primary display, where windows appear and are maximized. */
export const workArea = primary

const displays = areas.map((area, index) =>
  strict('Display', {
    id: index + 1,
    bounds: area,
    workArea: area,
    size: { width: area.width, height: area.height },
    workAreaSize: { width: area.width, height: area.height },
    scaleFactor: 1,
  } satisfies Partial<Display>),
) as Display[]

type Modelled = 'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching'

class DoubleScreen extends ModelledEmitter implements Pick<Screen, Modelled> {
  constructor() {
    super('screen', {
      emitted: [],
      neverEmitted: ['display-added', 'display-removed', 'display-metrics-changed'],
    })
  }

  getPrimaryDisplay(): Display {
    return this.getAllDisplays()[0] as Display
  }

  getAllDisplays(): Display[] {
    requireReady("The 'screen' module can't be used before the app 'ready' event")
    return [...displays]
  }

  /** The one that shows most of it; Chromium takes the nearest where none shows any, here the primary. */
  getDisplayMatching(rectangle: Rectangle): Display {
    const shown = (display: Display) => overlap(display.bounds, rectangle)
    return this.getAllDisplays().reduce((best, display) => (shown(display) > shown(best) ? display : best))
  }
}

function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(width, 0) * Math.max(height, 0)
}

export const screen = strict('screen', new DoubleScreen())
