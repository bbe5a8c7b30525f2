// How a license stands whose file proves nothing: whose it seems to be, and what of it is damaged.
import { uniqueKeyAbove } from '#shared/formats/unique-key-above.ts'
import type { Dependencies } from '../dependencies.ts'
import type { FoundLicense } from '../ports/license-store.ts'
import type { NotCounted } from './counted-once.ts'
import { damagedFile } from './damaged-file.ts'
import type { JudgedLicense } from './judged.ts'
import { ANSWER_MISSING } from './open-stored.ts'
import type { ServerWord } from './server-word.ts'

export interface BrokenLicense {
  readonly stored: FoundLicense
  readonly word: ServerWord | null
  readonly error: NotCounted
}

/**
 * As signed in the file or in the server's answer, else as the mail around the key says. `notThis`: the Unique Key of
 * this machine, where the license is another's: a refresh from here has left it in the answer.
 */
function machineOf(
  { stored, word, error }: BrokenLicense,
  notThis: string | null,
  prefix: string,
): string | null {
  const told = [error.uniqueKey, word?.asker, uniqueKeyAbove(stored.file, prefix)]
  return told.find((one) => typeof one === 'string' && one !== notThis) ?? null
}

export function judgeBroken(
  { stored, word, error }: BrokenLicense,
  {
    unread,
    key,
    vendor,
  }: {
    /** The files that may be whole: they were not given to this reader, or not at this moment. */
    readonly unread: ReadonlySet<string>
    readonly key: string
    readonly vendor: Pick<Dependencies['vendor'], 'uniqueKeyPrefix'>
  },
): JudgedLicense {
  const problem = error.code
  const damaged = damagedFile(stored, problem, word)
  // A file that does not open is most likely another machine's: a copied store, or a machine id that changed.
  const elsewhere =
    (problem === 'other_machine' || problem === 'code_or_machine_mismatch') && damaged === null
  const isUnread = damaged !== null && unread.has(damaged)
  const status = elsewhere ? 'other_machine' : isUnread ? 'unknown' : 'invalid'
  return {
    // So that a refresh asks the server, whose answer mends it.
    stored: problem === ANSWER_MISSING ? { ...stored, mode: 'online' } : stored,
    grant: null,
    problem: damaged?.endsWith('/code') ? 'license_damaged' : problem,
    owner: error.owner ?? '',
    elsewhere,
    machine: machineOf({ stored, word, error }, elsewhere ? key : null, vendor.uniqueKeyPrefix),
    damaged,
    lastCheck: word?.at ?? null,
    // The answer of an activation says “no seat” too: without the file nobody knows which of the two came later.
    word: word === null || word.word === 'seat_released' ? null : word.word,
    standing: { status, mayRun: false, until: null, untilOf: null },
    end: null,
    products: [],
  }
}
