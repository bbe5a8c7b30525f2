// What stood in the way of one of several, as a part of the answer: the code, and what its words name.
import type { Failure } from '#shared/contract/errors.ts'

export interface ToldProblem {
  readonly problem: string | null
  readonly params?: Record<string, unknown>
}

export function toldProblem(problem: Failure | null): ToldProblem {
  if (problem === null) return { problem: null }
  const params = { ...problem.params }
  return { problem: problem.code, ...(Object.keys(params).length > 0 && { params }) }
}
