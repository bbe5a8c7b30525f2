// Numbers and dates as the person's locale writes them: one form for a date, one for a date with its time, and one for all
// that is known of an instant (tooltips). Formatters are slow to make and to call, so both are kept; the first
// of a page brings the locale's data, which the page's start does not wait for.
import { isEndOfDay } from '#shared/instant.ts'
import { lazily } from '#shared/lazily.ts'

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

const dates = (options: Intl.DateTimeFormatOptions) =>
  lazily(() => new Intl.DateTimeFormat(undefined, options))
const numbers = lazily(() => new Intl.NumberFormat())
const percents = lazily(() => new Intl.NumberFormat(undefined, { style: 'percent' }))
const days = dates({ dateStyle: 'medium' })
const utcDays = dates({ dateStyle: 'medium', timeZone: 'UTC' })
const times = dates({ timeStyle: 'short' })
const minutes = dates({ dateStyle: 'medium', timeStyle: 'short' })
const months = dates({ year: 'numeric', month: 'short', timeZone: 'UTC' })
const seconds = dates({ dateStyle: 'medium', timeStyle: 'medium' })
const whole = dates({ dateStyle: 'full', timeStyle: 'long' })

export const numberText = remembering((value: number) => numbers().format(value))
export const percentText = (part: number): string => percents().format(part)

/** `month`: `2026-11`. */
export const monthText = remembering((month: string) => months().format(new Date(`${month}-01T00:00:00Z`)))

const utcDay = remembering((day: string) => utcDays().format(new Date(day)))
const localDay = remembering((key: number) =>
  days().format(new Date(Math.floor(key / 10_000), Math.floor(key / 100) % 100, key % 100)),
)
const localDayOf = (at: Date) => localDay(at.getFullYear() * 10_000 + at.getMonth() * 100 + at.getDate())
const minuteOfDay = remembering((minute: number) =>
  times().format(new Date(2024, 0, 15, Math.floor(minute / 60), minute % 60)),
)

/** What stands between day and time; null where the locale writes the two in another way. */
const between = lazily((): { readonly text: string | null } => {
  const sample = new Date(2024, 10, 25, 21, 47)
  const [text, day, time] = [minutes().format(sample), days().format(sample), times().format(sample)]
  const both = text.startsWith(day) && text.endsWith(time) && text.length >= day.length + time.length
  return { text: both ? text.slice(day.length, text.length - time.length) : null }
})

export interface DateTexts {
  /** `iso`: an instant of the contract. The vendor's calendar day: licenses end at the end of a day in UTC. */
  readonly day: (iso: string) => string
  /** The person's own calendar day. */
  readonly localDay: (iso: string) => string
  /** The person's own time, to the minute. */
  readonly minute: (iso: string) => string
  /** An instant that may be the end of a day (then the vendor's day is meant) or any other. */
  readonly end: (iso: string) => string
}

/** `write`: how a day, or a time, is set down. */
function dateTexts(write: (part: string) => string): DateTexts {
  let lastIso = ''
  let lastText = ''
  const day = (iso: string) => write(utcDay(iso.slice(0, iso.indexOf('T'))))
  /** The rows of one license follow each other. */
  function minute(iso: string): string {
    if (iso !== lastIso) {
      lastText = minuteOf(new Date(iso))
      lastIso = iso
    }
    return lastText
  }
  /** Put together from day and time, so that 100,000 of them take no second. */
  const minuteOf = (at: Date) => {
    const { text } = between()
    return text === null || at.getFullYear() < 1000
      ? write(minutes().format(at))
      : write(localDayOf(at)) + text + write(minuteOfDay(at.getHours() * 60 + at.getMinutes()))
  }
  return {
    day,
    localDay: (iso) => write(localDayOf(new Date(iso))),
    minute,
    end: (iso) => (isEndOfDay(iso) ? day(iso) : minute(iso)),
  }
}

/** As they are searched and copied. */
export const plainDates = dateTexts((part) => part)
/** As they are read: no line ends within a day or a time. */
export const readDates = dateTexts((part) => part.replaceAll(' ', '\u00a0'))

/** Whatever the instant, a text that none of its form is wider than, as `widthOf` measures them. */
export function widestDates(widthOf: (text: string) => number): DateTexts {
  const months = Array.from({ length: 12 }, (_, month) => month)
  const widest = (hours: readonly number[], format: (iso: string) => string) =>
    months
      .flatMap((month) => hours.map((hour) => format(new Date(2028, month, 28, hour, 58).toISOString())))
      .reduce((one, other) => (widthOf(other) > widthOf(one) ? other : one))
  const day = widest([10], readDates.localDay)
  const minute = widest([10, 22], readDates.minute)
  return {
    day: () => day,
    localDay: () => day,
    minute: () => minute,
    end: (iso) => (isEndOfDay(iso) ? day : minute),
  }
}

export const { day: dayText, localDay: localDayText, minute: minuteText, end: endText } = readDates
/** A moment with its day and its seconds. */
export const momentText = (at: Date): string => seconds().format(at).replaceAll(' ', '\u00a0')
/** With seconds and the time zone, for tooltips. */
export const wholeText = (iso: string): string => `${whole().format(new Date(iso))} (${iso})`
