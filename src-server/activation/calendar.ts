// Spans by the calendar, as Keygen counts them.

const MONTH_SECONDS = 2_629_746
const YEAR_SECONDS = 12 * MONTH_SECONDS

/** The same day and time, or the last day of a month that is shorter. */
export function monthsLater(instant: number, months: number): number {
  const date = new Date(instant)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  return date.setUTCDate(Math.min(day, last))
}

/** What is in it of years and months of average length is so many of the calendar. */
export function secondsLater(instant: number, seconds: number): number {
  const years = Math.floor(seconds / YEAR_SECONDS)
  const months = Math.floor((seconds % YEAR_SECONDS) / MONTH_SECONDS)
  return monthsLater(instant, 12 * years + months) + ((seconds % YEAR_SECONDS) % MONTH_SECONDS) * 1000
}
