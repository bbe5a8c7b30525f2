// The machine's Unique Key: what an operator sends to the representative, and the fingerprint in every file.
import type { MethodResult } from '#shared/contract/contract.ts'
import { deriveUniqueKey } from '#shared/formats/unique-key.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'

export async function uniqueKey({
  machineId,
  vendor,
  primitives,
}: Pick<Dependencies, 'machineId' | 'vendor' | 'primitives'>): Promise<MethodResult<'machine.uniqueKey'>> {
  const machine = await machineId.read()
  if (!machine.ok) return machine
  const { id, source } = machine.value
  return ok({ uniqueKey: deriveUniqueKey(id, vendor, primitives), source })
}
