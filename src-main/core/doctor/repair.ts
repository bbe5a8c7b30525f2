// Sets aside what is damaged in the store, for an administrator who has looked at it.
import type { MethodResult } from '#shared/contract/contract.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'

export async function repair({ store }: Pick<Dependencies, 'store'>): Promise<MethodResult<'store.repair'>> {
  const repaired = await store.repair()
  if (!repaired.ok) return repaired
  const { setAside, left } = repaired.value
  return ok({ setAside: [...setAside], left: [...left] })
}
