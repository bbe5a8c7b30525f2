// What was given back online does not return by a backup (issue 12.4).
import { cpSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupScene, emptied } from '#tests/support/backups.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'

const scene = backupScene()
const { cleanup, activate, backup, restore, ids, mayRun } = scene

describe('a seat that was given back online is not taken again by a backup', () => {
  const oneSeat = async () => {
    const license = await scene.vendor.sell({ products: ['inventory'], machines: 1 })
    must(await scene.desk.router.call('licenses.activateOnline', { code: license.key }))
    return license
  }
  const deactivate = async (id: string) =>
    must(await scene.desk.router.call('licenses.deactivate', { id, whenServerIsAway: 'mark' }))
  const refused = { restored: [], left: [{ reason: 'key_returned' }] }

  test('also when another machine has it, and from a second backup on', async () => {
    const { id, key } = await oneSeat()
    const content = await backup()
    await activate(scene.desk, 'storage')
    await deactivate(id)
    const other = install(cleanup, await scene.vendor.profile())
    must(await other.router.call('licenses.activateOnline', { code: key }))
    const later = await backup()
    expect(await restore(content)).toMatchObject(refused)
    expect(await mayRun('inventory')).toBe(false)
    emptied(scene.desk)
    await restore(later)
    expect(await restore(content)).toMatchObject(refused)
    expect(await mayRun('inventory')).toBe(false)
  })

  test('also when it was to be given back later, and a check has done that', async () => {
    const { id } = await oneSeat()
    const content = await backup()
    await scene.vendor.stop()
    expect(await deactivate(id)).toMatchObject({ seat: 'to_be_returned' })
    must(await scene.desk.store.write((writer) => writer.removeReturn(id)))
    expect(await restore(content)).toMatchObject(refused)
  })

  test('nor by its folder, put back by hand, or renamed before it was given back', async () => {
    const { id, key } = await oneSeat()
    const kept = path.join(cleanup.folder(), 'kept')
    const folder = path.join(scene.desk.dataDir, 'licenses', id)
    cpSync(folder, kept, { recursive: true })
    renameSync(folder, path.join(scene.desk.dataDir, 'licenses', 'renamed'))
    const [renamed] = await ids()
    await deactivate(renamed ?? '')
    cpSync(kept, folder, { recursive: true })
    expect(await mayRun('inventory')).toBe(false)
    must(await scene.desk.router.call('licenses.activateOnline', { code: key }))
    expect(await mayRun('inventory')).toBe(true)
  })

  test('activated anew it is here, and a backup of that brings it back', async () => {
    const { id, key } = await oneSeat()
    const former = await backup()
    await deactivate(id)
    must(await scene.desk.router.call('licenses.activateOnline', { code: key }))
    expect(await mayRun('inventory')).toBe(true)
    expect(must(scene.desk.store.read()).givenBack).toEqual([])
    const content = await backup()
    expect(await restore(former)).toMatchObject({ left: [{ reason: 'older_key' }] })
    emptied(scene.desk)
    expect(await restore(content)).toMatchObject({ restored: [{ id }], left: [] })
    expect(await mayRun('inventory')).toBe(true)
  })

  test('where the list of what was given back is damaged, nothing comes back that is not here', async () => {
    const { id } = await oneSeat()
    const content = await backup()
    await deactivate(id)
    writeFileSync(path.join(scene.desk.dataDir, 'returned.json'), 'x')
    expect(await restore(content)).toMatchObject({ restored: [], left: [{ reason: 'returned_damaged' }] })
  })
})
