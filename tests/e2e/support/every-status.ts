// A machine with a license in every status, among them one that cannot be read, and one thing that is no license.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Scene, type Sold } from '#tests/contracts/every-status/scenario.ts'
import type { Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import type { Cleanup } from '#tests/support/temporary.ts'
import type { Machine } from './desk.ts'
import type { TestVendor } from './vendor.ts'

const DISCARD_PORT = 'http://127.0.0.1:9/v1'

/** The server is away afterwards, or the check at the app's start would mend what is overdue. */
export async function fillWithEveryStatus(
  cleanup: Cleanup,
  machine: Machine,
  vendor: TestVendor,
): Promise<void> {
  const scene = await Scene.open(cleanup, -40)
  const desk = scene.install(machine.dataDir)
  const sell = async (owner: string, products: string[], terms = {}, on = desk) =>
    (await scene.online({ owner, products, ...terms }, on)).license
  scene.vendor.suspend(await sell('Suspended', ['storage']))
  scene.vendor.revoke(await sell('Revoked', ['storage']))
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
  const elsewhere = scene.install()
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
  writeFileSync(vendor.profileFile, JSON.stringify(scene.vendor.profile(DISCARD_PORT)))
}

const damage = (desk: Installation, license: Sold) =>
  writeFileSync(path.join(desk.dataDir, 'licenses', license.id, 'machine.lic'), 'damaged')

async function addOffline(scene: Scene, desk: Installation): Promise<void> {
  const license = scene.vendor.sell({ owner: 'Fabrikam offline', products: ['log-analytics:50'] })
  const offlineKey = scene.vendor.answer(license, await desk.uniqueKey())
  must(await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey }))
}
