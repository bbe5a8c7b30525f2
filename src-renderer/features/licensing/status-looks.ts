// How each status looks: its icon, and the tone that repeats it in color.
import Ban from '@lucide/svelte/icons/ban'
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CirclePause from '@lucide/svelte/icons/circle-pause'
import CircleX from '@lucide/svelte/icons/circle-x'
import ClockAlert from '@lucide/svelte/icons/clock-alert'
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark'
import Gauge from '@lucide/svelte/icons/gauge'
import Hourglass from '@lucide/svelte/icons/hourglass'
import MonitorX from '@lucide/svelte/icons/monitor-x'
import ShieldX from '@lucide/svelte/icons/shield-x'
import Timer from '@lucide/svelte/icons/timer'
import WifiOff from '@lucide/svelte/icons/wifi-off'
import type { LucideIcon } from '@lucide/svelte'
import type { LicenseStatus } from '#shared/license/status.ts'

export interface StatusLook {
  readonly icon: LucideIcon
  readonly tone: 'good' | 'warn' | 'bad'
}

export const statusLooks: Readonly<Record<LicenseStatus, StatusLook>> = {
  active: { icon: CircleCheck, tone: 'good' },
  expiring: { icon: Hourglass, tone: 'warn' },
  over_limit: { icon: Gauge, tone: 'warn' },
  unknown: { icon: CircleQuestionMark, tone: 'warn' },
  check_overdue: { icon: WifiOff, tone: 'warn' },
  grace: { icon: Timer, tone: 'warn' },
  expired: { icon: CircleX, tone: 'bad' },
  suspended: { icon: CirclePause, tone: 'bad' },
  revoked: { icon: Ban, tone: 'bad' },
  other_machine: { icon: MonitorX, tone: 'bad' },
  clock_problem: { icon: ClockAlert, tone: 'bad' },
  invalid: { icon: ShieldX, tone: 'bad' },
}
