// What a repair that ended well hides: what `doctor` still fails for, and what a second repair finds (issue 12).
import path from 'node:path'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { whileDamaged } from './damage.ts'
import type { Case } from './damage-table.ts'
import type { DamagedStores } from './damaged-store.ts'
import { inTable, placeOf } from './judge-case.ts'
import { must } from './must.ts'
import type { Cleanup } from './temporary.ts'

/** A refresh asks how it came out: `repair` ends well all the same. */
const BEGUN = 'deactivation_begun' satisfies StoreReason

/** Nothing where the first repair says that something is still to be mended. */
export async function hiddenByRepair(one: Case, stores: DamagedStores, cleanup: Cleanup): Promise<string[]> {
  const { desk, aside } = await stores.another(cleanup)
  const { dataDir, router } = desk
  return whileDamaged(one, { file: path.join(dataDir, placeOf(one, stores)), aside }, async () => {
    // As if everything had been there for long.
    const old = fileStore(dataDir, undefined, 0)
    Object.assign(desk.store, {
      repair: (...given: Parameters<typeof old.repair>) => old.repair(...given),
    })
    const isToBeMended = ({ reason }: { readonly reason: string }) => reason !== BEGUN
    const first = await router.call('store.repair', {})
    if (!first.ok || first.value.left.some(isToBeMended)) return []
    const { lines } = must(await router.call('machine.examine', {}))
    const second = must(await router.call('store.repair', {}))
    return [
      ...lines.flatMap(({ step, problem }) => (problem ? [`doctor: ${step}: ${problem.code}`] : [])),
      ...second.left
        .filter(isToBeMended)
        .map(({ where, reason }) => inTable(`second repair: ${where}: ${reason}`, dataDir, stores)),
    ]
  })
}
