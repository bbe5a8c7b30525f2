// What `deactivate` and `refresh` say, and exit with, where the server does not hear of a deactivation (issue 12).
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { activatedWay, cut } from '#tests/support/activated-way.ts'
import { straight } from '#tests/support/bent-way.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { must } from '#tests/support/must.ts'
import { whileRefused } from '#tests/support/refused-steps.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** The command line of that machine; `offlineOnly`: the vendor's profile says so. */
async function commands(offlineOnly = false) {
  const way = await activatedWay(cleanup)
  const profile = path.join(cleanup.folder(), 'vendor.json')
  const run = (...args: string[]) =>
    runDeskHere(['--vendor', profile, '--data-dir', way.desk.dataDir, ...args])
  const write = async (change: object = {}) =>
    writeFileSync(profile, JSON.stringify({ ...(await way.vendor.profile(way.between.url)), ...change }))
  await write({ offlineOnly })
  return { ...way, run, write }
}

test('--later whose answer is lost does not say that the server still counts the machine', async () => {
  const { between, license, run, seats } = await commands()
  between.bend = cut
  const { status, stdout } = await run('deactivate', license.id, '--later')
  expect([status, await seats()]).toEqual([0, 0])
  expect(stdout).toContain('The activation server may still count this machine; the next refresh tells it.')
})

test.each(['--later', ''])(
  'a full disk is this machine’s fault (4) and no server that is away (3), also where the outcome is not known: deactivate %s',
  async (later) => {
    const { between, license, run, desk } = await commands()
    let isAsked = false
    between.bend = (_, { method }, response) => {
      if (method !== 'DELETE') return undefined
      isAsked = true
      response.destroy()
      return 'taken'
    }
    const isMeant = (place: string) => isAsked && place.includes('/staging/')
    const { status, stderr } = await whileRefused('openSync', 'ENOSPC', isMeant, () =>
      run('deactivate', license.id, ...(later ? [later] : [])),
    )
    expect(stderr).toContain('(code: deactivation_unknown)')
    // Without --later nothing was to be stored, so that the server alone stood in the way.
    expect([status, stderr.includes('There is no room left on the disk.')]).toEqual(
      later ? [4, true] : [3, false],
    )
    between.bend = straight
    expect(must(desk.store.read()).returns).toMatchObject([{ begun: true }])
  },
)

test.each([
  ['the settings', false, 'activation-desk settings set offline-only off'],
  ['the vendor', true, 'Ask the vendor to free its place'],
])(
  'a refresh on a machine that is offline only by %s names each deactivation that waits, and what settles it',
  async (_, byVendor, todo) => {
    const { between, license, run, write, vendor, desk } = await commands()
    const other = await vendor.sell()
    must(await desk.router.call('licenses.activateOnline', { code: other.key }))
    between.bend = cut
    await run('deactivate', license.id, '--later')
    await run('deactivate', other.id)
    between.bend = straight
    if (byVendor) await write({ offlineOnly: true })
    else await run('settings', 'set', 'offline-only', 'on')
    const { stderr } = await run('refresh')
    expect(stderr).toContain('(code: offline_only)')
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`not given back yet: .*${todo}`))
    expect(stderr).toMatch(/outcome of a deactivation is still not known: .*Deactivate it again/)
    const again = await run('deactivate', other.id)
    expect([again.status, again.stdout]).toEqual([0, expect.stringMatching(/RETURN-/)])
    expect((await run('refresh')).stderr).not.toContain('Deactivate it again')
  },
)
