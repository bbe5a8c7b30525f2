// Days and times as the page writes them, in a person's locale and time zone: for whoever writes a report elsewhere.

export interface DateTexts {
  /** The vendor's calendar day: licenses end at the end of a day in UTC. */
  readonly day: (iso: string) => string
  /** The person's own calendar day. */
  readonly localDay: (iso: string) => string
  /** The person's own time, to the minute. */
  readonly minute: (iso: string) => string
  /** An instant that may be the end of a day (then the vendor's day is meant) or any other. */
  readonly end: (iso: string) => string
  /** With seconds and the time zone. */
  readonly whole: (iso: string) => string
  /** `month`: `2026-11`. */
  readonly month: (month: string) => string
  readonly number: (value: number) => string
}

export interface Place {
  /** A tag such as `de-AT`; left out: that of whoever runs this. */
  readonly locale?: string | undefined
  readonly timeZone?: string | undefined
}

const END_OF_DAY = /T23:59:59(\.\d+)?Z$/

/** A locale or a time zone that there is not is left out. */
export function dateTexts({ locale, timeZone }: Place): DateTexts {
  const tag = isKnown(() => new Intl.Locale(locale ?? '')) ? locale : undefined
  const zone = isKnown(() => new Intl.DateTimeFormat(undefined, { timeZone })) ? timeZone : undefined
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { timeZone: zone, ...options })
  const days = format({ dateStyle: 'medium', timeZone: 'UTC' })
  const localDays = format({ dateStyle: 'medium' })
  const minutes = format({ dateStyle: 'medium', timeStyle: 'short' })
  const whole = format({ dateStyle: 'full', timeStyle: 'long' })
  const months = format({ year: 'numeric', month: 'short', timeZone: 'UTC' })
  const numbers = new Intl.NumberFormat(tag)
  const texts = {
    day: (iso: string) => days.format(new Date(iso)),
    localDay: (iso: string) => localDays.format(new Date(iso)),
    minute: (iso: string) => minutes.format(new Date(iso)),
  }
  return {
    ...texts,
    end: (iso) => (END_OF_DAY.test(iso) ? texts.day(iso) : texts.minute(iso)),
    whole: (iso) => `${whole.format(new Date(iso))} (${iso})`,
    month: (month) => months.format(new Date(`${month}-01T00:00:00Z`)),
    number: (value) => numbers.format(value),
  }
}

function isKnown(make: () => unknown): boolean {
  try {
    make()
    return true
  } catch {
    return false
  }
}
