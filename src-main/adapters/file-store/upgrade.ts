// Makes the store one of this version's format, after a copy of what was there.
import { copyTree } from './copy-tree.ts'
import { FORMAT, formatText, readFormat, refuseNewer } from './format.ts'
import type { Layout } from './layout.ts'
import { below } from './place.ts'
import { isThere, readState } from './read-files.ts'
import { insistOn, keepCopy, setAside } from './set-aside.ts'
import { writeWhole } from './whole-file.ts'

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
