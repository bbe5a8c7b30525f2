// A license whose files beside the signed one are gone or damaged: no suspension is forgotten (issue 10.14, 10.7).
import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { PRODUCT, Scene } from '#tests/contracts/every-status/scenario.ts'
import type { Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const gate = (desk: Installation) => desk.router.call('licenses.check', { product: PRODUCT })
async function folderOf(desk: Installation): Promise<string> {
  const { licenses } = must(await desk.router.call('licenses.list', {}))
  return path.join(desk.dataDir, 'licenses', licenses[0]?.id ?? '')
}

const ACTIVATION: readonly (readonly [string, (file: string) => void])[] = [
  ['gone', (file) => rmSync(file)],
  ['cut', (file) => truncateSync(file, 50)],
  ['empty', (file) => truncateSync(file, 0)],
  ['of an unknown mode', (file) => writeFileSync(file, '{"id":"x","mode":"none","activatedOn":null}')],
]

describe('an online license with neither answer nor a readable activation.json (issue 10.14)', () => {
  test.each(ACTIVATION)('activation.json %s', async (_, damage) => {
    const scene = await Scene.open(cleanup)
    const { desk, license } = await scene.online()
    await scene.vendor.suspend(license)
    await desk.router.call('licenses.refresh', {})
    expect(must(await gate(desk))).toMatchObject({ mayRun: false, status: 'suspended' })
    const folder = await folderOf(desk)
    rmSync(path.join(folder, 'answers'), { recursive: true })
    damage(path.join(folder, 'activation.json'))
    expect(await gate(desk)).toMatchObject({ ok: false, error: { code: 'license_damaged' } })
    // A check asks the server again, whose answer mends it.
    await desk.router.call('licenses.refresh', {})
    expect(must(await gate(desk))).toMatchObject({ mayRun: false, status: 'suspended' })
  })
})

describe('a license from the desk goes on without its side files (docs/ARCHITECTURE.md)', () => {
  test.each([
    ['for good', undefined],
    ['for a year', 365],
  ])('a machine file %s', async (_, days) => {
    const { desk } = await (await Scene.open(cleanup)).offline({}, days)
    const folder = await folderOf(desk)
    for (const name of ['activation.json', 'answers'])
      rmSync(path.join(folder, name), { recursive: true, force: true })
    expect(must(await gate(desk))).toMatchObject({ mayRun: true })
  })

  test('one that ends as soon as a server’s would is told as damaged, and entered again it holds', async () => {
    const scene = await Scene.open(cleanup)
    const { desk, license } = await scene.offline({}, 10)
    const folder = await folderOf(desk)
    expect(must(await gate(desk))).toMatchObject({ mayRun: true })
    rmSync(path.join(folder, 'activation.json'))
    expect(await gate(desk)).toMatchObject({ ok: false, error: { code: 'license_damaged' } })
    const offlineKey = await scene.vendor.answer(license, await desk.uniqueKey(), 10)
    must(await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey }))
    expect(must(await gate(desk))).toMatchObject({ mayRun: true })
  })
})
