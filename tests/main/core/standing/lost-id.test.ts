// A license is another machine's only where it is sure which machine this is (issue 10.6).
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { PRODUCT, Scene } from '#tests/contracts/every-status/scenario.ts'
import { checkProduct } from '#main/core/standing/gate.ts'
import { ok } from '#shared/result.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const lost = { ok: false, error: { code: 'machine_id_not_readable' } }

test('the administrator’s id file that was here with the license is gone: could not tell (issue 10.6)', async () => {
  const { desk } = await (await Scene.open(cleanup)).online()
  const file = path.join(desk.dataDir, 'machine-id')
  const gate = () => desk.router.call('licenses.check', { product: PRODUCT })
  rmSync(file)
  const without = await gate()
  // Where the machine of the test has no id of its own, that alone is told.
  expect(without.ok ? 'a verdict' : without.error.code).toMatch(/^machine_id_(not_readable|missing)$/)
  if (!without.ok && without.error.code === 'machine_id_not_readable') {
    const { licenses } = must(await desk.router.call('licenses.list', {}))
    expect(licenses).toMatchObject([{ status: 'unknown', mayRun: false }])
    const set = await desk.router.call('usage.set', { product: PRODUCT, usage: 1 })
    expect(set).toMatchObject({ ok: false, error: { code: 'machine_id_not_readable' } })
  }
  writeFileSync(file, '')
  expect(await gate()).toMatchObject({ ok: false, error: { code: 'machine_id_file_invalid' } })
  // Another id that an administrator gave is another machine.
  writeFileSync(file, '7c9ff2a3ef6c4d11a3b8b6b1f9a2d3e4\n')
  expect(must(await gate())).toMatchObject({ mayRun: false, status: 'other_machine' })
})

test('an emptied source of the id: could not tell, and only where the license does not open (issue 10.6)', async () => {
  const scene = await Scene.open(cleanup)
  const { desk } = await scene.online()
  const id = readFileSync(path.join(desk.dataDir, 'machine-id'), 'utf8').trim()
  const gate = async (now: string, emptied: string | null) =>
    checkProduct(
      { product: PRODUCT },
      {
        store: desk.store,
        clock: { now: scene.now },
        vendor: await scene.vendor.profile(),
        primitives: nodePrimitives,
        machineId: {
          read: () =>
            Promise.resolve(ok({ id: now, source: 'file', from: 'here', differs: null, emptied } as const)),
        },
      },
    )
  const OTHER = '7c9ff2a3ef6c4d11a3b8b6b1f9a2d3e4'
  expect(await gate(OTHER, '/var/lib/dbus/machine-id')).toMatchObject(lost)
  expect(must(await gate(OTHER, null))).toMatchObject({ mayRun: false, status: 'other_machine' })
  expect(must(await gate(id, '/var/lib/dbus/machine-id'))).toMatchObject({ mayRun: true })
})
