// Reads every stored license anew: what its signed file says, what the server said last, how it stands now.
import type { Failure } from '#shared/contract/errors.ts'
import type { MethodErrorCode } from '#shared/contract/contract.ts'
import type { Instant } from '#shared/instant.ts'
import type { VendorWord } from '#shared/license/changes.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import type { LicensedProduct, MachineGrant } from '#shared/license/license.ts'
import { sumOfLimits } from '#shared/license/limits.ts'
import { uniqueKeyAbove } from '#shared/formats/unique-key-above.ts'
import {
  endOf,
  nextChange,
  standing,
  worst,
  type End,
  type Moment,
  type ProductFacts,
  type Standing,
} from '#shared/license/status.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { uniqueKey, type IdentifiedMachine } from './unique-key.ts'
import {
  NO_PERMISSION,
  READ_FAILED,
  TOO_MANY_OPEN,
  type FoundLicense,
  type LicenseReader,
  type StoreContents,
  type StoredStanding,
  type UsageRecord,
} from '../ports/license-store.ts'
import { countedOnce, notCounted, type NotCounted } from './counted-once.ts'
import { damagedFile } from './damaged-file.ts'
import {
  ANSWER_MISSING,
  GIVEN_BACK,
  givenBackLast,
  keyContext,
  openStored,
  wasGivenBack,
} from './open-stored.ts'
import { readServerWord, withEnd, wordInForce, type ServerWord } from './server-word.ts'

export interface JudgedProduct {
  readonly product: LicensedProduct
  readonly usage: UsageRecord | null
  /** What all licenses in force allow of it together; null: no limit. */
  readonly totalLimit: number | null
  readonly standing: Standing
  /** null: it never ends. */
  readonly end: End | null
  /** When that may change by itself; null: never, as far as is known. */
  readonly changes: Instant | null
}

export interface JudgedLicense {
  readonly stored: FoundLicense
  /** null: the file proves nothing; `problem` says why. */
  readonly grant: MachineGrant | null
  readonly problem: string | null
  /** As far as the file says it, be it one that holds or not. */
  readonly owner: string
  /** It is another machine's, as far as one can tell. */
  readonly elsewhere: boolean
  /** The Unique Key of the machine that it is for; null: nothing tells. */
  readonly machine: string | null
  /** The file that is missing or not as it was written, so that nobody knows what the license says; null: none. */
  readonly damaged: string | null
  readonly lastCheck: Instant | null
  /** What the vendor said of it last, where that still counts; null: nothing against it. */
  readonly word: VendorWord | null
  readonly standing: Standing
  /** null: it never ends, or nobody knows when. */
  readonly end: End | null
  readonly products: readonly JudgedProduct[]
}

export interface Judged<Contents extends StoredStanding = StoreContents> {
  readonly contents: Contents
  readonly uniqueKey: string
  readonly moment: Moment
  /** Of everything that holds, before its usage is looked at. */
  readonly facts: readonly ProductFacts[]
  /** What is gone or emptied, so that nobody can tell whether a license is another machine's; null: nothing is. */
  readonly lostId: string | null
  readonly licenses: readonly JudgedLicense[]
}

export type JudgeDependencies = Pick<Dependencies, 'store' | 'clock' | 'vendor' | 'primitives' | 'machineId'>

export async function judgeStored(
  dependencies: JudgeDependencies,
): Promise<Result<Judged, Failure<MethodErrorCode<'licenses.list'>>>> {
  const key = await uniqueKey(dependencies, 'directly')
  if (!key.ok) return key
  const contents = dependencies.store.read()
  if (!contents.ok) return contents
  return ok(judgeHere(contents.value, key.value, dependencies))
}

export type ContentsDependencies = Pick<Dependencies, 'clock' | 'vendor' | 'primitives'> & {
  readonly store: Pick<LicenseReader, 'isRecordLost'>
}

/**
 * The same for contents that are at hand, as inside a write. That a license is another machine's is sure only where it is
 * sure which machine this is: not where a source of its id was emptied, nor where the administrator's id file is gone
 * that was here when the license came. `about`: of one product alone, for who asks no more.
 */
export function judgeHere<Contents extends StoredStanding>(
  contents: Contents,
  { uniqueKey: key, identity }: IdentifiedMachine,
  dependencies: ContentsDependencies,
  about?: string,
): Judged<Contents> {
  const judged = judge(contents, key, dependencies, about)
  const elsewhere = judged.licenses.filter((license) => license.elsewhere)
  if (elsewhere.length === 0) return judged
  const isGone = identity.source === 'system' && elsewhere.some(({ stored }) => stored.hadIdFile)
  const lostId = isGone ? 'machine-id' : identity.emptied
  if (lostId === null) return judged
  const licenses = judged.licenses.map((license) =>
    license.elsewhere ? { ...license, standing: UNKNOWN } : license,
  )
  return { ...judged, lostId, licenses }
}

const UNKNOWN: Standing = { status: 'unknown', mayRun: false, until: null, untilOf: null }

/** As if it were sure that this machine has that Unique Key. */
export function judge<Contents extends StoredStanding>(
  contents: Contents,
  key: string,
  { clock, vendor, primitives, store }: ContentsDependencies,
  about?: string,
): Judged<Contents> {
  const givenBack = givenBackLast(contents, primitives)
  const each = contents.licenses.map((stored) => {
    const word = stored.validation && readServerWord(stored.validation, stored.code, vendor, primitives)
    const file = openStored(stored, word, keyContext(stored.code, key, vendor, primitives))
    if (!file.ok) return { stored, word, file }
    const isBack = wasGivenBack(file.value, word, givenBack, primitives)
    return {
      stored,
      word,
      file: isBack ? notCounted(GIVEN_BACK.code, file.value) : ok(withEnd(file.value, word)),
    }
  })
  const opened = countedOnce(each, primitives)
  const signedTimes = opened.flatMap(({ file, word }) => [
    file.ok ? file.value.issued : 0,
    word === null ? 0 : word.at,
  ])
  // No list is spread into a call: a store may have more licenses than a call takes arguments.
  const mark = signedTimes.reduce((latest, one) => Math.max(latest, one), contents.mark)
  const moment = { clock: clock.now(), mark }
  const open = opened.flatMap(({ stored, file, word }) =>
    file.ok ? [{ stored, grant: file.value, word }] : [],
  )
  const facts = open.flatMap((license) => factsOf(license, about))
  const totals = totalLimits(facts, moment)
  const hasReported = once(
    (product) =>
      contents.usageUnread?.where === 'usage' ||
      contents.reports.some((report) => report.product === product) ||
      store.isRecordLost(product),
  )
  const usage = new Map(contents.usage.map((record) => [record.product, record]))
  const unread = new Set(
    contents.problems.flatMap(({ where, reason }) => (MAY_BE_WHOLE.has(reason) ? where : [])),
  )
  const licenses = opened.map(({ stored, file, word }) =>
    file.ok
      ? judgeGrant({ stored, grant: file.value, word }, { totals, moment, usage, hasReported, about })
      : judgeBroken({ stored, word, error: file.error }, { unread, key, vendor }),
  )
  return { contents, uniqueKey: key, moment, facts, licenses, lostId: null }
}

interface OpenLicense {
  readonly stored: FoundLicense
  readonly grant: MachineGrant
  readonly word: ServerWord | null
}

/** What holds of each product before its usage is looked at. */
function factsOf({ stored, grant, word }: OpenLicense, about: string | undefined): ProductFacts[] {
  const inForce = wordInForce(grant, word)
  // A seat that was released ends nothing: the file goes on until its own end and the days of grace.
  const serverWord = inForce === 'seat_released' ? null : inForce
  const asked = grant.license.products.filter(({ code }) => about === undefined || code === about)
  return asked.map((product) => ({
    license: grant.license,
    product,
    mode: stored.mode,
    fileExpiry: grant.fileExpiry,
    // No refresh renews the file of a seat that was released.
    issued: inForce === 'seat_released' ? 0 : grant.issued,
    serverWord,
    totalLimit: product.limit,
    usage: null,
    usageIsLost: false,
    daysOverLimit: NOT_OVER,
  }))
}

interface Beside {
  readonly totals: ReadonlyMap<string, number | null>
  readonly moment: Moment
  readonly usage: ReadonlyMap<string, UsageRecord>
  /** Asked of one whose usage is unknown. By what was read with it: a product may report for the first time in between. */
  readonly hasReported: (product: string) => boolean
  readonly about: string | undefined
}

/** Of each text asked once: twenty licenses may be for the same product. */
function once<T>(ask: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const answer = known.has(text) ? (known.get(text) as T) : ask(text)
    known.set(text, answer)
    return answer
  }
}

function judgeGrant(
  license: OpenLicense,
  { totals, moment, usage: used, hasReported, about }: Beside,
): JudgedLicense {
  const { stored, grant, word } = license
  const products = factsOf(license, about).map((facts) => {
    const { code } = facts.product
    const usage = used.get(code) ?? null
    const limit = totals.get(code) ?? null
    const known = {
      ...facts,
      totalLimit: limit,
      usage: usage?.usage ?? null,
      usageIsLost: usage === null && limit !== null && hasReported(code),
      daysOverLimit: usage?.daysOverLimit ?? NOT_OVER,
    }
    return {
      product: facts.product,
      usage,
      totalLimit: known.totalLimit,
      standing: standing(known, moment),
      end: endOf(known),
      changes: nextChange(known, moment),
    }
  })
  return {
    stored,
    grant,
    problem: null,
    owner: grant.license.owner,
    elsewhere: false,
    machine: grant.fingerprint,
    damaged: null,
    lastCheck: stored.mode === 'offline' ? grant.issued : Math.max(grant.issued, word?.at ?? 0),
    word: wordInForce(grant, word),
    standing: worst(products.map((line) => line.standing)) ?? {
      status: 'active',
      mayRun: true,
      until: null,
      untilOf: null,
    },
    end: endOf({ license: grant.license, product: null, mode: stored.mode, fileExpiry: grant.fileExpiry }),
    products,
  }
}

/** By product: limits of all licenses that are in force for it add up; null: one of them has none. Absent: none is in force. */
function totalLimits(facts: readonly ProductFacts[], moment: Moment): ReadonlyMap<string, number | null> {
  const inForce = facts.filter((line) => standing(line, moment).mayRun)
  const byProduct = Map.groupBy(inForce, (line) => line.product.code)
  return new Map(
    [...byProduct].map(([code, lines]) => [code, sumOfLimits(lines.map((line) => line.product.limit))]),
  )
}

const MAY_BE_WHOLE: ReadonlySet<string> = new Set([NO_PERMISSION, READ_FAILED, TOO_MANY_OPEN])

interface BrokenLicense {
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

function judgeBroken(
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
