// The machine's clock.
import type { Instant } from '#shared/instant.ts'

export interface Clock {
  now(): Instant
}
