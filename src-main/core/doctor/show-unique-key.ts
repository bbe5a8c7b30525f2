// The Unique Key as an operator sends it to the representative, with where it comes from and what to think of that.
import type { MethodResult } from '#shared/contract/contract.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { adviceOnId } from './id-advice.ts'
import { uniqueKey } from '../standing/unique-key.ts'

export async function showUniqueKey(
  dependencies: Pick<Dependencies, 'machineId' | 'machineFacts' | 'vendor' | 'primitives'>,
): Promise<MethodResult<'machine.uniqueKey'>> {
  const machine = await uniqueKey(dependencies)
  if (!machine.ok) return machine
  const { identity } = machine.value
  return ok({
    uniqueKey: machine.value.uniqueKey,
    source: identity.source,
    from: identity.from,
    advice: adviceOnId(identity, dependencies),
    system: dependencies.machineFacts.system,
  })
}
