// What a notice outside of the window says, in words: plain text, since operating systems show no more.
import type { LicenseView } from '../contract/views.ts'
import type { Instant } from '../instant.ts'
import { printableLine } from '../printable.ts'
import { licenseName } from './license-name.ts'
import type { Messages } from './messages.ts'
import { daysLeft, statusWords, untilSentence, withDaysAgo } from './status-words.ts'

interface About extends Pick<LicenseView, 'status' | 'mayRun' | 'end' | 'until' | 'untilOf'> {
  readonly released: boolean
  readonly license: Pick<LicenseView, 'owner' | 'lastCheck'>
  readonly products: readonly string[]
}

interface Told {
  readonly kind: 'ends' | 'stopped' | 'not_refreshed'
  readonly of: readonly About[]
}

/** All that systems show without a press. */
const MOST = 3

/** `day`: as the person writes the day of an end. */
export function noticeText(
  { kind, of }: Told,
  messages: Pick<Messages, 'page' | 'standing' | 'statuses'>,
  now: Instant,
  day: (iso: string) => string,
): { readonly title: string; readonly body: string } {
  const { notices, activity } = messages.page
  const count = of.reduce((sum, { products }) => sum + Math.max(products.length, 1), 0)
  const said = (about: About): string => {
    const { standing } = messages
    const ago = (iso: string) => withDaysAgo(day(iso), iso, now, standing)
    if (kind === 'ends')
      return untilSentence(about, day(about.until ?? ''), daysLeft(about, now) ?? 0, standing)
    if (kind === 'not_refreshed') return standing.lastCheck(ago(about.license.lastCheck ?? ''))
    const { label, todo } = statusWords(about, messages)
    return notices.stoppedTodo(label, todo)
  }
  const title = { ends: notices.ends, stopped: notices.stopped, not_refreshed: notices.notRefreshed }[kind](
    count,
  )
  const lines = of
    .slice(0, MOST)
    .map((about) =>
      printableLine(`${licenseName(about.license.owner, about.products, messages)}: ${said(about)}`),
    )
  return {
    title,
    body: [...lines, ...(of.length > MOST ? [activity.andMore(of.length - MOST)] : [])].join('\n'),
  }
}
