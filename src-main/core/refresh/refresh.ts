// Asking the activation server again, once: each online license is validated and gets a fresh machine file.
import type { Clocks, LicenseChange } from '#shared/contract/activity-views.ts'
import type { MethodResult } from '#shared/contract/contract.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { isOfflineOnly } from '../settings/offline-only.ts'
import { seeUsage } from '../usage/see-usage.ts'
import { refreshLicense } from './refresh-license.ts'
import { judgeStored } from '../standing/judge.ts'
import type { JudgedLicense } from '../standing/judged.ts'
import { listLicenses } from '../standing/list.ts'
import { withoutKeys } from '../standing/vendor-keys.ts'
import { settleReturns } from './settle-returns.ts'
import { toldProblem } from './told-problem.ts'

export type IsDue = (license: JudgedLicense) => boolean
const EVERY: IsDue = () => true

interface Wish {
  /** Asked about online licenses; a person's refresh is for all. */
  readonly isDue?: IsDue
  /** Called off: what is left is not asked about, and told as not refreshed. */
  readonly signal?: AbortSignal
}

/** What cannot be refreshed stays as it is. */
export async function refreshLicenses(
  dependencies: Dependencies,
  { isDue = EVERY, signal }: Wish = {},
): Promise<MethodResult<'licenses.refresh'>> {
  const { vendor, store, progress } = dependencies
  if (isOfflineOnly(dependencies)) {
    await seeUsage(dependencies)
    return err(failure('offline_only', {}))
  }
  const noKeys = withoutKeys(vendor)
  if (noKeys) return err(noKeys)
  const before = await judgeStored(dependencies)
  if (!before.ok) return before
  const writable = await store.probe()
  if (!writable.ok) return writable
  const returns = await settleReturns(dependencies, signal)
  const judged = returns.length > 0 ? await judgeStored(dependencies) : before
  if (!judged.ok) return judged
  const due = judged.value.licenses.filter((one) => isOnline(one) && isDue(one))
  const checked = []
  const changes: LicenseChange[] = []
  let clocks: Clocks | null = null
  try {
    for (const [done, license] of due.entries()) {
      if (!signal?.aborted) progress.tell({ done, total: due.length, license: license.stored.id })
      const outcome = await refreshLicense(license, judged.value.uniqueKey, dependencies)
      changes.push(...outcome.changes)
      if (outcome.problem?.code === 'clock_off') clocks ??= outcome.problem.params
      checked.push({
        id: license.stored.id,
        owner: license.owner || (outcome.owner ?? ''),
        ...toldProblem(outcome.problem),
        ...(license.elsewhere ? { machine: license.machine } : {}),
      })
    }
  } finally {
    progress.tell({ done: due.length, total: due.length, license: null })
  }
  await seeUsage(dependencies)
  const list = await listLicenses(dependencies)
  return list.ok ? ok({ checked, changes, returns, ...(clocks ? { clocks } : {}), list: list.value }) : list
}

export const isOnline = ({ stored }: JudgedLicense): boolean => stored.mode === 'online'
