// A machine with a license in every status, among them one that cannot be read, and one thing that is no license.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Scene, type Sold } from '#tests/contracts/every-status/scenario.ts'
import type { Installation } from '#tests/support/installation.ts'
import { standBetween } from '#tests/support/between.ts'
import { must } from '#tests/support/must.ts'
import type { Cleanup } from '#tests/support/temporary.ts'
import type { Machine } from './desk.ts'
import type { TestVendor } from './vendor.ts'

/**
 * Something else answers in the server's place afterwards, or the check at the app's start would mend what is overdue. It is not
 * asked twice, as a server that is away would be for each license.
 */
export async function fillWithEveryStatus(
  cleanup: Cleanup,
  machine: Machine,
  vendor: TestVendor,
): Promise<void> {
  const scene = await Scene.open(cleanup, -40)
  const desk = await scene.install(machine.dataDir)
  const sell = async (owner: string, products: string[], terms = {}, on = desk) =>
    (await scene.online({ owner, products, ...terms }, on)).license
  await scene.vendor.suspend(await sell('Suspended', ['storage']))
  await scene.vendor.revoke(await sell('Revoked', ['storage']))
  scene.moveTo(-39)
  await desk.router.call('licenses.refresh', {})
  await sell('Expired', ['inventory'], { expiry: scene.at(-20) })
  await sell('Past overdue', ['storage:5'])
  scene.moveTo(-15)
  await sell('Overdue', ['network:100'])
  scene.moveTo(-5)
  await sell('Grace', ['storage:8'], { expiry: scene.at(-2) })
  scene.moveTo(-1)
  await sell('Expiring', ['server-vm:120'], { expiry: scene.at(20) })
  await sell('Contoso B.V.', ['virtualization:16', 'change-tracking'], {
    overLimit: 'allow',
    notes: 'A note',
  })
  damage(desk, await sell('Damaged', ['inventory']))
  const elsewhere = await scene.install()
  await sell('Moved', ['storage'], {}, elsewhere)
  cpSync(path.join(elsewhere.dataDir, 'licenses'), path.join(desk.dataDir, 'licenses'), { recursive: true })
  mkdirSync(path.join(desk.dataDir, 'licenses', 'no-license'))
  for (const [days, usage] of [
    [-0.9, 12],
    [-0.5, 120],
  ] as const) {
    scene.moveTo(days)
    must(await desk.router.call('usage.set', { product: 'virtualization', usage }))
  }
  await addOffline(scene, desk)
  const signInPage = await standBetween(cleanup, scene.vendor.url, (answer) => {
    Object.assign(answer, { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' })
    return undefined
  })
  writeFileSync(vendor.profileFile, JSON.stringify(await scene.vendor.profile(signInPage.url)))
}

const damage = (desk: Installation, license: Sold) =>
  writeFileSync(path.join(desk.dataDir, 'licenses', license.id, 'machine.lic'), 'damaged')

async function addOffline(scene: Scene, desk: Installation): Promise<void> {
  const license = await scene.vendor.sell({ owner: 'Fabrikam offline', products: ['log-analytics:50'] })
  const offlineKey = await scene.vendor.answer(license, await desk.uniqueKey())
  must(await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey }))
}
