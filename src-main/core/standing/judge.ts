// Reads every stored license anew: what its signed file says, what the server said last, how it stands now.
import type { Failure } from '#shared/contract/errors.ts'
import type { MethodErrorCode } from '#shared/contract/contract.ts'
import { FIRST_INSTANT, LAST_INSTANT, type Instant } from '#shared/instant.ts'
import { standing, type Standing } from '#shared/license/status.ts'
import { covers, versionJudged, type VersionAsked } from '#shared/license/version-judged.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { uniqueKey, type IdentifiedMachine } from './unique-key.ts'
import {
  NO_PERMISSION,
  READ_FAILED,
  TOO_MANY_OPEN,
  type LicenseReader,
  type StoredStanding,
} from '../ports/license-store.ts'
import { countedOnce, notCounted } from './counted-once.ts'
import { judgeBroken } from './judge-broken.ts'
import { factsOf, judgeGrant, totalLimits } from './judge-grant.ts'
import type { Judged } from './judged.ts'
import { GIVEN_BACK, givenBackLast, keyContext, openStored, wasGivenBack } from './open-stored.ts'
import { readServerWord, withEnd } from './server-word.ts'

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

export type About = VersionAsked & { readonly product: string }

export type ContentsDependencies = Pick<Dependencies, 'clock' | 'vendor' | 'primitives'> & {
  readonly store: Pick<LicenseReader, 'isRecordLost'>
}

/**
 * The same for contents that are at hand, as inside a write. That a license is another machine's is sure only where it is
 * sure which machine this is: not where a source of its id was emptied, nor where the administrator's id file is gone
 * that was here when the license came. `about`: of one product alone, and one version, for who asks no more.
 */
export function judgeHere<Contents extends StoredStanding>(
  contents: Contents,
  { uniqueKey: key, identity }: IdentifiedMachine,
  dependencies: ContentsDependencies,
  about?: About,
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

/** A clock beyond all that is signed counts as the nearest of it (docs/formats/gate-v1.md#moment). */
const withinYears = (clock: Instant): Instant => Math.min(Math.max(clock, FIRST_INSTANT), LAST_INSTANT)

const UNKNOWN: Standing = { status: 'unknown', mayRun: false, until: null, untilOf: null }

const MAY_BE_WHOLE: ReadonlySet<string> = new Set([NO_PERMISSION, READ_FAILED, TOO_MANY_OPEN])

/** As if it were sure that this machine has that Unique Key. */
export function judge<Contents extends StoredStanding>(
  contents: Contents,
  key: string,
  { clock, vendor, primitives, store }: ContentsDependencies,
  about?: About,
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
  const moment = { clock: withinYears(clock.now()), mark }
  const open = opened.flatMap(({ stored, file, word }) =>
    file.ok ? [{ stored, grant: file.value, word }] : [],
  )
  const product = about?.product
  const facts = open.flatMap((license) => factsOf(license, product))
  const inForce = facts.filter((line) => standing(line, moment).mayRun)
  const version = versionJudged(
    inForce.map(({ license }) => license),
    about ?? {},
  )
  const totals = totalLimits(inForce.filter(({ license }) => covers(license, version)))
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
      ? judgeGrant(
          { stored, grant: file.value, word },
          { totals, moment, usage, hasReported, about: product },
        )
      : judgeBroken({ stored, word, error: file.error }, { unread, key, vendor }),
  )
  return { contents, uniqueKey: key, moment, facts, version, licenses, lostId: null }
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
