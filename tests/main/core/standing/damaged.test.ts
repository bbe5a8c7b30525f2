// What is damaged or gone is said by its name, and never as “not licensed” or “all is well” (issue 10.14).
import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { PRODUCT, Scene } from '#tests/contracts/every-status/scenario.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function licensed() {
  const scene = await Scene.open(cleanup)
  const { desk, license } = await scene.online()
  const folder = path.join(desk.dataDir, 'licenses')
  const gate = () => desk.router.call('licenses.check', { product: PRODUCT })
  const list = async () => must(await desk.router.call('licenses.list', {}))
  const id = (await list()).licenses[0]?.id ?? ''
  return { desk, license, folder, id, gate, list }
}

describe('licenses that were deleted by hand (issue 10.14)', () => {
  test('all of them: could not tell, also after another write, until one is activated again', async () => {
    const { desk, id, license, folder, gate, list } = await licensed()
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true })
    const gone = { ok: false, error: { code: 'store_unreachable', params: { reason: 'gone' } } }
    expect(await gate()).toMatchObject(gone)
    expect((await list()).problems).toMatchObject([
      { where: 'licenses', reason: 'gone' },
      { where: `licenses/${id}`, reason: 'license_missing' },
    ])
    must(await desk.store.write((writer) => writer.raiseMark(Date.now())))
    expect(await gate()).toMatchObject(gone)
    must(await desk.router.call('licenses.activateOnline', { code: license.key }))
    expect(must(await gate())).toMatchObject({ mayRun: true })
  })

  test('one that was deactivated is not licensed, and an empty store that never had one', async () => {
    const { desk, id, gate } = await licensed()
    must(await desk.router.call('licenses.deactivate', { id }))
    expect(must(await gate())).toMatchObject({ mayRun: false, status: 'not_licensed' })
  })
})

describe('a damaged license is named by every command (issue 10.14)', () => {
  test.each(['code', 'machine.lic'])('%s', async (name) => {
    const { desk, folder, id, list } = await licensed()
    truncateSync(path.join(folder, id, name), 0)
    const where = `licenses/${id}/${name}`
    expect((await list()).problems).toMatchObject([{ where }])
    const { lines } = must(await desk.router.call('machine.examine', {}))
    expect(lines.flatMap(({ problem }) => problem ?? [])).toMatchObject([
      { code: 'license_damaged', params: { path: where } },
    ])
    expect(await desk.router.call('usage.set', { product: PRODUCT, usage: 1 })).toMatchObject({
      ok: false,
      error: { code: 'license_damaged', params: { path: where } },
    })
    if (name !== 'code') return
    const { checked } = must(await desk.router.call('licenses.refresh', {}))
    expect(checked).toMatchObject([{ id, problem: 'license_damaged' }])
  })

  test('“usage set” of a product that no license covers is still told so', async () => {
    const { desk } = await licensed()
    writeFileSync(path.join(desk.dataDir, 'usage.json'), '')
    const answer = await desk.router.call('usage.set', { product: 'none', usage: 1 })
    expect(answer).toMatchObject({ ok: false, error: { code: 'product_not_licensed' } })
  })
})
