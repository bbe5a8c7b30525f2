// This machine's Unique Key: the fingerprint in every file.
import type { Failure } from '#shared/contract/errors.ts'
import { deriveUniqueKey } from '#shared/formats/unique-key.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { MachineIdentity, MachineIdErrorCode, MachineIdReader } from '../ports/machine-id.ts'

export interface IdentifiedMachine {
  readonly uniqueKey: string
  readonly identity: MachineIdentity
}

/** `way`: see MachineId. */
export async function uniqueKey(
  {
    machineId,
    vendor,
    primitives,
  }: Pick<Dependencies, 'vendor' | 'primitives'> & { readonly machineId: MachineIdReader },
  way?: 'directly',
): Promise<Result<IdentifiedMachine, Failure<MachineIdErrorCode>>> {
  const machine = await machineId.read(way)
  if (!machine.ok) return machine
  return ok({
    uniqueKey: deriveUniqueKey(machine.value.id, vendor, primitives),
    identity: machine.value,
  })
}
