// The metadata that a client sends of a machine, a process or a component, within Keygen's bounds
// (docs/protocol.md#metadata).
import { z } from 'zod'
import type { ApiError } from '../json-api/errors.ts'
import { keygenKey, withKeptKeys } from '../store/keygen-keys.ts'

type Json = z.infer<ReturnType<typeof z.json>>

/** Objects and lists within its members. */
const MOST_DEPTH = 2
const MOST_KEYS = 64
const MOST_BYTES = 16_384

export const metadata = z.record(z.string(), z.json()).superRefine((sent, context) => {
  const path = tooDeep(sent)
  if (path)
    context.addIssue({ code: 'custom', message: `is below ${MOST_DEPTH} levels of objects and lists`, path })
})

export type SentMetadata = z.infer<typeof metadata> | null | undefined

/** The path of the first member that is too deep, or null. */
function tooDeep(value: Json, depth = 0): (string | number)[] | null {
  if (typeof value !== 'object' || value === null) return null
  const members: [string | number, Json][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value).map(([key, one]) => [keygenKey(key), one])
  for (const [key, one] of members) {
    if (typeof one !== 'object' || one === null) continue
    const within = depth === MOST_DEPTH ? [] : tooDeep(one, depth + 1)
    if (within) return [key, ...within]
  }
  return null
}

/** METADATA_TOO_LONG, by the caller's own prefix and pointer, or null. */
export function metadataProblem(
  sent: SentMetadata,
  problem: (code: string, detail: string) => ApiError,
): ApiError | null {
  const kept = withKeptKeys(sent ?? {})
  if (Buffer.byteLength(JSON.stringify(kept)) > MOST_BYTES)
    return problem('TOO_LONG', `has at most ${MOST_BYTES} bytes as JSON`)
  return keysIn(kept) > MOST_KEYS
    ? problem('TOO_LONG', `has at most ${MOST_KEYS} keys, those within its members counted`)
    : null
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return own + Object.values(value).reduce((sum: number, one) => sum + keysIn(one), 0)
}
