// What needs doing in one line: above the table, or as the heading of the notice that tells all of it.
import { withDays } from '../../parts/days.ts'
import type { Licenses } from '../../state/licenses.svelte.ts'
import { words } from '../../state/words.svelte.ts'
import { endText, numberText } from '../../ui/formats.ts'
import type { NeedsDoing } from './what-ends.ts'

/** null: all is well. `missing`: licenses that are gone. */
export function summaryText(
  { list, now }: Pick<Licenses, 'list' | 'now'>,
  found: NeedsDoing | null,
  missing: number,
): string | null {
  const { summary } = words.page.licensing
  const clock = list?.clock.state ?? 'ok'
  const first = [
    ...(clock === 'ok' ? [] : [summary.clock[clock]]),
    ...(missing === 0 ? [] : [summary.missing(numberText(missing))]),
  ]
  if (found === null) return first.length === 0 ? null : summary.all(first, null)
  const { stopped, untold, thisWeek, soon, released, others, next } = found
  const parts = [
    { count: stopped, say: summary.stopped },
    { count: untold, say: summary.untold },
    { count: thisWeek, say: summary.thisWeek },
    { count: soon, say: summary.soon },
    { count: released, say: summary.released },
    { count: others, say: summary.others },
  ]
  const counts = parts.flatMap(({ count, say }) => (count === 0 ? [] : [say(numberText(count))]))
  return summary.all([...first, ...counts], next === null ? null : withDays(endText(next), next, now))
}
