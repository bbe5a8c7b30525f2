// Numbers and dates as the person's locale writes them: one form for a date, one for a date with its time, and one for all
// that is known of an instant (tooltips). Formatters are slow to make and to call, so both are kept.
import { isEndOfDay } from '#shared/instant.ts'

const LONGEST_MEMORY = 20_000

/** Keeps what was made; forgets everything at once when it becomes too much. */
function remembering<K>(make: (key: K) => string): (key: K) => string {
  const known = new Map<K, string>()
  return (key) => {
    let text = known.get(key)
    if (text === undefined) {
      text = make(key)
      if (known.size >= LONGEST_MEMORY) known.clear()
      known.set(key, text)
    }
    return text
  }
}

const numbers = new Intl.NumberFormat()
const percents = new Intl.NumberFormat(undefined, { style: 'percent' })
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const utcDays = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const times = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const minutes = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const months = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', timeZone: 'UTC' })
const seconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })

export const numberText = remembering((value: number) => numbers.format(value))
export const percentText = (part: number): string => percents.format(part)
/** Hours, minutes and seconds of this very moment or another. */
export const timeText = (at: Date): string => seconds.format(at)

/** `month`: `2026-11`. */
export const monthText = remembering((month: string) => months.format(new Date(`${month}-01T00:00:00Z`)))

const utcDay = remembering((day: string) => utcDays.format(new Date(day)))
/** `iso`: an instant of the contract. The vendor's calendar day: licenses end at the end of a day in UTC. */
export const dayText = (iso: string): string => utcDay(iso.slice(0, iso.indexOf('T')))

const localDay = remembering((key: number) =>
  days.format(new Date(Math.floor(key / 10_000), Math.floor(key / 100) % 100, key % 100)),
)
/** The person's own calendar day. */
export const localDayText = (iso: string): string => localDayOf(new Date(iso))
const localDayOf = (at: Date) => localDay(at.getFullYear() * 10_000 + at.getMonth() * 100 + at.getDate())
const minuteOfDay = remembering((minute: number) =>
  times.format(new Date(2024, 0, 15, Math.floor(minute / 60), minute % 60)),
)

/** What stands between day and time; null where the locale writes the two in another way. */
const between = ((): string | null => {
  const sample = new Date(2024, 10, 25, 21, 47)
  const [text, day, time] = [minutes.format(sample), days.format(sample), times.format(sample)]
  const both = text.startsWith(day) && text.endsWith(time) && text.length >= day.length + time.length
  return both ? text.slice(day.length, text.length - time.length) : null
})()

let lastIso = ''
let lastText = ''

/** The person's own time, to the minute. The rows of one license follow each other. */
export function minuteText(iso: string): string {
  if (iso !== lastIso) {
    lastText = minuteOf(iso)
    lastIso = iso
  }
  return lastText
}

/** Put together from day and time, so that 100,000 of them take no second. */
function minuteOf(iso: string): string {
  const at = new Date(iso)
  if (between === null || at.getFullYear() < 1000) return minutes.format(at)
  return localDayOf(at) + between + minuteOfDay(at.getHours() * 60 + at.getMinutes())
}

/** An instant that may be the end of a day (then the vendor's day is meant) or any other. */
export const endText = (iso: string): string => (isEndOfDay(iso) ? dayText(iso) : minuteText(iso))
/** With seconds and the time zone, for tooltips. */
export const wholeText = (iso: string): string => `${whole.format(new Date(iso))} (${iso})`
