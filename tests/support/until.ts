/** Waits for a condition instead of for a time. */
import { setTimeout as delay } from 'node:timers/promises'

interface Patience {
  /** In milliseconds. */
  timeout?: number
  interval?: number
}

/** The first value of `condition` that is not undefined; throws, naming `what`, when none comes in time. */
export async function until<T>(
  what: string,
  condition: () => T | undefined,
  { timeout = 30_000, interval = 10 }: Patience = {},
): Promise<T> {
  const deadline = performance.now() + timeout
  for (;;) {
    const value = condition()
    if (value !== undefined) return value
    if (performance.now() > deadline) throw new Error(`Waited ${timeout} ms in vain for ${what}`)
    await delay(interval)
  }
}
