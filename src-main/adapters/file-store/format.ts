// store.json: that this folder holds a store, and in which format. An installer makes it, or the first writer.
import { z } from 'zod'
import { copyTree } from './copy-tree.ts'
import { NewerStore } from './failures.ts'
import type { Layout } from './layout.ts'
import { below } from './place.ts'
import { heldLicenses } from './presence.ts'
import { isThere, parseJson, readState } from './read-files.ts'
import { insistOn, keepCopy, setAside } from './set-aside.ts'
import { writeWhole } from './whole-file.ts'

/**
 * `writers`: rises with every change of what is written. `gate`: rises only when what a gate reads changes, since gates
 * live inside of shipped products. Each version reads its own format and the one before it.
 */
export interface Format {
  readonly writers: number
  readonly gate: number
}
const FORMAT: Format = { writers: 1, gate: 1 }
/** Of releases that made no `store.json`. */
const FIRST: Format = { writers: 0, gate: 0 }

const number = z.int().nonnegative()
export const formatFile = z.looseObject({ writers: number, gate: number })

export const formatText = (): string => `${JSON.stringify(FORMAT)}\n`

/** Null: it is damaged, or cannot be read, and does not say. Of a damaged one the numbers count as far as they are there. */
function readFormat(layout: Layout): Format | null {
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

/** Whether a version after this one changed what `who` reads or writes. */
export function isNewer(layout: Layout, who: keyof Format = 'writers'): boolean {
  const format = readFormat(layout)
  return format !== null && format[who] > FORMAT[who]
}

/** Asked before anything is touched. */
export function refuseNewer(layout: Layout, who: keyof Format): void {
  if (isNewer(layout, who)) throw new NewerStore()
}

/** Under the lock, before anything is written. */
export function upgrade(layout: Layout): void {
  refuseNewer(layout, 'writers')
  const format = readFormat(layout)
  if (format === null) return makeAnew(layout)
  if (format.writers === FORMAT.writers) return
  // What a restart finds here was made whole, and of what was there before the first attempt.
  const copy = below(layout.copies, `format-${format.writers}`)
  if (!isThere(copy)) copyTree(layout, copy)
  writeWhole(layout.format, formatText(), layout.staging)
}

/** It is written whole: only a broken disk or a hand damages it, so the store around it is of this format. */
function makeAnew(layout: Layout): void {
  const state = readState(layout.format)
  insistOn(layout.format)
  if (state.is === 'text') keepCopy(layout, layout.format, state.text)
  else setAside(layout, layout.format, 'not_a_file')
  writeWhole(layout.format, formatText(), layout.staging)
}
