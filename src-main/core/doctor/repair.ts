// Sets aside what is damaged in the store, for an administrator who has looked at it, and names what only a person can mend.
import type { MethodResult } from '#shared/contract/contract.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { ok } from '#shared/result.ts'
import { beginAnew } from '../activation/begun-mark.ts'
import type { Dependencies } from '../dependencies.ts'
import { NO_PERMISSION, type PendingReturn, type StoreProblem } from '../ports/license-store.ts'
import { judgeStored, type JudgeDependencies } from '../standing/judge.ts'
import type { Judged } from '../standing/judged.ts'
import { problemsOf } from '../standing/views.ts'
import { isSetAside } from './examine-store.ts'

type Needed = JudgeDependencies & Pick<Dependencies, 'settings' | 'app'>

export async function repair(dependencies: Needed): Promise<MethodResult<'store.repair'>> {
  const judged = await judgeStored(dependencies)
  const uniqueKey = judged.ok && judged.value.lostId === null ? judged.value.uniqueKey : null
  const notes = judged.ok ? notesAnew(judged.value, dependencies) : []
  const repaired = await dependencies.store.repair(notes, uniqueKey)
  if (!repaired.ok) return repaired
  const { setAside, left } = repaired.value
  // That it was put there a moment ago is no word for what is wrong with it.
  const named = placesOf(left.filter(({ reason }) => reason !== YOUNG))
  const renewed = placesOf(setAside.filter(({ reason }) => reason === RENEWED))
  // What was set aside may leave a loss in its place, which only a person ends.
  const still = (await stillThere(dependencies)).filter(
    ({ where, reason }) =>
      (reason === DAMAGED || !named.has(where)) &&
      !(reason === BEGUN && renewed.has(where)) &&
      !isSetAside(where),
  )
  return ok({ setAside: [...setAside], left: [...left, ...still] })
}

const placesOf = (problems: readonly StoreProblem[]) => new Set(problems.map(({ where }) => where))

/** Of whatever was begun, a refresh asks the server how it came out. Of a code that is damaged the server knows nothing. */
function notesAnew(judged: Judged, dependencies: Needed): PendingReturn[] {
  const asked = judged.licenses.filter(
    ({ stored, elsewhere, damaged }) =>
      stored.mode === 'online' && !elsewhere && damaged !== `${stored.where}/code`,
  )
  return asked.map((license) => beginAnew(license, judged, dependencies))
}

/** What a repair moves nowhere: a license has to be activated again, settings decided anew. */
async function stillThere(dependencies: Needed): Promise<StoreProblem[]> {
  const judged = await judgeStored(dependencies)
  const stored = dependencies.store.read()
  const ofStore = judged.ok ? problemsOf(judged.value) : stored.ok ? stored.value.problems : []
  const settings = dependencies.settings.stored.read()
  return [
    ...ofStore,
    ...(await idFileProblem(judged, dependencies)),
    ...(!settings.ok && settings.error.code === 'settings_not_readable'
      ? [{ where: 'settings.json', reason: settings.error.params.reason }]
      : []),
  ]
}

/** Of the administrator's id file alone: what the system says of its own id is no affair of the store. */
async function idFileProblem(
  judged: Awaited<ReturnType<typeof judgeStored>>,
  { machineId, app }: Needed,
): Promise<StoreProblem[]> {
  const problem = (reason: string) => [{ where: ID_FILE, reason }]
  if (judged.ok) return judged.value.lostId === ID_FILE ? problem(GONE) : []
  const identity = await machineId.read('directly')
  if (identity.ok) return []
  const { code, params } = identity.error
  if (code === 'machine_id_file_invalid') return problem(UNREADABLE)
  if (!('path' in params) || !params.path.startsWith(app.dataDir)) return []
  return problem('reason' in params ? params.reason : NO_PERMISSION)
}

const ID_FILE = 'machine-id'
const DAMAGED = 'damaged' satisfies StoreReason
const YOUNG = 'young' satisfies StoreReason
const RENEWED = 'renewed' satisfies StoreReason
const BEGUN = 'deactivation_begun' satisfies StoreReason
const GONE = 'gone' satisfies StoreReason
const UNREADABLE = 'unreadable' satisfies StoreReason
