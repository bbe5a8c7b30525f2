// For steps of a test that are not what it is about.
import type { Result } from '#shared/result.ts'

/** The value; throws the failure. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}
