// A license's folder as a whole: made in staging, put in its place and taken out of it by renames.
import { randomBytes } from 'node:crypto'
import type { RecordedAnswer, StoredLicense } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import {
  ACTIVATION_FILE,
  CODE_FILE,
  codeDigest,
  keyFileName,
  MACHINE_FILE,
  removedName,
  stagedName,
  TYPED_FILE,
  VALIDATION_FILE,
  type Layout,
} from './layout.ts'
import { makeFolder } from './folders.ts'
import { below, nameOf, parentOf, type Place } from './place.ts'
import { isThere } from './read-files.ts'
import { setAside } from './set-aside.ts'
import { removeTree } from './remove.ts'
import { move, syncFolder, writeNew, writeWhole, type Prepared } from './whole-file.ts'

export const answerFile = (license: Place): Place => below(license, 'answers', VALIDATION_FILE)

/** Whether the folder holds its key under that name, and under no other. */
export function isKeptAs(name: string, license: Place): boolean {
  return [MACHINE_FILE, TYPED_FILE].every((file) => isThere(below(license, file)) === (file === name))
}

interface Places {
  readonly target: Place
  /** Where the license is until then; the same as `target` but where it is given another id. */
  readonly former: Place
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
  const staged = below(layout.staging, stagedName(nameOf(target), nameOf(former)))
  const discard = () => removeTree(staged)
  try {
    makeFolder(layout.licenses)
    makeFolder(staged)
    makeFolder(parentOf(answerFile(staged)))
    if (isThere(former) && !sameCode) makeFolder(layout.quarantine)
    writeNew(below(staged, CODE_FILE), `${license.code}\n`)
    writeNew(below(staged, ACTIVATION_FILE), activationText(layout, license))
    if (validation) writeWhole(answerFile(staged), answerText(validation))
    writeWhole(below(staged, keyFileName(license.file)), license.file)
  } catch (error) {
    discard()
    throw error
  }
  return {
    commit() {
      const replaced = (nameOf(former) === nameOf(target) ? [target] : [former, target]).filter((place) =>
        isThere(place),
      )
      const leftovers = replaced.map((place) => {
        if (sameCode) return takeAway(layout, place)
        setAside(layout, place, 'replaced' satisfies StoreReason)
        return null
      })
      move(staged, target)
      syncFolder(layout.licenses)
      for (const aside of leftovers) if (aside !== null) erase(aside)
    },
    discard,
  }
}

export function licenseRemoval(layout: Layout, target: Place): Prepared {
  return {
    commit: () => erase(takeAway(layout, target)),
    discard: () => undefined,
  }
}

/** Takes it away and puts it back: in staging, under that name, it counts as if it were in its place. */
export function proveRemovable(layout: Layout, target: Place): void {
  if (!isThere(target)) return
  const staged = below(layout.staging, stagedName(nameOf(target), nameOf(target)))
  move(target, staged)
  move(staged, target)
}

/** One rename takes the license away; a writer that is killed before the deletion leaves it to the next one. */
function takeAway(layout: Layout, target: Place): Place {
  const name = `${nameOf(target)}.${randomBytes(6).toString('hex')}`
  const aside = below(layout.staging, removedName(name))
  move(target, aside)
  syncFolder(layout.licenses)
  return aside
}

function erase(aside: Place): void {
  try {
    removeTree(aside)
  } catch {
    // Held open by a reader (Windows): it is no license any more, and the next writer deletes it.
  }
}

export function activationText(layout: Layout, { id, mode, activatedOn, code }: StoredLicense): string {
  const idFile = isThere(layout.machineId)
  return `${JSON.stringify({ id, mode, activatedOn, codeDigest: codeDigest(code), ...(idFile ? { idFile } : {}) })}\n`
}
export const answerText = (answer: RecordedAnswer): string => `${JSON.stringify(answer, null, 2)}\n`
