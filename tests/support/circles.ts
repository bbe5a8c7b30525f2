// What `doctor` sends a person to `repair` for, and `repair` neither sets aside nor names as left: a circle.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { isSetAside } from '#main/core/doctor/examine-store.ts'
import { isOfLicenses } from '#shared/license/in-place.ts'
import { explainStoreProblem } from '#shared/messages/explain-store-problem.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { whileDamaged } from './damage.ts'
import type { Case } from './damage-table.ts'
import { TYPED, type DamagedStores } from './damaged-store.ts'
import { inTable, placeOf } from './judge-case.ts'
import { must } from './must.ts'
import type { Cleanup } from './temporary.ts'

const IN_THE_WAY: ReadonlySet<string> = new Set(['not_a_file', 'not_a_folder', 'unreadable', 'incomplete'])

/**
 * Places, each with its reason; those that a second repair would set aside as well, and those that it leaves and says to
 * repair. `lost`: a file that is gone beside it.
 */
export async function circles(
  one: Case,
  stores: DamagedStores,
  cleanup: Cleanup,
  lost?: string,
): Promise<string[]> {
  const { desk, aside } = await stores.another(cleanup)
  const { dataDir, router } = desk
  if (lost !== undefined) rmSync(path.join(dataDir, lost))
  return whileDamaged(one, { file: path.join(dataDir, placeOf(one, stores)), aside }, async () => {
    // As if everything had been there for long.
    const store = fileStore(dataDir, undefined, 0)
    // The machine may be what cannot be told.
    const told = await router.call('machine.uniqueKey', {})
    const key = told.ok ? told.value.uniqueKey : null
    const first = await store.repair([], key)
    // The next writer is not what mends it.
    await router.call('usage.set', { product: TYPED, usage: 1 })
    // Why not is said, and is another thing to mend.
    if (!first.ok) return []
    const { setAside, left } = must(await store.repair([], key))
    const known = new Set(left.map(({ where }) => where))
    const { problems } = must(await router.call('machine.examine', {}))
    const inPlace = problems.filter(({ where }) => !isSetAside(where))
    const sending = inPlace.filter((problem) => {
      const { what, todo } = explainStoreProblem(problem, messages)
      const isInTheWay = isOfLicenses(problem.where) && IN_THE_WAY.has(problem.reason)
      return !known.has(problem.where) && (isInTheWay || `${what} ${todo}`.includes('activation-desk repair'))
    })
    const again = left.filter(({ where, reason }) => {
      const { what, todo } = explainStoreProblem({ where, reason }, messages)
      return `${what} ${todo}`.includes('activation-desk repair')
    })
    return [...setAside, ...sending, ...again].map(({ where, reason }) =>
      inTable(`${where}: ${reason}`, dataDir, stores),
    )
  })
}
