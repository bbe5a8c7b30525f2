// Sets the machine-wide id file, where the vendor profile permits it.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { failure } from '#shared/contract/errors.ts'
import { deriveUniqueKey, normalizeMachineId } from '#shared/formats/unique-key.ts'
import { err, ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { uniqueKey } from '../standing/unique-key.ts'

export async function setMachineId(
  { id }: ParsedInput<'machine.setId'>,
  dependencies: Pick<Dependencies, 'machineId' | 'vendor' | 'primitives'>,
): Promise<MethodResult<'machine.setId'>> {
  const { machineId, vendor, primitives } = dependencies
  if (!vendor.machineIdFile) return err(failure('machine_id_not_settable', { vendor: vendor.name }))
  const normalized = normalizeMachineId(id)
  if (normalized === null) return err(failure('machine_id_invalid', { value: id.trim().slice(0, 60) }))
  const before = await uniqueKey(dependencies)
  const written = await machineId.write(normalized)
  if (!written.ok) return written
  return ok({
    uniqueKey: deriveUniqueKey(normalized, vendor, primitives),
    source: 'file',
    before: before.ok ? before.value.uniqueKey : null,
  })
}
