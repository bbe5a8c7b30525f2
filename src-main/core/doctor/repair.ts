// Sets aside what is damaged in the store, for an administrator who has looked at it, and names what only a person can mend.
import type { MethodResult } from '#shared/contract/contract.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { StoreProblem } from '../ports/license-store.ts'
import { judgeStored, type JudgeDependencies } from '../standing/judge.ts'
import { problemsOf } from '../standing/views.ts'
import { isSetAside } from './examine-store.ts'

type Needed = JudgeDependencies & Pick<Dependencies, 'settings'>

export async function repair(dependencies: Needed): Promise<MethodResult<'store.repair'>> {
  const repaired = await dependencies.store.repair()
  if (!repaired.ok) return repaired
  const { setAside, left } = repaired.value
  const named = new Set([...setAside, ...left].map(({ where }) => where))
  // What was set aside of a license is missing from now on.
  const still = (await stillThere(dependencies)).filter(
    ({ where, reason }) => (reason === DAMAGED || !named.has(where)) && !isSetAside(where),
  )
  return ok({ setAside: [...setAside], left: [...left, ...still] })
}

/** What a repair moves nowhere: a license has to be activated again, settings decided anew. */
async function stillThere(dependencies: Needed): Promise<StoreProblem[]> {
  const judged = await judgeStored(dependencies)
  const stored = dependencies.store.read()
  const ofStore = judged.ok ? problemsOf(judged.value) : stored.ok ? stored.value.problems : []
  const settings = dependencies.settings.stored.read()
  return [
    ...ofStore,
    ...(!judged.ok && judged.error.code === 'machine_id_file_invalid'
      ? [{ where: 'machine-id', reason: UNREADABLE }]
      : []),
    ...(!settings.ok && settings.error.code === 'settings_not_readable'
      ? [{ where: 'settings.json', reason: settings.error.params.reason }]
      : []),
  ]
}

const DAMAGED = 'damaged' satisfies StoreReason
const UNREADABLE = 'unreadable' satisfies StoreReason
