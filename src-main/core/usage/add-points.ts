// What is in use at a check, for the plot: a product that reports seldom has a point for each day all the same.
import type { JudgeDependencies } from '../standing/judge.ts'
import { judgeStored } from '../standing/judge.ts'
import { usageLines } from './lines.ts'

/** For every product that reported. A history that cannot be written is no reason to fail a check. */
export async function addUsagePoints(dependencies: JudgeDependencies): Promise<void> {
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return
  const at = dependencies.clock.now()
  const points = usageLines(judged.value).flatMap(({ product, usage, limit }) =>
    usage === null ? [] : [{ product, point: { at, usage, limit } }],
  )
  if (points.length === 0) return
  await dependencies.store.write((writer) => {
    for (const { product, point } of points) writer.addUsagePoint(product, point)
  })
}
