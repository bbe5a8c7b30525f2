// activation-desk repair: what is damaged goes to `quarantine`, and what can be read of it goes on.
import { randomBytes } from 'node:crypto'
import type { StoreProblem, StoreRepair } from '#main/core/ports/license-store.ts'
import { damagedLog, putBack } from '../activity/damaged-log.ts'
import type { Layout } from './layout.ts'
import { below, holding, shownPlace, type Place } from './place.ts'
import { damagedText } from './read.ts'
import { clockFile } from './read-standing.ts'
import { isThere, listFolder, lookAt, readState, whyNotListed } from './read-files.ts'
import { readLicenses } from './read-licenses.ts'
import { readReturned, readReturns, returnedText } from './returns.ts'
import { keepCopy, setAside, STAYS } from './set-aside.ts'
import { readUsage, usageText } from './usage-file.ts'
import { historyText, readHistory } from './usage-history.ts'
import { writeWhole } from './whole-file.ts'

/** Milliseconds: a folder in which something was made that lately may be on its way here, as by `cp -a`. */
export const YOUNG = 60_000

/** Under the store's lock. */
export function repairStore(layout: Layout, young: number): StoreRepair {
  const done = new Repairs(layout)
  // First, since whatever is set aside goes there.
  for (const folder of [
    layout.quarantine,
    layout.licenses,
    layout.returns,
    layout.usageReports,
    layout.copies,
    layout.waiting,
  ]) {
    const reason = whyNotListed(folder)
    if (reason !== null) done.moveFile(folder, reason)
  }
  for (const [name, { license, problems }] of readLicenses(layout)) {
    const folder = below(layout.licenses, name)
    const [problem] = problems
    // Only the code itself, typed once more, mends it; the license stays for what else is in it.
    if (license?.codeIsAsPut === false)
      done.leave({ where: shownPlace(below(folder, 'code')), reason: 'damaged' })
    if (license || !problem || !isThere(folder)) continue
    const stays = problems.find(({ reason }) => STAYS.has(reason))
    if (stays) done.leave(stays)
    else if (isYoung(folder, young)) done.leave({ where: problem.where, reason: 'young' })
    else done.move(folder, problem)
  }
  for (const { file, reason } of readReturns(layout).damaged) done.moveFile(file, reason)
  const history = whyNotListed(layout.usageHistory)
  // Where usage was lost, what lies there may be all that says so.
  if (history !== null && readUsage(layout).incomplete)
    done.leave({ where: shownPlace(layout.usageHistory), reason: history })
  else if (history !== null) done.moveFile(layout.usageHistory, history)
  for (const file of [layout.returned, layout.usage, layout.clock, ...histories(layout)]) {
    const state = readState(file)
    if (state.is === 'trouble') done.moveFile(file, state.reason)
  }
  const hadUsage = isThere(layout.usage)
  const usage = readUsage(layout)
  done.replace(layout.usage, usage.damaged, usageText(usage.records, true))
  // Without it nothing would say that something was reported.
  if (!hadUsage && done.has(layout.usage)) writeWhole(layout.usage, usageText([], true), layout.staging)
  for (const file of histories(layout)) {
    const { points, damaged } = readHistory(file)
    done.replace(file, damaged, historyText(points, true))
  }
  for (const log of [layout.activity, layout.olderActivity]) {
    const damaged = damagedLog(log)
    if (damaged) done.moveFile(log, damaged.reason)
    if (damaged) putBack(log, damaged.whole)
  }
  if (damagedText(layout.clock, clockFile) !== null) done.moveFile(layout.clock, 'unreadable')
  // From now on a key that is not in it counts as one that was not returned.
  const returned = readReturned(layout)
  if (returned.incomplete && isThere(layout.returned) && !done.has(layout.returned))
    done.replace(
      layout.returned,
      returned.damaged ?? returnedText(returned, true),
      returnedText(returned, false),
    )
  if (done.setAside.length > 0) writeWhole(layout.revision, randomBytes(8).toString('hex'), layout.staging)
  return { setAside: done.setAside, left: done.left }
}

class Repairs {
  readonly setAside: StoreProblem[] = []
  readonly left: StoreProblem[] = []
  readonly #layout: Layout

  constructor(layout: Layout) {
    this.#layout = layout
  }

  has(file: Place): boolean {
    return [...this.setAside, ...this.left].some(({ where }) => where === shownPlace(file))
  }

  leave(problem: StoreProblem): void {
    this.left.push(problem)
  }

  move(place: Place, problem: StoreProblem): void {
    setAside(this.#layout, place, problem.reason)
    this.setAside.push(problem)
  }

  moveFile(file: Place, reason: string): void {
    const problem = { where: shownPlace(file), reason }
    if (STAYS.has(reason)) this.leave(problem)
    else this.move(file, problem)
  }

  /** `damaged`: what is in it now; null: it is whole. */
  replace(file: Place, damaged: string | null, text: string): void {
    if (damaged === null) return
    keepCopy(this.#layout, file, damaged)
    writeWhole(file, text, this.#layout.staging)
    this.setAside.push({ where: shownPlace(file), reason: 'unreadable' })
  }
}

/** What `read` does not look into, since nothing depends on it: what was in use over time, and what happened. */
export function damagedBeside(layout: Layout): StoreProblem[] {
  const damaged = histories(layout).filter((file) => readHistory(file).damaged !== null)
  const unreadable = damaged.map((file) => ({ where: shownPlace(file), reason: 'unreadable' }))
  const logs = [layout.activity, layout.olderActivity].flatMap((log) => {
    const reason = damagedLog(log)?.reason
    return reason === undefined ? [] : [{ where: shownPlace(log), reason }]
  })
  return [...unreadable, ...logs]
}

function histories(layout: Layout): Place[] {
  if (whyNotListed(layout.usageHistory) !== null) return []
  return listFolder(layout.usageHistory).map((name) => below(layout.usageHistory, name))
}

/** It or something in it was put there within `young` milliseconds, by either clock. */
function isYoung(place: Place, young: number): boolean {
  const found = lookAt(place)
  if (found === null) return true
  if (Math.abs(Date.now() - found.ctimeMs) < young) return true
  if (!found.isDirectory()) return false
  return holding(place, (held) => listFolder(held).some((name) => isYoung(below(held, name), young)))
}
