// The gate: may the product run? Verified anew from the stored files at every question.
import type { Input, MethodResult } from '#shared/contract/contract.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { iso, isoOrNull, type Instant } from '#shared/instant.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { isOfLicenses } from '#shared/license/in-place.ts'
import { sumOfLimits } from '#shared/license/limits.ts'
import { best, daysUntil, judgedAt, mayBeClock, worst, type Standing } from '#shared/license/status.ts'
import { covers, hasFeature } from '#shared/license/version-judged.ts'
import { err, ok } from '#shared/result.ts'
import {
  NO_PERMISSION,
  READ_FAILED,
  TOO_MANY_OPEN,
  reportPlace,
  type FoundLicense,
  type LicenseReader,
  type StoredStanding,
} from '../ports/license-store.ts'
import type { MachineIdReader } from '../ports/machine-id.ts'
import { judgeHere, type JudgeDependencies } from './judge.ts'
import type { Judged, JudgedProduct } from './judged.ts'
import { uniqueKey } from './unique-key.ts'
import { withoutKeys } from './vendor-keys.ts'

/** What a gate is given: it writes nothing. */
export type GateDependencies = Omit<JudgeDependencies, 'store' | 'machineId'> & {
  readonly store: LicenseReader
  readonly machineId: MachineIdReader
}

/** What a product asks. */
export type Question = Input<'licenses.check'>

/**
 * Two licenses for one product: yes if either says so, and the limits of those that do add up
 * (docs/product.md#two-licenses-for-one-product). A version that was built when no maintenance of theirs covered it may
 * not run; one that was built before may for ever.
 */
export async function checkProduct(
  question: Question,
  dependencies: GateDependencies,
): Promise<MethodResult<'licenses.check'>> {
  const { product, feature, built } = question
  const { vendor, store } = dependencies
  const noKeys = withoutKeys(vendor)
  if (noKeys) return err(noKeys)
  const key = await uniqueKey(dependencies, 'directly')
  if (!key.ok) return key
  const contents = store.readStanding()
  if (!contents.ok) return contents
  const judged = judgeHere(contents.value, key.value, dependencies, question)
  const lines = linesOf(product, judged)
  const running = lines.filter((line) => line.standing.mayRun)
  const having = running.filter(({ grant }) => hasFeature(grant.license, feature))
  const asked = built === undefined ? judged.version : Date.parse(built)
  const covered = running.filter(({ grant }) => covers(grant.license, asked))
  const features = [...new Set(covered.flatMap(({ grant }) => grant.license.features))]
  const mayRun = having.length > 0 && judged.version === asked
  if (!mayRun) {
    if (lines.some((line) => line.standing.status === 'unknown'))
      return err(usageDoubt(contents.value, product))
    const doubt = doubtAbout(judged)
    if (doubt) return err(doubt)
  }
  const judgedLines = running.length > 0 ? running : lines
  const counted = !mayRun && having.length > 0 ? having : judgedLines
  const standing = best(counted.map((line) => line.standing))
  const status = standing?.status ?? statusWithout(judged)
  const refused = having.length > 0 ? 'maintenance_ended' : 'feature_not_licensed'
  const first = counted[0]
  const decides = counted.find((line) => line.standing === standing)
  return ok({
    ...(vendor.test && { test: true }),
    product,
    mayRun,
    status,
    reason: mayRun ? null : running.length === 0 ? status : refused,
    name: first?.product.name ?? null,
    type: first?.product.type ?? null,
    limit: sumOfLimits(judgedLines.map((line) => line.product.limit)),
    usage: first?.usage?.usage ?? null,
    expires: isoOrNull(latest(counted.map((line) => line.product.expiry))),
    end: decides?.end ? { at: iso(decides.end.at), of: decides.end.of } : null,
    until: isoOrNull(standing?.until ?? null),
    untilOf: standing?.untilOf ?? null,
    ...clockAhead(
      standing,
      judged.moment.clock,
      counted.reduce((last, { grant }) => Math.max(last, grant.issued), judged.moment.mark),
    ),
    daysLeft: daysUntil(standing?.until ?? null, judgedAt(judged.moment)),
    then: thenOf(decides),
    maintenanceUntil: isoOrNull(latest(counted.map(({ grant }) => grant.license.maintenanceUntil))),
    features,
    licenses: counted.map((line) => line.stored.id),
    signed: counted.map(({ stored, grant }) => ({
      license: stored.id,
      mode: stored.mode,
      form: grant.machineId === null ? 'typed_key' : 'machine_file',
      issued: iso(grant.issued),
      signedBy: grant.keyId,
      validUntil: isoOrNull(grant.fileExpiry),
    })),
  })
}

/** `signed`: the latest signed time that is known. */
function clockAhead(standing: Standing | null, clock: Instant, signed: Instant) {
  const isLikely = standing !== null && mayBeClock(standing, { clock, mark: signed })
  return isLikely && { clockAhead: { clock: iso(clock), signed: iso(signed) } }
}

/** What comes at the end of its standing. */
function thenOf(line: Line | undefined): 'grace' | 'stops' | null {
  if (!line || line.standing.until === null) return null
  return line.standing.untilOf === line.end?.of &&
    line.standing.until === line.end.at &&
    line.grant.license.graceDays > 0
    ? 'grace'
    : 'stops'
}

/** Nothing of it is damaged, as far as one can see: it is not there at present. */
const IS_AWAY: ReadonlySet<string> = new Set([
  READ_FAILED,
  TOO_MANY_OPEN,
  'gone',
  'not_mounted',
] satisfies StoreReason[])

interface Line extends JudgedProduct {
  readonly stored: FoundLicense
  readonly grant: MachineGrant
}

/** Of the version that is judged: what does not cover it counts for nothing. */
const linesOf = (product: string, { licenses, version }: Judged<StoredStanding>): Line[] =>
  licenses.flatMap(({ stored, grant, products }) =>
    grant === null || !covers(grant.license, version)
      ? []
      : products.filter((line) => line.product.code === product).map((line) => ({ ...line, stored, grant })),
  )

/**
 * What cannot be read, or is damaged, may be the license of the product that is asked about: that is no “no”. What
 * lies beside the licenses decides nothing.
 */
export function doubtAbout({
  contents,
  licenses,
  lostId,
}: Judged<StoredStanding>): Failure<
  'store_not_readable' | 'store_unreachable' | 'license_damaged' | 'machine_id_not_readable'
> | null {
  const unread = contents.problems.find(({ where }) => isOfLicenses(where))
  if (unread?.reason === NO_PERMISSION) return failure('store_not_readable', { path: unread.where })
  if (unread && IS_AWAY.has(unread.reason))
    return failure('store_unreachable', { path: unread.where, reason: unread.reason })
  const path = unread?.where ?? licenses.find(({ damaged }) => damaged !== null)?.damaged
  if (path) return failure('license_damaged', { path })
  return lostId === null ? null : failure('machine_id_not_readable', { path: lostId, reason: 'gone' })
}

/** Why nobody can tell whether the product is within its limit. */
export function usageDoubt(
  { usageUnread, reports }: StoredStanding,
  product: string,
): Failure<'usage_damaged' | 'usage_not_readable'> {
  const own = reports.find((report) => report.product === product)
  if (own?.problem) {
    const path = reportPlace(product)
    return own.problem === DAMAGED
      ? failure('usage_damaged', { path, product })
      : failure('usage_not_readable', { path, reason: own.problem, product })
  }
  if (usageUnread === null) return failure('usage_damaged', { path: 'usage.json', product })
  const { where: path, reason } = usageUnread
  return reason === DAMAGED
    ? failure('usage_damaged', { path, product })
    : failure('usage_not_readable', { path, reason, product })
}

const DAMAGED = 'unreadable' satisfies StoreReason

/** One that is no license for this machine may have been the product's: a better answer than “not licensed”. */
function statusWithout(judged: Judged<StoredStanding>) {
  const broken = judged.licenses.filter((license) => license.grant === null)
  return worst(broken.map((license) => license.standing))?.status ?? 'not_licensed'
}

/** null, which is for ever, is later than all. */
function latest(ends: readonly (number | null)[]): number | null {
  const last = ends.reduce<number | null>(
    (latest, end) => (latest === null || end === null ? null : Math.max(latest, end)),
    Number.NEGATIVE_INFINITY,
  )
  return ends.length === 0 ? null : last
}
