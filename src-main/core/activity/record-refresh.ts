// The activity log's line of a refresh: what could not be refreshed, and what the vendor changed.
import type { MethodResult, Output } from '#shared/contract/contract.ts'
import type { Dependencies } from '../dependencies.ts'
import { recordActivity, type ActivityDetails } from './record.ts'

export function recordRefresh(
  action: 'refresh' | 'automatic_check',
  work: Promise<MethodResult<'licenses.refresh'>>,
  dependencies: Pick<Dependencies, 'activity' | 'clock'>,
): Promise<MethodResult<'licenses.refresh'>> {
  return recordActivity(action, null, work, dependencies, describe)
}

/** A line of the log is bounded (`lines-backwards.ts`); who has more licenses than this sees a refresh under none of them. */
const MOST_NAMED = 2000

/** A refresh that left out something is told by the first thing that stood in its way. */
function describe({ checked, changes, returns, clocks }: Output<'licenses.refresh'>): ActivityDetails {
  const told = new Set<string>()
  const problems = [...checked, ...returns].flatMap(({ id, problem, params }) => {
    if (problem === null) return []
    const isFirst = !told.has(problem)
    told.add(problem)
    return [{ license: id, code: problem, ...(isFirst && params ? { params } : {}) }]
  })
  const ids = checked.map(({ id }) => id)
  return {
    result: problems[0]?.code ?? 'ok',
    changes,
    problems,
    ...(clocks ? { clocks } : {}),
    ...(ids.length > 0 && ids.length <= MOST_NAMED ? { checked: ids } : {}),
  }
}
