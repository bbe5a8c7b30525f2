// The operating system's clock.
import type { Clock } from '#main/core/ports/clock.ts'

export const systemClock: Clock = { now: () => Date.now() }
