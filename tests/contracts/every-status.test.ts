// Every status is reached for real, and the list, the gate and another process agree on it: a status without a way does not compile.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AnyResult } from '#main/core/router.ts'
import type { GateAnswer } from '#shared/contract/views.ts'
import { STATUSES } from '#shared/license/status.ts'
import { requireBuild, resultOf, runDesk } from '#tests/support/cli.ts'
import type { Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { LIMIT, PRODUCT, Scene, type StatusName } from './every-status/scenario.ts'
import { ways } from './every-status/ways.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

/** The licensed product’s question, asked by a process of its own at the present. */
async function askAnew(dataDir: string, profile: unknown, ...args: string[]) {
  const file = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(file, JSON.stringify(profile))
  return runDesk(['--json', '--vendor', file, '--data-dir', dataDir, 'check', ...args])
}

const listed = async (desk: Installation) => must(await desk.router.call('licenses.list', {})).licenses
const gate = async (desk: Installation, product = PRODUCT) =>
  must(await desk.router.call('licenses.check', { product }))

/** One way to each status is looked at from a process of its own as well: each costs a start of Node. */
const all = (Object.keys(ways) as StatusName[]).flatMap((status) =>
  Object.entries(ways[status]).map(([way, reach], index) => ({ status, way, reach, anew: index === 0 })),
)

/** The other process's clock is a little later, and the ends of a scene are whole days away. */
const withoutDays = (answer: AnyResult) =>
  answer.ok ? { ok: true, value: { ...(answer.value as GateAnswer), daysLeft: null } } : answer

describe('the status', () => {
  test.each(all)('$status: $way', async ({ status, reach, anew }) => {
    const { scene, desk, mayRun, doubt, product = PRODUCT } = await reach(cleanup)
    const licenses = await listed(desk)
    if (status !== 'not_licensed') expect(licenses).toMatchObject([{ status, mayRun }])
    // Damage is no “no”: the gate cannot tell, and the list names what is damaged (issue 10.14).
    const answer = await desk.router.call('licenses.check', { product })
    expect(answer).toMatchObject(
      doubt ? { ok: false, error: { code: doubt } } : { ok: true, value: { status, mayRun, product } },
    )

    const { problems } = must(await desk.router.call('licenses.list', {}))
    const NAMED: Partial<Record<string, string>> = {
      license_damaged: 'licenses/',
      usage_damaged: 'usage.json',
    }
    const lost = NAMED[doubt ?? '']
    expect(problems.filter(({ where }) => lost !== undefined && where.startsWith(lost))).toHaveLength(
      lost === undefined ? 0 : 1,
    )
    if (!anew) return
    const asked = await askAnew(desk.dataDir, await scene.vendor.profile(), '--product', product)
    expect(asked.status).toBe(doubt ? 2 : mayRun ? 0 : 1)
    expect(withoutDays(resultOf(asked))).toEqual(withoutDays(answer))
  })

  test('is one of those that have a way here', () => {
    expect(Object.keys(ways).toSorted()).toEqual([...STATUSES, 'not_licensed'].toSorted())
  })
})

describe('what the vendor said', () => {
  test('suspended lasts until it is reinstated, and the next refresh hears of it', async () => {
    const scene = await Scene.open(cleanup, -3)
    const { desk, license } = await scene.online()
    const check = async (days: number) => {
      scene.moveTo(days)
      const { checked, list } = must(await desk.router.call('licenses.refresh', {}))
      return [checked[0]?.problem, list.licenses[0]?.status, (await gate(desk)).mayRun]
    }
    await scene.vendor.suspend(license)
    expect(await gate(desk)).toMatchObject({ status: 'active', mayRun: true }) // nobody asked yet
    expect(await check(-2)).toEqual(['license_suspended', 'suspended', false])
    await scene.vendor.reinstate(license)
    expect(await gate(desk)).toMatchObject({ status: 'suspended', mayRun: false })
    expect(await check(-1)).toEqual([null, 'active', true])
  })

  test('suspended is not undone by editing what the license is called, or how it was activated', async () => {
    const scene = await Scene.open(cleanup, -2)
    const { desk, license } = await scene.online()
    const facts = path.join(desk.dataDir, 'licenses', license.id, 'activation.json')
    writeFileSync(facts, JSON.stringify({ id: 'another', mode: 'online', activatedOn: 0 }))
    await scene.vendor.suspend(license)
    scene.moveTo(-1)
    const { checked } = must(await desk.router.call('licenses.refresh', {}))
    expect(checked).toMatchObject([{ problem: 'license_suspended' }])
    expect(await gate(desk)).toMatchObject({ status: 'suspended', mayRun: false })
    writeFileSync(facts, 'nothing')
    expect(await gate(desk)).toMatchObject({ status: 'suspended', mayRun: false })
  })
})

test('a clock that was set right again is no problem any more', async () => {
  const scene = await Scene.open(cleanup, 2)
  const { desk } = await scene.online()
  scene.moveTo(0)
  expect((await gate(desk)).status).toBe('clock_problem')
  scene.moveTo(1) // up to a day behind is taken
  expect(await gate(desk)).toMatchObject({ status: 'active', mayRun: true })
})

describe('two licenses for one product', () => {
  test('add up, and both stand in the table', async () => {
    const scene = await Scene.open(cleanup)
    const { desk } = await scene.online({ overLimit: 'refuse' })
    await scene.online({ overLimit: 'refuse', products: [`${PRODUCT}:4`] }, desk)
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: LIMIT + 4 }))
    expect(await gate(desk)).toMatchObject({ status: 'active', mayRun: true, limit: LIMIT + 4 })
    expect(await listed(desk)).toHaveLength(2)
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: LIMIT + 5 }))
    expect(await gate(desk)).toMatchObject({ status: 'over_limit', mayRun: false })
  })

  test('let it run as long as either of them does, up to the limit of that one', async () => {
    const scene = await Scene.open(cleanup, -2)
    const { desk, license } = await scene.online()
    const other = await scene.online({ products: [`${PRODUCT}:4`] }, desk)
    await scene.vendor.suspend(license)
    scene.moveTo(-1)
    must(await desk.router.call('licenses.refresh', {}))
    expect(await gate(desk)).toMatchObject({
      status: 'active',
      mayRun: true,
      limit: 4,
      licenses: [other.license.id],
    })
    // What is written down and plotted is what the gate counts, not what the suspended one once allowed.
    const reported = await desk.router.call('usage.set', { product: PRODUCT, usage: 3 })
    expect(must(reported)).toMatchObject({ usage: 3, limit: 4 })
    await scene.vendor.revoke(other.license)
    scene.moveTo(0)
    must(await desk.router.call('licenses.refresh', {}))
    expect(await gate(desk)).toMatchObject({ mayRun: false })
    const asked = await askAnew(desk.dataDir, await scene.vendor.profile(), '--product', PRODUCT)
    expect(asked.status).toBe(1)
  })

  test('count only those that are in force when usage is held against the limit', async () => {
    const scene = await Scene.open(cleanup, -10)
    const { desk } = await scene.online({ overLimit: 3 })
    await scene.online({ expiry: scene.at(-9), graceDays: 0 }, desk)
    scene.moveTo(-5)
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: LIMIT + 1 }))
    expect(await gate(desk)).toMatchObject({ status: 'over_limit', mayRun: true, limit: LIMIT })
    for (const day of [-4, -3]) {
      scene.moveTo(day)
      must(await desk.router.call('licenses.refresh', {}))
      expect(await gate(desk)).toMatchObject({ status: 'over_limit', mayRun: true })
    }
    scene.moveTo(-2)
    expect(await gate(desk)).toMatchObject({ status: 'over_limit', mayRun: false })
  })
})

describe('the command exits with 2, never with 1, where it cannot tell:', () => {
  const dataDir = () => path.join(cleanup.folder(), 'data')
  test.each([
    ['a profile without keys', loadProfile({ machineIdFile: true }), ['--product', PRODUCT]],
    ['no product', loadProfile(), []],
    ['an unknown option', loadProfile(), ['--product', PRODUCT, '--maybe']],
    ['a file that is no profile', { name: 'nobody' }, ['--product', PRODUCT]],
  ])('%s', async (_, profile, args) => {
    expect((await askAnew(dataDir(), profile, ...args)).status).toBe(2)
  })
})
