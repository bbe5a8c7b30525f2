// The machine's clock.
import type { Instant } from '#shared/license/license.ts'

export interface Clock {
  now(): Instant
}
