// A license's folder as a whole: made in staging, put in its place and taken out of it by renames.
import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { RecordedAnswer, StoredLicense } from '#main/core/ports/license-store.ts'
import {
  ACTIVATION_FILE,
  CODE_FILE,
  keyFileName,
  MACHINE_FILE,
  removedName,
  stagedName,
  TYPED_FILE,
  VALIDATION_FILE,
  type Layout,
} from './layout.ts'
import { makeFolder, setAside } from './recover.ts'
import { syncFolder, writeAndSync, writeWhole, type Prepared } from './whole-file.ts'

export const answerFile = (license: string): string => path.join(license, 'answers', VALIDATION_FILE)

/** Whether the folder holds its key under that name, and under no other. */
export function isKeptAs(name: string, license: string): boolean {
  return [MACHINE_FILE, TYPED_FILE].every((file) => existsSync(path.join(license, file)) === (file === name))
}

interface Places {
  readonly target: string
  /** Where the license is until then; the same as `target` but where it is given another id. */
  readonly former: string
}

/**
 * A folder of its own, complete as soon as the signed file is in it, which takes the place of `before` in two renames:
 * between them readers find it in staging. `before` under another code is kept aside, else its last answer goes on.
 */
export function stageLicense(
  layout: Layout,
  license: StoredLicense,
  before: StoredLicense | null,
  { target, former }: Places,
): Prepared {
  const sameCode = before?.code === license.code
  const validation = license.validation ?? (sameCode ? before.validation : null)
  const staged = path.join(layout.staging, stagedName(path.basename(target), path.basename(former)))
  const discard = () => rmSync(staged, { recursive: true, force: true })
  try {
    makeFolder(staged)
    makeFolder(path.dirname(answerFile(staged)))
    if (existsSync(former) && !sameCode) makeFolder(layout.quarantine)
    writeAndSync(path.join(staged, CODE_FILE), `${license.code}\n`)
    writeAndSync(path.join(staged, ACTIVATION_FILE), activationText(license))
    if (validation) writeWhole(answerFile(staged), answerText(validation))
    writeWhole(path.join(staged, keyFileName(license.file)), license.file)
  } catch (error) {
    discard()
    throw error
  }
  return {
    commit() {
      const replaced = [...new Set([former, target])].filter((place) => existsSync(place))
      const leftovers = replaced.map((place) => {
        if (sameCode) return takeAway(layout, place)
        setAside(layout, place, 'replaced')
        return null
      })
      renameSync(staged, target)
      syncFolder(layout.licenses)
      for (const aside of leftovers) if (aside !== null) erase(aside)
    },
    discard,
  }
}

export function licenseRemoval(layout: Layout, target: string): Prepared {
  return {
    commit: () => erase(takeAway(layout, target)),
    discard: () => undefined,
  }
}

/** One rename takes the license away; a writer that is killed before the deletion leaves it to the next one. */
function takeAway(layout: Layout, target: string): string {
  const name = `${path.basename(target)}.${randomBytes(6).toString('hex')}`
  const aside = path.join(layout.staging, removedName(name))
  renameSync(target, aside)
  syncFolder(layout.licenses)
  return aside
}

function erase(aside: string): void {
  try {
    rmSync(aside, { recursive: true, force: true })
  } catch {
    // Held open by a reader (Windows): it is no license any more, and the next writer deletes it.
  }
}

export const activationText = ({ id, mode, activatedOn }: StoredLicense): string =>
  `${JSON.stringify({ id, mode, activatedOn })}\n`
export const answerText = (answer: RecordedAnswer): string => `${JSON.stringify(answer, null, 2)}\n`
