// Changes the data folder, under the lock: everything is written first, then put in its place by renames alone.
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { RecordedAnswer, StoreWriter, UsageRecord } from '#main/core/ports/license-store.ts'
import { ACTIVATION_FILE, folderName, keyFileName, type Layout } from './layout.ts'
import {
  activationText,
  answerFile,
  answerText,
  isKeptAs,
  licenseRemoval,
  stageLicense,
} from './license-folder.ts'
import { readLicenseFolder, readMark } from './read.ts'
import { makeFolder } from './recover.ts'
import { readReturned, returnedText, returnPath, returnText } from './returns.ts'
import { readUsage, usageText } from './usage-file.ts'
import { historyPath, historyText, readUsageHistory, withPoint } from './usage-history.ts'
import { prepareFile, syncFolder, type Prepared } from './whole-file.ts'

export interface FileWriter extends StoreWriter {
  /** Puts every change in its place and tells every watching process, unless nothing was changed. */
  commit(): void
  /** Instead of `commit`, or where it failed. */
  discard(): void
}

export function fileWriter(layout: Layout): FileWriter {
  const prepared: Prepared[] = []
  const prepare = (file: string, content: string) =>
    void prepared.push(prepareFile(file, content, layout.staging))
  const prepareAnswer = (license: string, answer: RecordedAnswer) => {
    makeFolder(path.dirname(answerFile(license)))
    prepare(answerFile(license), answerText(answer))
  }
  let usage = readUsage(layout)
  let mark = readMark(layout)
  let returned = readReturned(layout)
  const writeMark = (signed: number) => {
    mark = signed
    prepare(layout.clock, `${JSON.stringify({ latestSigned: signed })}\n`)
  }

  return {
    putLicense(license, formerId = license.id) {
      const target = path.join(layout.licenses, folderName(license.id))
      const former = path.join(layout.licenses, folderName(formerId))
      const before = existsSync(former) ? readLicenseFolder(former) : null
      const known = before === null || typeof before === 'string' ? null : before
      if (former !== target || known?.code !== license.code || !isKeptAs(keyFileName(license.file), target))
        return void prepared.push(stageLicense(layout, license, known, { target, former }))
      // Code and form stay, so each file may change by itself; the signed file comes last, since it is what counts.
      if (license.validation) prepareAnswer(target, license.validation)
      prepare(path.join(target, ACTIVATION_FILE), activationText(license))
      prepare(path.join(target, keyFileName(license.file)), license.file)
    },
    putValidation(licenseId, answer) {
      prepareAnswer(path.join(layout.licenses, folderName(licenseId)), answer)
    },
    removeLicense(licenseId) {
      const target = path.join(layout.licenses, folderName(licenseId))
      if (existsSync(target)) prepared.push(licenseRemoval(layout, target))
    },
    putReturn(pending) {
      makeFolder(layout.returns)
      prepare(returnPath(layout, pending.licenseId), returnText(pending))
    },
    removeReturn(licenseId) {
      prepared.push(fileRemoval(returnPath(layout, licenseId)))
    },
    putReturned(key) {
      returned = [...returned.filter(({ licenseId }) => licenseId !== key.licenseId), key]
      prepare(layout.returned, returnedText(returned))
    },
    putUsage(record) {
      usage = withRecord(usage, record)
      prepare(layout.usage, usageText(usage))
    },
    addUsagePoint(product, point) {
      const points = withPoint(readUsageHistory(layout, product), point)
      if (!points) return
      makeFolder(layout.usageHistory)
      prepare(historyPath(layout, product), historyText(points))
    },
    raiseMark(signed) {
      if (Number.isFinite(signed) && signed > mark) writeMark(signed)
    },
    setMark(signed) {
      if (Number.isFinite(signed) && signed !== mark) writeMark(signed)
    },
    commit() {
      if (prepared.length === 0) return
      prepare(layout.revision, randomBytes(8).toString('hex'))
      for (const change of prepared) change.commit()
    },
    discard() {
      for (const change of prepared) change.discard()
    },
  }
}

function fileRemoval(file: string): Prepared {
  return {
    commit() {
      if (!existsSync(file)) return
      rmSync(file)
      syncFolder(path.dirname(file))
    },
    discard: () => undefined,
  }
}

function withRecord(usage: readonly UsageRecord[], record: UsageRecord): readonly UsageRecord[] {
  const others = usage.filter((other) => other.product !== record.product)
  return [...others, record].toSorted((a, b) => a.product.localeCompare(b.product))
}
