// Changes the data folder, under the lock: everything is written first, then put in its place by renames alone.
import { randomBytes } from 'node:crypto'
import { pendingReturn } from '#main/core/ports/stored-values.ts'
import type {
  GivenBack,
  RecordedAnswer,
  ReturnedKey,
  StoreWriter,
  UsageRecord,
} from '#main/core/ports/license-store.ts'
import { ACTIVATION_FILE, folderName, keyFileName, type Layout } from './layout.ts'
import {
  activationText,
  answerFile,
  answerText,
  isKeptAs,
  licenseRemoval,
  stageLicense,
} from './license-folder.ts'
import { below, nameOf, parentOf, pathOf, shownPlace, type Place } from './place.ts'
import { isThere, listFolder, lookAt } from './read-files.ts'
import { readFolder } from './read-folder.ts'
import { damagedText } from './read.ts'
import { clockFile, readMark } from './read-standing.ts'
import { removeFile } from './remove.ts'
import { changedLicenses } from './noted-licenses.ts'
import { formatText } from './format.ts'
import { makeFolder } from './folders.ts'
import { keepCopy, insist, insistOn, quarantineName, setAside } from './set-aside.ts'
import { readReturned, returnedText, returnPath, returnText } from './returns.ts'
import { readUsage, usageText } from './usage-file.ts'
import type { Unwritten } from './unwritten.ts'
import { historyWriter } from './history-writer.ts'
import {
  insistOnWritable,
  lateFile,
  prepareFile,
  syncFolder,
  type LateFile,
  type Prepared,
} from './whole-file.ts'

export interface FileWriter extends StoreWriter {
  /** Puts every change in its place and tells every watching process, unless nothing was changed. */
  commit(): void
  /** Instead of `commit`, or where it failed. */
  discard(): void
}

export function fileWriter(layout: Layout, unwritten: Unwritten = () => undefined): FileWriter {
  const prepared: Prepared[] = []
  const licenses = changedLicenses(layout)
  /** Folders that files go into. */
  const targets = new Map<string, Place>()
  const prepare = (file: Place, content: string) => {
    targets.set(pathOf(parentOf(file)), parentOf(file))
    prepared.push(prepareFile(file, content, layout.staging))
  }
  /** A copy is set aside before the file is replaced, so that at no moment there is none. */
  const keepDamaged = (file: Place, text: string) => {
    makeFolder(layout.quarantine)
    prepare(below(layout.quarantine, quarantineName(shownPlace(file), 'unreadable')), text)
  }
  const prepareAnswer = (license: Place, answer: RecordedAnswer) => {
    makeFolder(parentOf(answerFile(license)))
    prepare(answerFile(license), answerText(answer))
  }
  const stored = readUsage(layout)
  const usage = new Map<string, UsageRecord>()
  let mark = readMark(layout)
  const readBefore = readReturned(layout)
  const keys = new Map<string, ReturnedKey>()
  const givenBack = new Map<string, GivenBack | null>()
  const kept = new Set<string>()
  /** Once in a write, however often the file is put. */
  const keepOnce = (file: Place, text: string | null) => {
    if (text === null || kept.has(pathOf(file))) return
    kept.add(pathOf(file))
    keepDamaged(file, text)
  }
  const late = new Map<string, LateFile>()
  /**
   * However often it is put, it is replaced once: where it comes among the others the first time says, what is in it the
   * last. `damaged`: what is in it now; null: it is whole. False: it was put before.
   */
  const replaceLate = (file: Place, damaged: string | null, content: () => string): boolean => {
    if (late.has(pathOf(file))) return false
    insistOn(file)
    keepOnce(file, damaged)
    const replacement = lateFile(file, content, layout.staging)
    late.set(pathOf(file), replacement)
    prepared.push(replacement)
    return true
  }
  const writeReturned = () => {
    const isFirst = replaceLate(layout.returned, readBefore.damaged, () => {
      const now = {
        keys: changed(readBefore.keys, keys, licenseOf),
        givenBack: changed(readBefore.givenBack, givenBack, licenseOf),
      }
      return returnedText(now, readBefore.incomplete)
    })
    if (isFirst && !isThere(layout.returnedOnce)) prepare(layout.returnedOnce, RETURNED_ONCE)
  }
  const writeMark = (signed: number) => {
    insistOn(layout.clock)
    mark = signed
    keepOnce(layout.clock, damagedText(layout.clock, clockFile))
    prepare(layout.clock, `${JSON.stringify({ latestSigned: signed })}\n`)
  }

  return {
    ...historyWriter(layout, { prepared, keepOnce, isUsageLost: stored.incomplete, unwritten }),
    putLicense(license, formerId = license.id) {
      const target = below(layout.licenses, folderName(license.id))
      const former = folderOf(layout, formerId)
      if (formerId !== license.id) licenses.remove(formerId, former)
      licenses.put(license)
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
      licenses.remove(licenseId, target)
      if (!isThere(target)) return
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
      licenses.remove(key.licenseId)
      keys.delete(key.licenseId) // so that it comes last
      keys.set(key.licenseId, key)
      writeReturned()
    },
    putGivenBack(one) {
      licenses.remove(one.licenseId)
      givenBack.delete(one.licenseId)
      givenBack.set(one.licenseId, one)
      writeReturned()
    },
    removeGivenBack(licenseId) {
      givenBack.set(licenseId, null)
      writeReturned()
    },
    putUsage(record) {
      usage.set(record.product, record)
      replaceLate(layout.usage, stored.damaged, () => {
        const now = changed(stored.records, usage, ({ product }) => product)
        return usageText(
          now.toSorted((a, b) => a.product.localeCompare(b.product)),
          stored.incomplete,
        )
      })
    },
    raiseMark(signed) {
      if (Number.isFinite(signed) && signed > mark) writeMark(signed)
    },
    setMark(signed) {
      if (Number.isFinite(signed) && signed !== mark) writeMark(signed)
    },
    commit() {
      if (prepared.length === 0 && !licenses.areChanged()) return
      for (const file of late.values()) file.prepare()
      const { damaged, before, after } = licenses.notes()
      if (prepared.length === 0 && before === null) return
      if (damaged !== null && (before !== null || after !== null)) keepCopy(layout, layout.licensed, damaged)
      if (before !== null)
        prepared.unshift(
          before === 'gone'
            ? fileRemoval(layout, layout.licensed)
            : prepareFile(layout.licensed, before.text, layout.staging),
        )
      if (after !== null) prepare(layout.licensed, after)
      if (!isThere(layout.format)) prepare(layout.format, formatText())
      prepare(layout.revision, randomBytes(8).toString('hex'))
      for (const folder of targets.values()) insistOnWritable(folder)
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

// eslint-disable-next-line words/in-messages -- the folder is shared by people of every language
const RETURNED_ONCE = 'Something was given back here. If returned.json is gone, it was lost.\n'

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

/** In the place of those that `keyOf` calls the same; null: it goes. */
function changed<T>(
  before: readonly T[],
  changes: ReadonlyMap<string, T | null>,
  keyOf: (one: T) => string,
): readonly T[] {
  const put = [...changes.values()].filter((one) => one !== null)
  return [...before.filter((one) => !changes.has(keyOf(one))), ...put]
}

const licenseOf = ({ licenseId }: { readonly licenseId: string }): string => licenseId
