// What is in use at a refresh: a point for the plot, and a day over the limit, also of a product that reports seldom.
import { judge, judgeStored, type JudgeDependencies } from '../standing/judge.ts'
import { countedAnew } from './count-days.ts'
import { usageLines } from './lines.ts'

/** For every product that reported. A store that cannot be written is no reason to fail a refresh. */
export async function seeUsage(dependencies: JudgeDependencies): Promise<void> {
  const seen = await judgeStored(dependencies)
  if (!seen.ok || seen.value.contents.usage.length === 0) return
  const at = dependencies.clock.now()
  await dependencies.store.write((writer, contents) => {
    const judged = judge(contents, seen.value.uniqueKey, dependencies)
    for (const { product, usage, limit } of usageLines(judged))
      if (usage !== null) writer.addUsagePoint(product, { at, usage, limit })
    // What a product wrote by itself is kept too: its file may go, and what it said does not.
    const own = new Set(contents.reports.map(({ product }) => product))
    for (const record of contents.usage) {
      const daysOverLimit = countedAnew(record.daysOverLimit, record, judged)
      if (daysOverLimit !== record.daysOverLimit || own.has(record.product))
        writer.putUsage({ ...record, daysOverLimit })
    }
  })
}
