// The refresh that nobody has to think of: when a host starts, then once a day, or as often as is set, for as long as it runs, and within hours
// where the server was away.
import { HOUR, type Instant } from '#shared/instant.ts'
import { errorsOf, type ErrorCode } from '#shared/contract/errors.ts'
import type { MethodResult } from '#shared/contract/contract.ts'
import { recordRefresh } from '../activity/record-refresh.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Scheduler } from '../ports/scheduler.ts'
import { DEFAULT_SETTINGS } from '../ports/settings.ts'
import { isOfflineOnly } from '../settings/offline-only.ts'
import { seeUsage } from '../usage/see-usage.ts'
import { judgeStored } from '../standing/judge.ts'
import type { JudgedLicense } from '../standing/judged.ts'
import { withoutKeys } from '../standing/vendor-keys.ts'
import { isOnline, refreshLicenses, type IsDue } from './refresh.ts'

/** Parts of the interval. Customers of one vendor must not all ask at the same minute of the day. */
const JITTER = 1 / 12
/** A license that another host, a timer or a person refreshed since is not asked about again. */
const FRESH = 5 / 6

export interface AutomaticRefresh {
  /** Refreshes at once, then daily; returns its own stop. */
  start(): () => void
}

export interface AutomaticRefreshOptions {
  readonly scheduler: Scheduler
  /** From 0 to 1. */
  readonly random: () => number
  /** Gets bugs, for the host's own log: there is no caller to tell. */
  readonly report: (error: unknown) => void
  /** After each look, every hour: what was due has been asked. */
  readonly looked?: () => Promise<void>
}

/**
 * Looks every hour whether a day has passed by the clock: a timer of 24 hours would stand still while a laptop sleeps,
 * and would not notice a clock that was set.
 */
export function automaticRefresh(
  dependencies: Dependencies,
  { scheduler, random, report, looked = () => Promise.resolve() }: AutomaticRefreshOptions,
): AutomaticRefresh {
  const { clock } = dependencies
  return {
    start() {
      let next: Instant = -Infinity
      let started: Instant = clock.now()
      let failures = 0
      let cancel: () => void = () => undefined
      let stopped = false
      const look = async () => {
        const now = clock.now()
        const interval = intervalOf(dependencies)
        // It may have been made shorter since.
        next = Math.min(next, started + interval * (1 + JITTER))
        // A clock that was set back by more than an interval would put the next refresh off for as long.
        if (now >= next || now < started - interval * JITTER) {
          started = now
          next = now + interval * (1 + (random() * 2 - 1) * JITTER)
          const done = await refreshWhatIsDue(dependencies).catch(report)
          failures = done === 'server_away' ? failures + 1 : 0
          if (failures > 0) next = Math.min(next, now + waitAfter(failures, random()))
        }
        if (!stopped) await looked().catch(report)
        if (!stopped) cancel = scheduler.after(HOUR, () => void look())
      }
      void look()
      return () => {
        stopped = true
        cancel()
      }
    },
  }
}

/** Milliseconds between two refreshes of one host; of settings that cannot be read the usual one. */
function intervalOf({ settings }: Pick<Dependencies, 'settings'>): number {
  const read = settings.read()
  return (read.ok ? read.value : DEFAULT_SETTINGS).checkIntervalHours * HOUR
}

/** One hour, two, four, …: a server that comes back finds its clients neither at once nor a day late. */
const waitAfter = (failures: number, random: number): number => HOUR * 2 ** (failures - 1) * (1 + random / 4)

/** Opens no socket where the installation is offline only, or nothing is due: offline licenses never are. */
async function refreshWhatIsDue(dependencies: Dependencies): Promise<'over' | 'server_away'> {
  const { vendor, clock } = dependencies
  if (isOfflineOnly(dependencies) || withoutKeys(vendor)) return overWithUsage(dependencies)
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return 'over'
  const now = clock.now()
  const fresh = intervalOf(dependencies) * FRESH
  const isDue: IsDue = ({ lastCheck }: JudgedLicense) =>
    lastCheck === null || Math.abs(now - lastCheck) >= fresh
  const anyDue = judged.value.licenses.some((license) => isOnline(license) && isDue(license))
  if (!anyDue && judged.value.contents.returns.length === 0) return overWithUsage(dependencies)
  const refreshed = refreshLicenses(dependencies, { isDue })
  return wasAway(await recordRefresh('automatic_check', refreshed, dependencies)) ? 'server_away' : 'over'
}

async function overWithUsage(dependencies: Dependencies): Promise<'over'> {
  await seeUsage(dependencies)
  return 'over'
}

const AWAY: ReadonlySet<string | null> = new Set([
  ...errorsOf('server_away'),
  'deactivation_on_its_way' satisfies ErrorCode,
])

/** Whether trying again may help: a server that refuses will refuse again, and so will a store that cannot be written. */
function wasAway(result: MethodResult<'licenses.refresh'>): boolean {
  if (!result.ok) return result.error.code === 'store_busy'
  const problems = [...result.value.checked, ...result.value.returns].map(({ problem }) => problem)
  return problems.some((code) => AWAY.has(code))
}
