// activation-desk repair: what is damaged goes to `quarantine`, and what can be read of it goes on.
import { randomBytes } from 'node:crypto'
import type { PendingReturn, StoreProblem, StoreRepair } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { damagedLog, putBack } from '../activity/damaged-log.ts'
import { loggedReturns } from '../activity/logged-returns.ts'
import type { Layout } from './layout.ts'
import { below, parentOf, shownPlace, type Place } from './place.ts'
import { damagedText } from './read.ts'
import { clockFile } from './read-standing.ts'
import { isThere, listFolder, lookAt, readState, whyNotListed } from './read-files.ts'
import { damagedNote, noteAnew } from './noted-licenses.ts'
import { readLicenses } from './read-licenses.ts'
import { leftovers } from './recover.ts'
import { readReturned, readReturns, returnedText, type StoredReturned } from './returns.ts'
import { repairNotes } from './repair-notes.ts'
import { Repairs } from './repairs.ts'
import { STAYS } from './set-aside.ts'
import { tellsOfLoss } from './tells-of-loss.ts'
import { readUsage, usageText } from './usage-file.ts'
import { historyText, readHistory } from './usage-history.ts'
import { writeWhole } from './whole-file.ts'
import { isYoung } from './young.ts'

/** Under the store's lock. `mended`: what was set aside on the way to it. `notes`, `uniqueKey`: as the port has them. */
export function repairStore(
  layout: Layout,
  young: number,
  mended: readonly StoreProblem[],
  notes: readonly PendingReturn[],
  uniqueKey: string | null,
): StoreRepair {
  const done = new Repairs(layout, mended)
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
  const read = readLicenses(layout)
  for (const [name, { license, problems }] of read.folders) {
    const folder = below(layout.licenses, name)
    const [problem] = problems
    if (!problem || !isThere(folder)) continue
    if (license) {
      for (const { where, reason } of problems) done.moveFile(inTheWayAt(layout, where), reason)
      continue
    }
    const stays = problems.find(({ reason }) => STAYS.has(reason))
    if (stays) done.leave(stays)
    else if (isYoung(folder, young)) done.leave(youngAt(folder))
    else done.move(folder, problem)
  }
  for (const name of read.unnamed) done.moveUnnamed(name, young)
  repairNotes(layout, notes, uniqueKey, done)
  const history = whyNotListed(layout.usageHistory)
  const doubt = tellsOfLoss(layout)
  if (doubt !== null) done.leave(doubt)
  else if (history !== null) done.moveFile(layout.usageHistory, history)
  for (const file of [layout.returned, layout.usage, layout.clock, layout.revision, layout.format]) {
    const reason = reasonAt(file)
    if (reason !== null) done.moveFile(file, reason)
  }
  for (const file of histories(layout)) {
    const reason = reasonAt(file)
    if (reason === null) continue
    done.moveFile(file, reason)
    // That the product has reported is not to be forgotten with it.
    if (!isThere(file)) writeWhole(file, historyText([], true), layout.staging)
  }
  const hadUsage = isThere(layout.usage)
  const usage = readUsage(layout)
  done.replace(layout.usage, usage.damaged, usageText(usage.records, true))
  // Without it nothing would say that something was reported.
  if (!hadUsage && done.has(layout.usage)) writeWhole(layout.usage, usageText([], true), layout.staging)
  else if (usage.gone) done.begin(layout.usage, usageText([], true))
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
  const note = damagedNote(layout)
  if (note !== null) {
    const state = readState(layout.licensed)
    const lost = state.is === 'text' ? state.text : ''
    done.moveFile(layout.licensed, note.reason)
    if (!isThere(layout.licensed)) writeWhole(layout.licensed, noteAnew(layout, lost), layout.staging)
  }
  // From now on a key that is not in it counts as one that was not returned.
  const returned = readReturned(layout)
  const known = { ...returned, ...stillKnown(layout, returned) }
  if (returned.gone) done.begin(layout.returned, returnedText(known, false))
  if (returned.incomplete && isThere(layout.returned) && !done.has(layout.returned))
    done.replace(
      layout.returned,
      returned.damaged ?? returnedText(returned, true),
      returnedText(known, false),
    )
  // Under the lock nothing there is a writer's: these could not be removed.
  for (const left of leftovers(layout, 0)) done.leave(left)
  if (done.setAside.length > 0) writeWhole(layout.revision, randomBytes(8).toString('hex'), layout.staging)
  return { setAside: done.setAside, left: done.left }
}

/** What lies where a file of a license belongs, or where the folder on the way to it does. */
function inTheWayAt({ root }: Layout, where: string): Place {
  const file = below(root, ...where.split('/'))
  const folder = parentOf(file)
  return lookAt(folder)?.isDirectory() ? file : folder
}

/** Of what was lost with a list, the log and the notes of seats that are still to be given back say most. */
function stillKnown(layout: Layout, { keys, givenBack }: Pick<StoredReturned, 'keys' | 'givenBack'>) {
  const listed = (id: string) => [...keys, ...givenBack].some(({ licenseId }) => licenseId === id)
  const here = new Set([...readLicenses(layout).folders.values()].map(({ license }) => license?.id))
  // Of one that was only begun nobody knows: its license may be here, and not be read.
  const pending = readReturns(layout).pending.filter(({ begun }) => begun !== true)
  const seats = pending.map(({ licenseId, since }) => ({ licenseId, issued: since, givenBack: since }))
  return {
    keys: [...keys, ...loggedReturns(layout).filter(({ licenseId }) => !listed(licenseId))],
    givenBack: [...givenBack, ...seats.filter(({ licenseId }) => !listed(licenseId) && !here.has(licenseId))],
  }
}

/** Why it cannot be read; null: it can, or is not there. */
function reasonAt(file: Place): StoreReason | null {
  const state = readState(file)
  return state.is === 'trouble' ? state.reason : null
}

const youngAt = (folder: Place): StoreProblem => ({
  where: shownPlace(folder),
  reason: 'young' satisfies StoreReason,
})

/** What a repair would leave for a moment, of licenses that are damaged. */
export function youngLicenses(layout: Layout, young: number): StoreProblem[] {
  return [...readLicenses(layout).folders].flatMap(([name, { license, problems }]) => {
    const folder = below(layout.licenses, name)
    const waits = license === null && !problems.some(({ reason }) => STAYS.has(reason))
    return waits && isThere(folder) && isYoung(folder, young) ? [youngAt(folder)] : []
  })
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
