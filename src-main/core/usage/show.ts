// What the products reported, against what is licensed.
import type { MethodResult } from '#shared/contract/contract.ts'
import { ok } from '#shared/result.ts'
import { judgeStored, type JudgeDependencies } from '../standing/judge.ts'
import { usageLines } from './lines.ts'

export async function showUsage(dependencies: JudgeDependencies): Promise<MethodResult<'usage.show'>> {
  const judged = await judgeStored(dependencies)
  return judged.ok ? ok({ usage: usageLines(judged.value) }) : judged
}
