// A license that was activated online, and what takes it off again.
import type { Output } from '#shared/contract/contract.ts'
import { openBentWay } from './bent-way.ts'
import type { Installation } from './installation.ts'
import { must } from './must.ts'
import type { Cleanup } from './temporary.ts'

export const deactivate = (desk: Installation, id: string, whenServerIsAway: 'fail' | 'mark' = 'fail') =>
  desk.router.call('licenses.deactivate', { id, whenServerIsAway })

export const refresh = async (desk: Installation): Promise<Output<'licenses.refresh'>> =>
  must(await desk.router.call('licenses.refresh', {}))

export const listed = async (desk: Installation) => must(await desk.router.call('licenses.list', {}))

export async function openActivated(cleanup: Cleanup) {
  const way = await openBentWay(cleanup)
  must(await way.activate())
  return way
}
