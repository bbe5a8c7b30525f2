// Changes the data folder, under the lock: everything is written first, then put in its place by renames alone.
import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type {
  RecordedAnswer,
  StoredLicense,
  StoreWriter,
  UsageRecord,
} from '#main/core/ports/license-store.ts'
import {
  ACTIVATION_FILE,
  CODE_FILE,
  folderName,
  MACHINE_FILE,
  removedName,
  VALIDATION_FILE,
  type Layout,
} from './layout.ts'
import { readLicenseFolder, readMark, readUsage } from './read.ts'
import { makeFolder, setAside } from './recover.ts'
import { readReturned, returnedText, returnPath, returnText } from './returns.ts'
import { historyPath, historyText, readUsageHistory, withPoint } from './usage-history.ts'
import { prepareFile, syncFolder, writeAndSync, writeWhole, type Prepared } from './whole-file.ts'

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
    putLicense(license) {
      const target = path.join(layout.licenses, folderName(license.id))
      const before = existsSync(target) ? readLicenseFolder(target) : null
      if (before === null || typeof before === 'string' || before.code !== license.code)
        return void prepared.push(stage(layout, license, target))
      // The code stays, so each file may change by itself; the signed file comes last, since it is what counts.
      if (license.validation) prepareAnswer(target, license.validation)
      prepare(path.join(target, ACTIVATION_FILE), activationText(license))
      prepare(path.join(target, MACHINE_FILE), license.file)
    },
    putValidation(licenseId, answer) {
      prepareAnswer(path.join(layout.licenses, folderName(licenseId)), answer)
    },
    removeLicense(licenseId) {
      const target = path.join(layout.licenses, folderName(licenseId))
      if (existsSync(target)) prepared.push(removal(layout, target))
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
      prepare(layout.usage, `${JSON.stringify({ usage }, null, 2)}\n`)
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

/** A folder of its own, complete as soon as the signed file is in it, which takes the license's place in one step. */
function stage(layout: Layout, license: StoredLicense, target: string): Prepared {
  const staged = path.join(layout.staging, `${path.basename(target)}.${randomBytes(6).toString('hex')}`)
  const discard = () => rmSync(staged, { recursive: true, force: true })
  try {
    makeFolder(staged)
    makeFolder(path.dirname(answerFile(staged)))
    if (existsSync(target)) makeFolder(layout.quarantine)
    writeAndSync(path.join(staged, CODE_FILE), `${license.code}\n`)
    writeAndSync(path.join(staged, ACTIVATION_FILE), activationText(license))
    if (license.validation) writeWhole(answerFile(staged), answerText(license.validation))
    writeWhole(path.join(staged, MACHINE_FILE), license.file)
  } catch (error) {
    discard()
    throw error
  }
  return {
    commit() {
      // The same license under another code: the old one is kept aside.
      if (existsSync(target)) setAside(layout, target, 'replaced')
      renameSync(staged, target)
      syncFolder(layout.licenses)
    },
    discard,
  }
}

/** One rename takes the license away; a writer that is killed before the deletion leaves it to the next one. */
function removal(layout: Layout, target: string): Prepared {
  const staged = `${path.basename(target)}.${randomBytes(6).toString('hex')}`
  const aside = path.join(layout.staging, removedName(staged))
  return {
    commit() {
      renameSync(target, aside)
      syncFolder(layout.licenses)
      try {
        rmSync(aside, { recursive: true, force: true })
      } catch {
        // Held open by a reader (Windows): it is no license any more, and the next writer deletes it.
      }
    },
    discard: () => undefined,
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

const answerFile = (license: string) => path.join(license, 'answers', VALIDATION_FILE)

function withRecord(usage: readonly UsageRecord[], record: UsageRecord): readonly UsageRecord[] {
  const others = usage.filter((other) => other.product !== record.product)
  return [...others, record].toSorted((a, b) => a.product.localeCompare(b.product))
}

const activationText = ({ id, mode, activatedOn }: StoredLicense) =>
  `${JSON.stringify({ id, mode, activatedOn })}\n`
const answerText = (answer: RecordedAnswer) => `${JSON.stringify(answer, null, 2)}\n`
