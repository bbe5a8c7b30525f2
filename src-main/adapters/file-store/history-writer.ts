// Points of what was in use over time, on their way into the files of their products.
import type { StoreWriter } from '#main/core/ports/license-store.ts'
import { isDenied } from './failures.ts'
import { makeFolder } from './folders.ts'
import type { Layout } from './layout.ts'
import { NotOurs, pathOf, shownPlace, type Place } from './place.ts'
import { readState, reasonOf, whyNotListed } from './read-files.ts'
import { insistOn, setAside, STAYS } from './set-aside.ts'
import { whyNotWritten, type Unwritten } from './unwritten.ts'
import { historyPath, historyText, mergedPoints, readHistory, withPoint } from './usage-history.ts'
import { prepareFile, type Prepared } from './whole-file.ts'

interface OneWrite {
  /** What it puts in its place at once. */
  readonly prepared: Prepared[]
  /** A copy of what is damaged is set aside with it. */
  readonly keepOnce: (file: Place, damaged: string | null) => void
  /** What usage.json said was lost, so that a history may be all that tells of it. */
  readonly isUsageLost: boolean
  readonly unwritten: Unwritten
}

export function historyWriter(
  layout: Layout,
  { prepared, keepOnce, isUsageLost, unwritten }: OneWrite,
): Pick<StoreWriter, 'addUsagePoint' | 'mergeUsagePoints'> {
  /**
   * What lies in the place of a history, or of all of them, is set aside; false: it stays, since it may be whole, or is all
   * that says that usage was lost.
   */
  const makesRoomFor = (history: Place): boolean => {
    const folder = whyNotListed(layout.usageHistory)
    if (folder !== null && (STAYS.has(folder) || isUsageLost)) return false
    if (folder !== null) setAside(layout, layout.usageHistory, folder)
    const file = readState(history)
    if (file.is === 'trouble' && STAYS.has(file.reason)) return false
    if (file.is === 'trouble') setAside(layout, history, file.reason)
    makeFolder(layout.usageHistory)
    return true
  }
  return {
    addUsagePoint(product, point) {
      const file = historyPath(layout, product)
      const history = readHistory(file)
      const points = withPoint(history.points, point)
      if (!points) return
      const untold = (error: unknown) =>
        unwritten({ where: shownPlace(layout.usageHistory), reason: whyNotWritten(error) })
      try {
        if (!makesRoomFor(file)) return
      } catch (error) {
        if (isDenied(error)) return untold(error)
        throw error
      }
      keepOnce(file, history.damaged)
      prepared.push(ifItCan(prepareFile(file, historyText(points, false), layout.staging), untold))
    },
    mergeUsagePoints(product, points, isWhole) {
      const file = historyPath(layout, product)
      insistOn(file)
      if (!makesRoomFor(file)) throw new NotOurs(pathOf(layout.usageHistory))
      const history = readHistory(file)
      const merged = mergedPoints(history.points, points)
      const incomplete = history.incomplete || !isWhole
      if (merged.length === history.points.length && incomplete === history.incomplete) return
      keepOnce(file, history.damaged)
      prepared.push(prepareFile(file, historyText(merged, incomplete), layout.staging))
    },
  }
}

/** Of what is plotted and no more: that it cannot be put there is no reason to refuse what was reported. */
const ifItCan = (history: Prepared, untold: (error: unknown) => void): Prepared => ({
  commit() {
    try {
      history.commit()
    } catch (error) {
      reasonOf(error)
      history.discard()
      untold(error)
    }
  },
  discard: () => history.discard(),
})
