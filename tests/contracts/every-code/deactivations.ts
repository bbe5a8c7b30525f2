// Deactivations of which nobody knows how they came out, or that freed no seat.
import { failure } from '#shared/contract/errors.ts'
import { DAY } from '#shared/instant.ts'
import { err, ok } from '#shared/result.ts'
import type { Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { whileRefused } from '#tests/support/refused-steps.ts'
import { activate } from './online.ts'
import type { Scenarios, World } from './scenario.ts'

/** Activated, and the answer to the first deactivation is lost; `before`: the server does nothing of what it is asked. */
async function soldAndCut(world: World, before = ''): Promise<{ desk: Installation; id: string }> {
  const { vendor, between } = await world.between(() => undefined)
  const license = await vendor.sell()
  const desk = world.install(await vendor.profile(between.url))
  must(await activate(desk, license.key))
  between.bendQuestion = (body, asked) => {
    if (before && asked.method === 'DELETE') delete asked.headers.authorization
    return body
  }
  let isLost = false
  between.bend = (_, { method }, response) => {
    if (method !== 'DELETE' || isLost) return undefined
    isLost = true
    response.destroy()
    return 'taken'
  }
  return { desk, id: license.id }
}

export const deactivated: Scenarios<
  'deactivation_unknown' | 'deactivation_not_stored' | 'deactivation_on_its_way' | 'seat_not_freed'
> = {
  deactivation_unknown: async (world) => {
    const { desk, id } = await soldAndCut(world)
    return desk.router.call('licenses.deactivate', { id })
  },
  deactivation_not_stored: async (world) => {
    const { desk, id } = await soldAndCut(world)
    const isMeant = (place: string) => place.includes('/staging/returned.json')
    await desk.router.call('licenses.deactivate', { id })
    return whileRefused('openSync', 'ENOSPC', isMeant, () => desk.router.call('licenses.deactivate', { id }))
  },
  deactivation_on_its_way: async (world) => {
    const { desk, id } = await soldAndCut(world, 'before the server has it')
    await desk.router.call('licenses.deactivate', { id })
    const problem = must(await desk.router.call('licenses.refresh', {})).returns[0]?.problem
    return problem === 'deactivation_on_its_way' ? err(failure(problem, {})) : ok(problem)
  },
  seat_not_freed: async (world) => {
    const vendor = await world.vendor()
    const license = await vendor.sell()
    const desk = world.install(await vendor.profile())
    must(await activate(desk, license.key))
    await vendor.suspend(license)
    must(await desk.router.call('licenses.deactivate', { id: license.id }))
    must(
      await desk.store.write((writer, { returns }) => {
        for (const { where: _, ...one } of returns)
          writer.putReturn({ ...one, since: Date.now() - 366 * DAY })
      }),
    )
    const [settled] = must(await desk.router.call('licenses.refresh', {})).returns
    const why = { problem: 'license_suspended', params: {} }
    return settled?.problem === 'seat_not_freed' ? err(failure(settled.problem, why)) : ok(settled)
  },
}
