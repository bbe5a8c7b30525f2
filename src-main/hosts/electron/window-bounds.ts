// Where the window opens: as it was left, unless the screen it was on is no longer there.

export const SMALLEST = { width: 480, height: 400 }
const FIRST = { width: 1280, height: 800 }

/** As Electron's own Rectangle, in its device-independent pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How much of the title bar must be seen, so that a hand can take the window by it. */
const GRIP = { width: 100, height: 32 }

/** As the app saved them: what is none of them was not written by it. Electron would round it. */
const isWhole = (value: unknown): boolean => Number.isInteger(value) && Number(value) === (Number(value) | 0)

/** By hand: the window would wait for a schema library. */
function boundsIn(saved: unknown): Rectangle | null {
  const { x, y, width, height } = Object(saved) as Partial<Record<keyof Rectangle, unknown>>
  if (![x, y, width, height].every(isWhole)) return null
  const bounds = { x, y, width, height } as Rectangle
  return bounds.width < SMALLEST.width || bounds.height < SMALLEST.height ? null : bounds
}

/**
 * `saved`: whatever the preferences hold. `area`: of the screen that shows most of the window, without task bars.
 * Without a place, Electron centers the window on the primary screen.
 */
export function openingBounds(
  saved: unknown,
  areaAround: (bounds: Rectangle) => Rectangle,
): { width: number; height: number; x?: number; y?: number } {
  const bounds = boundsIn(saved)
  if (bounds === null) return FIRST
  const area = areaAround(bounds)
  const size = {
    width: Math.max(Math.min(bounds.width, area.width), SMALLEST.width),
    height: Math.max(Math.min(bounds.height, area.height), SMALLEST.height),
  }
  return isReachable(bounds, area) ? { ...bounds, ...size } : size
}

/** Its bounds are those that it had before, and has again when it is made smaller. */
export const wasMaximized = (saved: unknown): boolean =>
  (Object(saved) as { readonly maximized?: unknown }).maximized === true

function isReachable({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return seen >= GRIP.width && y >= area.y - GRIP.height / 2 && y + GRIP.height <= area.y + area.height
}
