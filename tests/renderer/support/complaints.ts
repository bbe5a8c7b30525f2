// What the page says to the browser's console while a test runs: errors and warnings.
import { tick } from 'svelte'
import { vi } from 'vitest'

const LEVELS = ['error', 'warn'] as const

/** Returns what was said so far, once what the page still does is done. */
export function listen(): () => Promise<string[]> {
  const spies = LEVELS.map((level) => vi.spyOn(console, level))
  return async () => {
    await tick()
    const said = spies.flatMap((spy) => spy.mock.calls.map((words) => words.map(String).join(' ')))
    for (const spy of spies) spy.mockRestore()
    return said
  }
}
