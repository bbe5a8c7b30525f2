// Numbers and dates as the person's locale writes them. Made once: making a formatter is slow.

const numbers = new Intl.NumberFormat()
const percents = new Intl.NumberFormat(undefined, { style: 'percent' })
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const minutes = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })

export const numberText = (value: number): string => numbers.format(value)
export const percentText = (part: number): string => percents.format(part)
/** `iso`: an instant of the contract. */
export const dayText = (iso: string): string => days.format(new Date(iso))
export const minuteText = (iso: string): string => minutes.format(new Date(iso))
/** With seconds and the time zone, for tooltips. */
export const wholeText = (iso: string): string => whole.format(new Date(iso))
