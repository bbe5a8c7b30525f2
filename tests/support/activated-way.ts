// A machine with an activated license, whose deactivation may be cut off on its way to the server.
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { openBentWay, type BentWay } from './bent-way.ts'
import type { Bend } from './between.ts'
import { install, type Installation } from './installation.ts'
import { must } from './must.ts'
import type { Cleanup } from './temporary.ts'

export async function activatedWay(cleanup: Cleanup) {
  const clock = { at: Date.now() }
  const way = await openBentWay(cleanup, { clock: () => clock.at })
  must(await way.activate())
  /** The same machine, whose way to the server is another one. */
  const withWay = async (url: string, change: Partial<VendorProfile> = {}): Promise<Installation> =>
    install(
      cleanup,
      { ...(await way.vendor.profile(url)), ...change },
      {
        dataDir: way.desk.dataDir,
        machineId: null,
        clock: () => clock.at,
        serverTimeLimitSeconds: 0.5,
      },
    )
  return { ...way, clock, withWay }
}
export type ActivatedWay = Awaited<ReturnType<typeof activatedWay>>

export const deactivate = (desk: Installation, { license }: Pick<BentWay, 'license'>, later = false) =>
  desk.router.call('licenses.deactivate', { id: license.id, whenServerIsAway: later ? 'mark' : 'fail' })
export const refresh = async (desk: Installation) => must(await desk.router.call('licenses.refresh', {}))
export const listed = async (desk: Installation) => must(await desk.router.call('licenses.list', {}))
export const isNoted = async (desk: Installation) =>
  (await listed(desk)).problems.some(({ reason }) => reason === 'deactivation_begun')

/** The server does what it is asked, and nobody hears of it. */
export const cut: Bend = (_, { method }, response) => {
  if (method !== 'DELETE') return undefined
  response.destroy()
  return 'taken'
}
