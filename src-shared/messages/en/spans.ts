// English words for how long something is: the same beside a date, on a badge and between two clocks.
import { DAY_SECONDS } from '../../instant.ts'

/** `count`: whole days. */
export const days = (count: number): string => (count < 1 ? '< 1 day' : counted(count, 'day'))

/** Of two instants in ISO 8601, in the unit that says enough; empty: one of them is not known. */
export function between(one: string, other: string): string {
  const minutes = Math.round(Math.abs(Date.parse(one) - Date.parse(other)) / 60_000)
  if (!Number.isFinite(minutes)) return ''
  if (minutes < 120) return counted(minutes, 'minute')
  return minutes < 2880
    ? counted(Math.round(minutes / 60), 'hour')
    : counted(Math.round(minutes / 1440), 'day')
}

/** In the unit that says enough, never less than it is. */
export function lasting(seconds: number): string {
  if (seconds >= 2 * DAY_SECONDS) return counted(Math.ceil(seconds / DAY_SECONDS), 'day')
  if (seconds >= 7200) return counted(Math.ceil(seconds / 3600), 'hour')
  return seconds >= 120 ? counted(Math.ceil(seconds / 60), 'minute') : counted(seconds, 'second')
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`
