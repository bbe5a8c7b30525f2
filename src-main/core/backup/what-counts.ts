// What of a backup counts here: nothing that would stop a license that runs, and no time that is yet to come.
import { minuteOf } from '#shared/formats/typed-key/facts.ts'
import type { Instant } from '#shared/instant.ts'
import { CLOCK_SKEW, judgedAt } from '#shared/license/status.ts'
import { licenseNumberOf } from '#shared/license/typed-key-license.ts'
import type { Dependencies } from '../dependencies.ts'
import type { GivenBack, PendingReturn } from '../ports/license-store.ts'
import type { Judged, JudgedLicense } from '../standing/judged.ts'
import type { BackupContent } from './document.ts'

type LeftOut =
  | { readonly id: string; readonly owner: string; readonly reason: string }
  | { readonly product: string; readonly reason: string }

/**
 * SECURITY: anybody can write into a backup that a license was returned, be it in the year 9999, so that no key of it would
 * ever be new enough. A return is left out that is dated after the present and all that the vendor signed, and one of a
 * license that runs here, of whose return this store knows nothing. docs/SECURITY.md#store
 * `here`: the store's licenses. `signed`: the latest time that the vendor signed in the backup.
 */
export function whatCounts(
  backup: BackupContent,
  here: Judged,
  signed: Instant,
  { primitives }: Pick<Dependencies, 'primitives'>,
): { readonly counted: BackupContent; readonly leftOut: readonly LeftOut[] } {
  const numberOf = (licenseId: string) => licenseNumberOf(licenseId, primitives)
  const running = runningHere(here, numberOf)
  const latest = Math.max(judgedAt(here.moment), signed) + CLOCK_SKEW
  const leftOut = new Map<string, LeftOut>()
  const leave = (id: string, owner: string, reason: string) => {
    leftOut.set(`${reason} ${numberOf(id)}`, { id, owner, reason })
    return false
  }
  const returnCounts = ({ licenseId, issued }: Pick<GivenBack, 'licenseId' | 'issued'>) => {
    const known = running.get(numberOf(licenseId))
    // One of a former key of it stops nothing.
    if (known && minuteOf(known.issued) <= minuteOf(issued)) return leave(licenseId, known.owner, RUNS_HERE)
    return issued <= latest || leave(licenseId, '', DATED_AHEAD)
  }
  const seatCounts = ({ licenseId, begun }: PendingReturn) => {
    const known = running.get(numberOf(licenseId))
    return known === undefined || (begun !== true && leave(licenseId, known.owner, RUNS_HERE))
  }
  const counted = {
    ...backup,
    returned: backup.returned.filter((one) => returnCounts(one)),
    givenBack: backup.givenBack.filter((one) => returnCounts(one)),
    returns: backup.returns
      .filter((one) => seatCounts(one))
      .map((one) => ({ ...one, since: Math.min(one.since, latest) })),
    ...usageUpTo(latest, backup, here),
  }
  return { counted, leftOut: [...leftOut.values(), ...aheadIn(backup, latest)] }
}

const RUNS_HERE = 'runs_here'
const DATED_AHEAD = 'dated_ahead'

/** Those whose key holds, by their numbers. */
function runningHere(
  { licenses }: Judged,
  numberOf: (licenseId: string) => string,
): ReadonlyMap<string, { readonly issued: Instant; readonly owner: JudgedLicense['owner'] }> {
  return new Map(
    licenses.flatMap(({ grant, owner }) =>
      grant === null ? [] : [[numberOf(grant.license.id), { issued: grant.issued, owner }] as const],
    ),
  )
}

/** A report that is dated ahead is as good as one of now where there is no other; a point of its history is not one of then. */
function usageUpTo(
  latest: Instant,
  { usage, histories }: BackupContent,
  { contents, moment }: Judged,
): Pick<BackupContent, 'usage' | 'histories'> {
  const here = new Set(contents.usage.map(({ product }) => product))
  return {
    usage: usage.flatMap((record) => {
      if (record.reportedAt <= latest) return record
      return here.has(record.product) ? [] : { ...record, reportedAt: judgedAt(moment) }
    }),
    histories: histories.map((history) => ({
      ...history,
      points: history.points.filter(({ at }) => at <= latest),
    })),
  }
}

function aheadIn({ usage, histories }: BackupContent, latest: Instant): readonly LeftOut[] {
  const ahead = new Set([
    ...usage.filter(({ reportedAt }) => reportedAt > latest).map(({ product }) => product),
    ...histories.filter(({ points }) => points.some(({ at }) => at > latest)).map(({ product }) => product),
  ])
  return [...ahead].map((product) => ({ product, reason: DATED_AHEAD }))
}
