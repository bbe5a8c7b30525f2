// What lies beside the licenses and was not written though the action went well: whoever asked for it is told.
import { accessSync, constants } from 'node:fs'
import type { StoreProblem } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { Layout } from './layout.ts'
import { NotOurs, shownPlace, withDirect, type Place } from './place.ts'
import { isAbsent } from './read-files.ts'

/** Is told of each, at the moment at which it was not written. */
export type Unwritten = (problem: StoreProblem) => void

export const whyNotWritten = (error: unknown): StoreReason =>
  error instanceof NotOurs || IN_ITS_PLACE.has(codeOf(error)) ? 'not_a_file' : 'not_writable'

const IN_ITS_PLACE: ReadonlySet<string> = new Set(['EISDIR', 'ENOTDIR', 'ELOOP', 'EMLINK', 'ENXIO'])

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

/** The log and the histories, where they can be read and nothing can be put there: found by looking alone. */
export function notWritableBeside(layout: Layout): StoreProblem[] {
  const places: [Place, number][] = [
    [layout.activity, constants.W_OK],
    [layout.usageHistory, constants.W_OK | constants.X_OK],
  ]
  return places.flatMap(([place, rights]) =>
    isWritable(place, rights) ? [] : { where: shownPlace(place), reason: NOT_WRITABLE },
  )
}

const NOT_WRITABLE = 'not_writable' satisfies StoreReason

function isWritable(place: Place, rights: number): boolean {
  try {
    withDirect(place, (direct) => accessSync(direct, rights))
    return true
  } catch (error) {
    return isAbsent(error) || codeOf(error) === 'ENOTDIR'
  }
}
