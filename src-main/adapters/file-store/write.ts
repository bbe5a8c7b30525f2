// Changes the data folder, under the lock: everything is written first, then put in its place by renames alone.
import { randomBytes } from 'node:crypto'
import { pendingReturn } from '#main/core/ports/stored-values.ts'
import type {
  RecordedAnswer,
  StoredLicense,
  StoreWriter,
  UsageRecord,
} from '#main/core/ports/license-store.ts'
import { isDenied } from './failures.ts'
import { ACTIVATION_FILE, folderName, keyFileName, type Layout } from './layout.ts'
import {
  activationText,
  answerFile,
  answerText,
  isKeptAs,
  licenseRemoval,
  stageLicense,
} from './license-folder.ts'
import { below, nameOf, NotOurs, parentOf, pathOf, shownPlace, type Place } from './place.ts'
import { isThere, listFolder, lookAt, readState, reasonOf, whyNotListed } from './read-files.ts'
import { readFolder } from './read-folder.ts'
import { damagedText } from './read.ts'
import { clockFile, readMark } from './read-standing.ts'
import { removeFile } from './remove.ts'
import { notedOf, notesOfChange } from './noted-licenses.ts'
import { formatText } from './format.ts'
import { makeFolder } from './folders.ts'
import { insist, insistOn, quarantineName, setAside, STAYS } from './set-aside.ts'
import { readReturned, returnedText, returnPath, returnText } from './returns.ts'
import { readUsage, usageText } from './usage-file.ts'
import { whyNotWritten, type Unwritten } from './unwritten.ts'
import { historyPath, historyText, mergedPoints, readHistory, withPoint } from './usage-history.ts'
import { prepareFile, syncFolder, type Prepared } from './whole-file.ts'

export interface FileWriter extends StoreWriter {
  /** Puts every change in its place and tells every watching process, unless nothing was changed. */
  commit(): void
  /** Instead of `commit`, or where it failed. */
  discard(): void
}

export function fileWriter(layout: Layout, unwritten: Unwritten = () => undefined): FileWriter {
  const prepared: Prepared[] = []
  const removed = { ids: new Set<string>(), folders: new Set<string>() }
  const put = new Map<string, StoredLicense>()
  const prepare = (file: Place, content: string) =>
    void prepared.push(prepareFile(file, content, layout.staging))
  /** A copy is set aside before the file is replaced, so that at no moment there is none. */
  const keepDamaged = (file: Place, text: string) => {
    makeFolder(layout.quarantine)
    prepare(below(layout.quarantine, quarantineName(shownPlace(file), 'unreadable')), text)
  }
  /**
   * What lies in the place of a history, or of all of them, is set aside; false: it stays, since it may be whole, or is all
   * that says that usage was lost.
   */
  const makesRoomFor = (history: Place): boolean => {
    const folder = whyNotListed(layout.usageHistory)
    if (folder !== null && (STAYS.has(folder) || stored.incomplete)) return false
    if (folder !== null) setAside(layout, layout.usageHistory, folder)
    const file = readState(history)
    if (file.is === 'trouble' && STAYS.has(file.reason)) return false
    if (file.is === 'trouble') setAside(layout, history, file.reason)
    makeFolder(layout.usageHistory)
    return true
  }
  const prepareAnswer = (license: Place, answer: RecordedAnswer) => {
    makeFolder(parentOf(answerFile(license)))
    prepare(answerFile(license), answerText(answer))
  }
  const stored = readUsage(layout)
  let usage = stored.records
  let mark = readMark(layout)
  const readBefore = readReturned(layout)
  let { keys, givenBack } = readBefore
  const kept = new Set<string>()
  /** Once in a write, however often the file is put. */
  const keepOnce = (file: Place, text: string | null) => {
    if (text === null || kept.has(pathOf(file))) return
    kept.add(pathOf(file))
    keepDamaged(file, text)
  }
  const writeReturned = () => {
    insistOn(layout.returned)
    keepOnce(layout.returned, readBefore.damaged)
    prepare(layout.returned, returnedText({ keys, givenBack }, readBefore.incomplete))
    if (!isThere(layout.returnedOnce)) prepare(layout.returnedOnce, RETURNED_ONCE)
  }
  const writeMark = (signed: number) => {
    insistOn(layout.clock)
    mark = signed
    keepOnce(layout.clock, damagedText(layout.clock, clockFile))
    prepare(layout.clock, `${JSON.stringify({ latestSigned: signed })}\n`)
  }

  return {
    putLicense(license, formerId = license.id) {
      put.set(license.id, license)
      const target = below(layout.licenses, folderName(license.id))
      const former = folderOf(layout, formerId)
      if (formerId !== license.id) {
        removed.ids.add(formerId)
        removed.folders.add(nameOf(former))
      }
      const read = readFolder(former)
      for (const { reason } of read?.license ? [] : (read?.problems ?? [])) insist(reason, former)
      const known = read?.license ?? null
      if (
        nameOf(former) !== nameOf(target) ||
        known?.code !== license.code ||
        !isKeptAs(keyFileName(license.file), target)
      )
        return void prepared.push(stageLicense(layout, license, known, { target, former }))
      // Code and form stay, so each file may change by itself; the signed file comes last, since it is what counts.
      if (license.validation) prepareAnswer(target, license.validation)
      prepare(below(target, ACTIVATION_FILE), activationText(layout, license))
      prepare(below(target, keyFileName(license.file)), license.file)
    },
    putValidation(licenseId, answer) {
      prepareAnswer(folderOf(layout, licenseId), answer)
    },
    removeLicense(licenseId) {
      const target = folderOf(layout, licenseId)
      removed.ids.add(licenseId)
      if (!isThere(target)) return
      removed.folders.add(nameOf(target))
      prepared.push(licenseRemoval(layout, target))
    },
    putReturn(pending) {
      insistOn(returnPath(layout, pending.licenseId))
      makeFolder(layout.returns)
      keepOnce(
        returnPath(layout, pending.licenseId),
        damagedText(returnPath(layout, pending.licenseId), pendingReturn),
      )
      prepare(returnPath(layout, pending.licenseId), returnText(pending))
    },
    removeReturn(licenseId) {
      prepared.push(fileRemoval(layout, returnPath(layout, licenseId)))
    },
    putReturned(key) {
      removed.ids.add(key.licenseId)
      keys = [...keys.filter(({ licenseId }) => licenseId !== key.licenseId), key]
      writeReturned()
    },
    putGivenBack(one) {
      removed.ids.add(one.licenseId)
      givenBack = [...givenBack.filter(({ licenseId }) => licenseId !== one.licenseId), one]
      writeReturned()
    },
    removeGivenBack(licenseId) {
      givenBack = givenBack.filter((one) => one.licenseId !== licenseId)
      writeReturned()
    },
    putUsage(record) {
      insistOn(layout.usage)
      usage = withRecord(usage, record)
      keepOnce(layout.usage, stored.damaged)
      prepare(layout.usage, usageText(usage, stored.incomplete))
    },
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
      prepare(file, historyText(merged, incomplete))
    },
    raiseMark(signed) {
      if (Number.isFinite(signed) && signed > mark) writeMark(signed)
    },
    setMark(signed) {
      if (Number.isFinite(signed) && signed !== mark) writeMark(signed)
    },
    commit() {
      const notes = notesOfChange(
        layout,
        [...put.values()].map((license) => notedOf(license)),
        removed,
      )
      if (prepared.length === 0 && notes.before === null && !notes.isEmptied) return
      if (notes.isEmptied) prepared.unshift(fileRemoval(layout, layout.licensed))
      else if (notes.before !== null)
        prepared.unshift(prepareFile(layout.licensed, notes.before, layout.staging))
      if (notes.after !== null) prepare(layout.licensed, notes.after)
      if (!isThere(layout.format)) prepare(layout.format, formatText())
      prepare(layout.revision, randomBytes(8).toString('hex'))
      for (const change of prepared) change.commit()
    },
    discard() {
      for (const change of prepared) change.discard()
    },
  }
}

/** One that a person renamed goes by the name that it was given, which need not be one of ours. */
export function folderOf(layout: Layout, licenseId: string): Place {
  const usual = below(layout.licenses, folderName(licenseId))
  const renamed = !isThere(usual) && listFolder(layout.licenses).includes(licenseId)
  return renamed ? below(layout.licenses, licenseId) : usual
}

// eslint-disable-next-line words/in-messages -- one file for people of every language
const RETURNED_ONCE = 'Something was given back here. If returned.json is gone, it was lost.\n'

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

/** A folder in its place is none of ours: it goes out of the way, and whole. */
function fileRemoval(layout: Layout, file: Place): Prepared {
  return {
    commit() {
      const found = lookAt(file)
      if (!found) return
      if (found.isDirectory()) setAside(layout, file, 'not_a_file')
      else removeFile(file)
      syncFolder(parentOf(file))
    },
    discard: () => undefined,
  }
}

function withRecord(usage: readonly UsageRecord[], record: UsageRecord): readonly UsageRecord[] {
  const others = usage.filter((other) => other.product !== record.product)
  return [...others, record].toSorted((a, b) => a.product.localeCompare(b.product))
}
