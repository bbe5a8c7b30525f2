// How each status looks: its icon, and the tone that repeats it in color. One icon for all that stop the product.
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark'
import Gauge from '@lucide/svelte/icons/gauge'
import Hourglass from '@lucide/svelte/icons/hourglass'
import OctagonX from '@lucide/svelte/icons/octagon-x'
import Timer from '@lucide/svelte/icons/timer'
import WifiOff from '@lucide/svelte/icons/wifi-off'
import type { LucideIcon } from '@lucide/svelte'
import type { RunningStatus } from '#shared/license/status.ts'
import type { LicenseRow } from './rows.ts'
import { warnsOfUsage } from './status-text.ts'

export interface StatusLook {
  readonly icon: LucideIcon
  readonly tone: 'good' | 'warn' | 'bad'
}

export type StatusSign = RunningStatus | 'unknown' | 'stopped'

export const statusLooks: Readonly<Record<StatusSign, StatusLook>> = {
  active: { icon: CircleCheck, tone: 'good' },
  expiring: { icon: Hourglass, tone: 'warn' },
  over_limit: { icon: Gauge, tone: 'warn' },
  unknown: { icon: CircleQuestionMark, tone: 'warn' },
  check_overdue: { icon: WifiOff, tone: 'warn' },
  grace: { icon: Timer, tone: 'warn' },
  stopped: { icon: OctagonX, tone: 'bad' },
}

/** The compiler does not know that no other status lets a product run. A usage near its limit is no “all is well”. */
export function statusSign(row: LicenseRow): StatusSign {
  const { status, mayRun } = row
  if (status === 'unknown') return status
  if (row.released && mayRun) return 'grace'
  if (status === 'active' && warnsOfUsage(row)) return 'over_limit'
  return mayRun && status in statusLooks ? (status as RunningStatus) : 'stopped'
}
