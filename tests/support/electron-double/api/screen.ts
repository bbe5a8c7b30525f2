/** Electron's `screen`: one display of 1280×800, or those of DOUBLE_DISPLAYS=1280x800+0+0,…, the first one primary. */
import type { Display, Point, Rectangle, Screen } from 'electron'
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
/** Of the primary display, where windows appear. */
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

type Modelled = 'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint'

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

  /** The one that shows most of it, else the nearest. */
  getDisplayMatching(rectangle: Rectangle): Display {
    requireReady("The 'screen' module can't be used before the app 'ready' event")
    return displayShowing(rounded(rectangle))
  }

  getDisplayNearestPoint({ x, y }: Point): Display {
    return this.getDisplayMatching({ x, y, width: 0, height: 0 })
  }
}

/** Of 32 bits and without a fraction (shell/common/gin_converters/gfx_converter.cc). */
function rounded({ x, y, width, height }: Rectangle): Rectangle {
  if ([x, y, width, height].some((length) => typeof length !== 'number'))
    throw new TypeError('Error processing argument at index 0, conversion failure from #<Object>')
  const whole = (length: number) => Math.min(Math.max(Math.round(length), -(2 ** 31)), 2 ** 31 - 1)
  return { x: whole(x), y: whole(y), width: whole(width), height: whole(height) }
}

export function displayShowing(rectangle: Rectangle): Display {
  const shown = ({ bounds }: Display) => overlap(bounds, rectangle)
  const best = displays.reduce((one, other) => (shown(other) > shown(one) ? other : one))
  if (shown(best) > 0) return best
  const far = ({ bounds }: Display) => distance(bounds, rectangle)
  return displays.reduce((one, other) => (far(other) < far(one) ? other : one))
}

function distance(one: Rectangle, other: Rectangle): number {
  const gap = (from: number, length: number, to: number, toLength: number) =>
    Math.max(from - to - toLength, to - from - length, 0)
  return Math.hypot(
    gap(one.x, one.width, other.x, other.width),
    gap(one.y, one.height, other.y, other.height),
  )
}

function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(width, 0) * Math.max(height, 0)
}

export const screen = strict('screen', new DoubleScreen())
