// The gate: may the product run? Verified anew from the stored files at every question.
import type { MethodResult } from '#shared/contract/contract.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { isoOrNull } from '#shared/instant.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { sumOfLimits } from '#shared/license/limits.ts'
import { best, worst } from '#shared/license/status.ts'
import { err, ok } from '#shared/result.ts'
import {
  NO_PERMISSION,
  READ_FAILED,
  type LicenseReader,
  type StoredStanding,
} from '../ports/license-store.ts'
import type { MachineIdReader } from '../ports/machine-id.ts'
import { judgeHere, type Judged, type JudgeDependencies } from './judge.ts'
import { uniqueKey } from './unique-key.ts'
import { withoutKeys } from './vendor-keys.ts'

/** What a gate is given: it writes nothing. */
export type GateDependencies = Omit<JudgeDependencies, 'store' | 'machineId'> & {
  readonly store: LicenseReader
  readonly machineId: MachineIdReader
}

/**
 * Two licenses for one product: yes if either says so, and the limits of those that do add up
 * (docs/product.md#two-licenses-for-one-product).
 */
export async function checkProduct(
  product: string,
  dependencies: GateDependencies,
): Promise<MethodResult<'licenses.check'>> {
  const { vendor, store } = dependencies
  const noKeys = withoutKeys(vendor)
  if (noKeys) return err(noKeys)
  const key = await uniqueKey(dependencies, 'directly')
  if (!key.ok) return key
  const contents = store.readStanding()
  if (!contents.ok) return contents
  const judged = judgeHere(contents.value, key.value, dependencies, product)
  const lines = linesOf(product, judged)
  const running = lines.filter((line) => line.standing.mayRun)
  if (running.length === 0) {
    if (lines.some((line) => line.standing.status === 'unknown'))
      return err(usageDoubt(contents.value, product))
    const doubt = doubtAbout(judged)
    if (doubt) return err(doubt)
  }
  const standing = best((running.length > 0 ? running : lines).map((line) => line.standing))
  const counted = running.length > 0 ? running : lines
  const first = counted[0]
  return ok({
    product,
    mayRun: running.length > 0,
    status: standing?.status ?? statusWithout(judged),
    name: first?.product.name ?? null,
    type: first?.product.type ?? null,
    limit: sumOfLimits(counted.map((line) => line.product.limit)),
    usage: first?.usage?.usage ?? null,
    expires: isoOrNull(latest(counted.map((line) => line.product.expiry))),
    until: isoOrNull(standing?.until ?? null),
    licenses: counted.map((line) => line.licenseId),
  })
}

/** Nothing of it is damaged, as far as one can see: it is not there at present. */
const IS_AWAY: ReadonlySet<string> = new Set([READ_FAILED, 'gone', 'not_mounted'] satisfies StoreReason[])

function linesOf(product: string, judged: Judged<StoredStanding>) {
  return judged.licenses.flatMap((license) =>
    license.products
      .filter((line) => line.product.code === product)
      .map((line) => ({ ...line, licenseId: license.stored.id })),
  )
}

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
  const unread = contents.problems.find(({ where }) => /^licenses(\/|$)/.test(where))
  if (unread?.reason === NO_PERMISSION) return failure('store_not_readable', { path: unread.where })
  if (unread && IS_AWAY.has(unread.reason))
    return failure('store_unreachable', { path: unread.where, reason: unread.reason })
  const path = unread?.where ?? licenses.find(({ damaged }) => damaged !== null)?.damaged
  if (path) return failure('license_damaged', { path })
  return lostId === null ? null : failure('machine_id_not_readable', { path: lostId })
}

/** Why nobody can tell whether the product is within its limit. */
export function usageDoubt(
  { usageUnread }: StoredStanding,
  product: string,
): Failure<'usage_damaged' | 'usage_not_readable'> {
  const path = 'usage.json'
  return usageUnread === null
    ? failure('usage_damaged', { path, product })
    : failure('usage_not_readable', { path, reason: usageUnread, product })
}

/** One that is no license for this machine may have been the product's: a better answer than “not licensed”. */
function statusWithout(judged: Judged<StoredStanding>) {
  const broken = judged.licenses.filter((license) => license.grant === null)
  return worst(broken.map((license) => license.standing))?.status ?? 'not_licensed'
}

function latest(expiries: readonly (number | null)[]): number | null {
  return expiries.some((expiry) => expiry === null) || expiries.length === 0
    ? null
    : Math.max(...expiries.map((expiry) => expiry ?? 0))
}
