// Where the window opens: as it was left, unless the screen it was on is no longer there.
import { z } from 'zod'

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

const savedBounds = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(SMALLEST.width),
  height: z.int().min(SMALLEST.height),
})

/**
 * `saved`: whatever the preferences hold. `area`: of the screen that shows most of the window, without task bars.
 * Without a place, Electron centers the window on the primary screen.
 */
export function openingBounds(
  saved: unknown,
  areaAround: (bounds: Rectangle) => Rectangle,
): { width: number; height: number; x?: number; y?: number } {
  const parsed = savedBounds.safeParse(saved)
  if (!parsed.success) return FIRST
  const bounds = parsed.data
  const area = areaAround(bounds)
  const size = {
    width: Math.max(Math.min(bounds.width, area.width), SMALLEST.width),
    height: Math.max(Math.min(bounds.height, area.height), SMALLEST.height),
  }
  return isReachable(bounds, area) ? { ...bounds, ...size } : size
}

function isReachable({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return seen >= GRIP.width && y >= area.y - GRIP.height / 2 && y + GRIP.height <= area.y + area.height
}
