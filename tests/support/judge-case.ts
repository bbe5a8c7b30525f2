// One case of the damage table: what the gate, the list and a writer make of it. Returns what is wrong.
import path from 'node:path'
import { whileDamaged, type Case } from './damage.ts'
import { HIT, OTHER, type DamagedStores } from './damaged-store.ts'
import type { Installation } from './installation.ts'
import type { Cleanup } from './temporary.ts'

export async function judgeCase(one: Case, stores: DamagedStores, cleanup: Cleanup): Promise<string[]> {
  const { desk, aside } = stores.another(cleanup)
  const place = one.place.replace('ID', stores.hitId)
  const file = path.join(desk.dataDir, place)
  return whileDamaged(one, { file, aside }, async () => {
    const wrong: string[] = []
    const [hit, other] = [await statusOf(desk, HIT), await statusOf(desk, OTHER)]
    if (hit.status !== one.verdicts[0]) wrong.push(`the product that is hit: ${JSON.stringify(hit)}`)
    if (other.status !== one.verdicts[1]) wrong.push(`the other product: ${JSON.stringify(other)}`)
    // The words name the file, or the folder that it is missing from.
    const named = path.relative(desk.dataDir, path.resolve(desk.dataDir, hit.path ?? place))
    if (hit.status === 2 && !place.startsWith(named) && !named.startsWith(place))
      wrong.push(`names ${named}, not ${place}`)
    const list = await desk.router.call('licenses.list', {})
    const isListed = list.ok && list.value.licenses.some(({ status }) => status === 'active')
    if (one.verdicts[1] === 0 && !isListed) wrong.push(`the list: ${JSON.stringify(list)}`)
    return wrong
  })
}

/** As `check` exits (hosts/cli/commands/check.ts). */
async function statusOf(desk: Installation, product: string): Promise<{ status: number; path?: string }> {
  const answer = await desk.router.call('licenses.check', { product })
  if (answer.ok) return { status: answer.value.mayRun ? 0 : 1 }
  const { params } = answer.error as { params: { path?: string } }
  return { status: 2, ...answer.error, ...(params.path === undefined ? {} : { path: params.path }) }
}
