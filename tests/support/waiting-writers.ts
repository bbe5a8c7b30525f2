// Writers of one store that all want to write at once, in processes of several threads each.
import { startChild } from './child.ts'
import type { Cleanup } from './temporary.ts'
import type { Waited, Waiting } from './waiting-child.ts'

export interface Written {
  /** Milliseconds for each write, from the first to the last. */
  readonly each: number
  readonly waits: readonly Waited[]
}

/** `times`: writes of each thread, one after another. */
export async function writeAtOnce(cleanup: Cleanup, processes: number, writers: Waiting): Promise<Written> {
  const children = Array.from({ length: processes }, () => startChild(cleanup, 'waiting-child.ts', writers))
  for (const child of children) await child.line() // “ready”
  const start = performance.now()
  for (const child of children) child.tell('go')
  const statuses = await Promise.all(children.map((child) => child.ended))
  const writes = processes * writers.threads * writers.times
  const each = (performance.now() - start) / writes
  const waits = children.flatMap((child) =>
    child.printed.slice(1).flatMap((line) => JSON.parse(line) as Waited[]),
  )
  if (statuses.some((status) => status !== 0) || waits.length !== writes)
    throw new Error(`${waits.length} of ${writes} writes were told; ended with ${statuses.join(', ')}`)
  return { each, waits }
}

/** The longest wait of this share of them, the shortest first; of one that was given up, how long that took. */
export const waitOf = (share: number, waits: readonly Waited[]): number =>
  waits.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)[
    Math.ceil(share * waits.length) - 1
  ] ?? Number.NaN
