// From judged licenses to what the contract shows. Instants become ISO texts here, and codes are masked.
import { createHash } from 'node:crypto'
import type { ClockView } from '#shared/contract/activity-views.ts'
import type { LicenseList, LicenseView, StoreProblem, StoreReason } from '#shared/contract/views.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { iso, isoOrNull } from '#shared/instant.ts'
import { clockState, earliest, type End, type Moment } from '#shared/license/status.ts'
import type { StoreContents } from '../ports/license-store.ts'
import type { Judged, JudgedLicense } from './judged.ts'
import { missingProblems } from './missing.ts'

export function toLicenseList(judged: Judged): LicenseList {
  const licenses = judged.licenses.map((license) => toLicenseView(license))
  const problems = problemsOf(judged)
  const left = judged.contents.returns.filter(({ begun }) => begun !== true)
  const returns = left.map(({ licenseId: id, owner, since }) => ({
    id,
    owner,
    since: iso(since),
  }))
  const seatReleased = judged.licenses
    .filter(({ word }) => word === 'seat_released')
    .map(({ stored }) => stored.id)
  const clock = toClockView(judged.moment)
  const shown = JSON.stringify([licenses, problems, returns, seatReleased, clock.state])
  const digest = createHash('sha256').update(shown).digest('hex').slice(0, 16)
  const next = earliest(judged.licenses.flatMap(({ products }) => products.map(({ changes }) => changes)))
  const nextChange = isoOrNull(next)
  return {
    revision: judged.contents.revision,
    digest,
    nextChange,
    licenses,
    problems,
    returns,
    seatReleased,
    clock,
  }
}

/** What the store could not read, what was read and is damaged, and what is missing: each file once. */
export function problemsOf({ contents, licenses }: Judged): StoreProblem[] {
  const named = new Set(contents.problems.map(({ where }) => where))
  const damaged = licenses.flatMap(({ damaged: where }) =>
    where === null || named.has(where) ? [] : [{ where, reason: DAMAGED }],
  )
  return [
    ...contents.problems.map((problem) => ({ ...problem })),
    ...damaged,
    ...lostUsage({ contents, licenses }),
    ...missingProblems({ contents, licenses }),
    ...begunIn(contents),
  ]
}

/**
 * A whole file without the record of a product that has reported: it was emptied, or made anew. Also where the license allows
 * more than its limit, so that the product may run: what it reported is lost all the same.
 */
export function lostUsage({ contents, licenses }: Pick<Judged, 'contents' | 'licenses'>): StoreProblem[] {
  if (contents.usageUnread !== null || contents.problems.some(({ where }) => where === USAGE)) return []
  const ownFiles = new Set(contents.reports.map(({ product }) => product))
  const isLost = licenses.some(({ products }) =>
    products.some(({ product, usageIsLost }) => usageIsLost && !ownFiles.has(product.code)),
  )
  return isLost ? [{ where: USAGE, reason: GONE }] : []
}

/** Deactivations whose outcome is not known: the license may have no seat any more. */
export const begunIn = ({ returns }: Pick<StoreContents, 'returns'>): StoreProblem[] =>
  returns.flatMap(({ licenseId: id, owner, code, where, begun }) => {
    const license = { id, owner, codeMasked: maskLicenseCode(code) }
    return begun === true ? [{ where, reason: BEGUN, license }] : []
  })
const BEGUN = 'deactivation_begun' satisfies StoreReason

const DAMAGED = 'damaged' satisfies StoreReason
const GONE = 'gone' satisfies StoreReason
const USAGE = 'usage.json'

function toClockView(moment: Moment): ClockView {
  const mark = moment.mark > 0 ? iso(moment.mark) : null
  return { state: clockState(moment), mark, now: iso(moment.clock) }
}

const toEndView = (end: End | null) => (end === null ? null : { at: iso(end.at), of: end.of })

export function toLicenseView(judged: JudgedLicense): LicenseView {
  const { stored, grant, standing } = judged
  const license = grant?.license
  return {
    id: stored.id,
    owner: judged.owner,
    mode: stored.mode,
    status: standing.status,
    mayRun: standing.mayRun,
    end: toEndView(judged.end),
    until: isoOrNull(standing.until),
    untilOf: standing.untilOf,
    expires: isoOrNull(license?.expiry ?? null),
    lastCheck: isoOrNull(judged.lastCheck),
    codeMasked: maskLicenseCode(stored.code),
    activatedOn: isoOrNull(stored.activatedOn),
    localKeyValidUntil: isoOrNull(grant?.fileExpiry ?? null),
    maintenanceUntil: isoOrNull(license?.maintenanceUntil ?? null),
    machine: judged.machine,
    features: [...(license?.features ?? [])],
    issuedBy: grant?.keyId ?? null,
    policy: license?.policy ?? null,
    notes: license?.notes ?? null,
    problem: judged.problem,
    products: judged.products.map(({ product, usage, totalLimit, standing: line, end }) => ({
      code: product.code,
      name: product.name,
      type: product.type,
      limit: product.limit,
      totalLimit,
      usage: usage?.usage ?? null,
      expires: isoOrNull(product.expiry),
      status: line.status,
      mayRun: line.mayRun,
      end: toEndView(end),
      until: isoOrNull(line.until),
      untilOf: line.untilOf,
    })),
  }
}
