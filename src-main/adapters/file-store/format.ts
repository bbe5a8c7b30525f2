// store.json: that this folder holds a store, and in which format. An installer makes it, or the first writer.
import { integer, object } from '#shared/shape.ts'
import { NewerStore } from './failures.ts'
import type { Layout } from './layout.ts'
import { heldLicenses } from './presence.ts'
import { parseJson, readState } from './read-files.ts'

/**
 * `writers`: rises with every change of what is written. `gate`: rises only when what a gate reads changes, since gates
 * live inside of shipped products. Each version reads its own format and the one before it.
 */
interface Format {
  readonly writers: number
  readonly gate: number
}
export const FORMAT: Format = { writers: 1, gate: 1 }
/** Of releases that made no `store.json`. */
const FIRST: Format = { writers: 0, gate: 0 }

const version = integer({ min: 0 })
export const formatFile = object({ writers: version, gate: version })

export const formatText = (): string => `${JSON.stringify(FORMAT)}\n`

/** Null: it is damaged, or cannot be read, and does not say. Of a damaged one the numbers count as far as they are there. */
export function readFormat(layout: Layout): Format | null {
  const state = readState(layout.format)
  if (state.is === 'absent') return heldLicenses(layout) ? FIRST : FORMAT
  if (state.is === 'trouble') return null
  const format = parseJson(state.text, formatFile)
  if (format) return format
  const numberOf = (name: string) =>
    Number(new RegExp(`"${name}"\\s*:\\s*(\\d{1,6})`).exec(state.text)?.[1] ?? 0)
  const found = { writers: numberOf('writers'), gate: numberOf('gate') }
  return found.writers > FORMAT.writers || found.gate > FORMAT.gate ? found : null
}

/** Whether a version after this one changed what `who` reads or writes. What gates read a writer writes. */
export function isNewer(layout: Layout, who: keyof Format = 'writers'): boolean {
  const format = readFormat(layout)
  if (format === null) return false
  return format.gate > FORMAT.gate || (who === 'writers' && format.writers > FORMAT.writers)
}

/** Asked before anything is touched. */
export function refuseNewer(layout: Layout, who: keyof Format): void {
  if (isNewer(layout, who)) throw new NewerStore()
}
