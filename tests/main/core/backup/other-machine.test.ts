// A backup is its machine's alone (issue 12.4).
import { existsSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { failure } from '#shared/contract/errors.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { backupScene, emptied } from '#tests/support/backups.ts'
import { install, writeMachineId } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'

const scene = backupScene()
const { cleanup, activate, activateOffline, backup, restore, ids } = scene

test('another machine’s backup is refused, with both Unique Keys', async () => {
  await activate(scene.desk, 'inventory')
  const content = await backup()
  const other = install(cleanup, await scene.vendor.profile())
  expect(await other.router.call('backup.restore', { content })).toMatchObject({
    error: {
      code: 'backup_other_machine',
      params: {
        backupUniqueKey: await scene.desk.uniqueKey(),
        uniqueKey: await other.uniqueKey(),
        idFile: true,
      },
    },
  })
  const told = (idFile: boolean) =>
    explain(failure('backup_other_machine', { backupUniqueKey: 'a', uniqueKey: 'b', idFile }), en, {
      vendor: 'V',
      support: 'S',
    }).todo
  expect([told(true).includes('machine-id set'), told(false).includes('machine-id set')]).toEqual([
    true,
    false,
  ])
  expect(existsSync(path.join(other.dataDir, 'licenses'))).toBe(false)
})

describe('a backup that was made while another machine id was in force', () => {
  const withId = (id: string) => writeMachineId(scene.desk.dataDir, id)
  const own = randomBytes(16).toString('hex')
  const other = randomBytes(16).toString('hex')
  const made = async () => {
    withId(own)
    const { license } = await activateOffline(scene.desk)
    const online = await activate(scene.desk, 'inventory')
    const machine = await scene.desk.uniqueKey()
    withId(other)
    const answer = must(await scene.desk.router.call('backup.create', {}))
    return { ...answer, machine, ids: [license.id, online].toSorted() }
  }

  test('says which licenses are not of this machine', async () => {
    const { elsewhere, ids: stored } = await made()
    expect(elsewhere.map(({ id }) => id).toSorted()).toEqual(stored)
  })

  test('is refused with that id, as the backup of another machine, whose Unique Key is named', async () => {
    const { content, machine } = await made()
    emptied(scene.desk)
    expect(await scene.desk.router.call('backup.restore', { content })).toMatchObject({
      error: { code: 'backup_other_machine', params: { backupUniqueKey: machine } },
    })
  })

  test('is this machine’s once its own id is back', async () => {
    const { content, ids: stored } = await made()
    emptied(scene.desk)
    withId(own)
    expect(await restore(content)).toMatchObject({ left: [] })
    expect(await ids()).toEqual(stored)
  })
})
