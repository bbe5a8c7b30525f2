// Changes the data folder, under the lock: each change appears whole or not at all.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
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
  VALIDATION_FILE,
  type Layout,
} from './layout.ts'
import { isMissing, readLicenseFolder, readUsage } from './read.ts'
import { makeFolder, setAside } from './recover.ts'
import { syncFolder, writeAndSync, writeWhole } from './whole-file.ts'

export interface FileWriter extends StoreWriter {
  /** After the last change: tells every watching process, unless nothing was changed. */
  finish(): void
}

export function fileWriter(layout: Layout): FileWriter {
  let changed = false
  const change =
    <A extends unknown[]>(apply: (layout: Layout, ...args: A) => void) =>
    (...args: A) => {
      apply(layout, ...args)
      changed = true
    }
  return {
    putLicense: change(putLicense),
    putValidation: change(putValidation),
    putUsage: change(putUsage),
    raiseMark: change(raiseMark),
    finish: () => {
      if (changed) writeWhole(layout.revision, randomBytes(8).toString('hex'))
    },
  }
}

function putLicense(layout: Layout, license: StoredLicense): void {
  const target = path.join(layout.licenses, folderName(license.id))
  const before = existsSync(target) ? readLicenseFolder(target) : null
  if (before !== null && typeof before !== 'string' && before.code === license.code)
    return replaceFiles(target, license)
  const staged = stage(layout, license)
  // The same license under another code, or a folder that is no license: the old one is kept aside.
  if (existsSync(target)) setAside(layout, target, typeof before === 'string' ? before : 'replaced')
  renameSync(staged, target)
  syncFolder(layout.licenses)
}

/** The code stays, so each file may change by itself; the signed file comes last, since it is what counts. */
function replaceFiles(target: string, license: StoredLicense): void {
  if (license.validation) putAnswer(target, license.validation)
  writeWhole(path.join(target, ACTIVATION_FILE), activationText(license))
  writeWhole(path.join(target, MACHINE_FILE), license.file)
}

function stage(layout: Layout, license: StoredLicense): string {
  const staged = path.join(layout.staging, `${folderName(license.id)}.${randomBytes(6).toString('hex')}`)
  try {
    makeFolder(path.join(staged, 'answers'))
    writeAndSync(path.join(staged, CODE_FILE), `${license.code}\n`)
    writeAndSync(path.join(staged, ACTIVATION_FILE), activationText(license))
    if (license.validation)
      writeAndSync(path.join(staged, 'answers', VALIDATION_FILE), answerText(license.validation))
    writeAndSync(path.join(staged, MACHINE_FILE), license.file)
    syncFolder(path.join(staged, 'answers'))
    syncFolder(staged)
  } catch (error) {
    rmSync(staged, { recursive: true, force: true })
    throw error
  }
  return staged
}

function putValidation(layout: Layout, licenseId: string, answer: RecordedAnswer): void {
  putAnswer(path.join(layout.licenses, folderName(licenseId)), answer)
}

function putAnswer(target: string, answer: RecordedAnswer): void {
  const folder = path.join(target, 'answers')
  makeFolder(folder)
  writeWhole(path.join(folder, VALIDATION_FILE), answerText(answer))
}

function putUsage(layout: Layout, record: UsageRecord): void {
  const others = readUsage(layout).filter((other) => other.product !== record.product)
  const usage = [...others, record].toSorted((a, b) => a.product.localeCompare(b.product))
  writeWhole(layout.usage, `${JSON.stringify({ usage }, null, 2)}\n`)
}

function raiseMark(layout: Layout, signed: number): void {
  if (!Number.isFinite(signed) || signed <= readMark(layout)) return
  writeWhole(layout.clock, `${JSON.stringify({ latestSigned: signed })}\n`)
}

function readMark(layout: Layout): number {
  try {
    return (
      Number((JSON.parse(readFileSync(layout.clock, 'utf8')) as { latestSigned?: unknown }).latestSigned) || 0
    )
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return 0
    throw error
  }
}

const activationText = ({ id, mode, activatedOn }: StoredLicense) =>
  `${JSON.stringify({ id, mode, activatedOn })}\n`
const answerText = (answer: RecordedAnswer) => `${JSON.stringify(answer, null, 2)}\n`
