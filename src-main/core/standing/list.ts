// The licensing table.
import type { MethodResult } from '#shared/contract/contract.ts'
import { ok } from '#shared/result.ts'
import { judgeStored, type JudgeDependencies } from './judge.ts'
import { toLicenseList } from './views.ts'

export async function listLicenses(dependencies: JudgeDependencies): Promise<MethodResult<'licenses.list'>> {
  const judged = await judgeStored(dependencies)
  return judged.ok ? ok(toLicenseList(judged.value)) : judged
}
