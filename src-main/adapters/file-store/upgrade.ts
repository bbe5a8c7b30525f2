// Makes the store one of this version's format, after a copy of what was there.
import type { StoreProblem } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { copyTree } from './copy-tree.ts'
import { FORMAT, formatText, readFormat, refuseNewer } from './format.ts'
import type { Layout } from './layout.ts'
import { below, shownPlace } from './place.ts'
import { isThere, readState } from './read-files.ts'
import { insistOn, keepCopy, setAside } from './set-aside.ts'
import { writeWhole } from './whole-file.ts'

/** Under the lock, before anything is written. Names what it set aside for it. */
export function upgrade(layout: Layout): readonly StoreProblem[] {
  refuseNewer(layout, 'writers')
  const format = readFormat(layout)
  if (format === null) return makeAnew(layout)
  if (format.writers === FORMAT.writers) return []
  // What a restart finds here was made whole, and of what was there before the first attempt.
  const copy = below(layout.copies, `format-${format.writers}`)
  if (!isThere(copy)) copyTree(layout, copy)
  writeWhole(layout.format, formatText(), layout.staging)
  return []
}

/** Of which format the store around it is nothing tells any more: it is kept as a whole, as before any other upgrade. */
function makeAnew(layout: Layout): readonly StoreProblem[] {
  const state = readState(layout.format)
  insistOn(layout.format)
  const copy = below(layout.copies, 'format-unknown')
  if (!isThere(copy)) copyTree(layout, copy)
  const reason = state.is === 'trouble' ? state.reason : UNREADABLE
  if (state.is === 'text') keepCopy(layout, layout.format, state.text)
  else setAside(layout, layout.format, reason)
  writeWhole(layout.format, formatText(), layout.staging)
  return [{ where: shownPlace(layout.format), reason }]
}

const UNREADABLE = 'unreadable' satisfies StoreReason
