// The data folder is taken away from a server that runs, or another is put in its place: nothing is confirmed that nobody
// could read again, and nothing said of licenses that are not there any more (issue 12, section D).
import { copyFileSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { backUp } from '#server/vendor/backup.ts'
import { restore } from '#server/vendor/restore.ts'
import { Fault } from '#server/fault.ts'
import { activation, serveBackOffice, type TestServer } from '../support/client.ts'
import { createLicense } from '#server/back-office/create-license.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { expectOk, openBackOffice, START, temporaryFolder } from '../support/back-office.ts'

async function running() {
  const failures: unknown[] = []
  const logger = { access: () => {}, failure: (_: string, error: unknown) => void failures.push(error) }
  const server = await serveBackOffice({ logger })
  const license = await server.sell({ machines: 50 })
  const code = license.key
  const activate = (name: string) =>
    server.ask('POST', '/machines', { code, body: activation(license.id, name) })
  expect((await activate('one')).status).toBe(201)
  const validate = () =>
    server.ask('POST', '/licenses/actions/validate-key', { body: { meta: { key: code } } })
  const told = () => failures.map((error) => (error instanceof Fault ? error.code : error))
  return { server, license, activate, validate, told }
}

const database = ({ dataDir }: Pick<TestServer, 'dataDir'>) => join(dataDir, 'activation.db')
const serveOther = () => openBackOffice()
/** As SQLite does after a thousand pages. */
function settle({ dataDir }: Pick<TestServer, 'dataDir'>): void {
  const other = new DatabaseSync(join(dataDir, 'activation.db'))
  other.exec('PRAGMA wal_checkpoint(PASSIVE)')
  other.close()
}
const away = ({ dataDir }: TestServer) => `${dataDir}-away`

const TAKEN: readonly (readonly [string, (server: TestServer) => void])[] = [
  ['the folder is removed', ({ dataDir }) => rmSync(dataDir, { recursive: true })],
  ['the folder gets another name', (server) => renameSync(server.dataDir, away(server))],
  [
    'a copy of the folder takes its place',
    (server) => {
      renameSync(server.dataDir, away(server))
      cpSync(away(server), server.dataDir, { recursive: true })
    },
  ],
  [
    'an empty folder takes its place',
    (server) => {
      renameSync(server.dataDir, away(server))
      mkdirSync(server.dataDir)
    },
  ],
  ['the database is removed', (server) => rmSync(database(server))],
  ['the log of writes is removed', (server) => rmSync(`${database(server)}-wal`)],
  ['the index of the log is removed', (server) => rmSync(`${database(server)}-shm`)],
  [
    'a copy of the database is given its name',
    (server) => {
      copyFileSync(database(server), away(server))
      renameSync(away(server), database(server))
    },
  ],
]

describe('while the server runs', () => {
  it.each(TAKEN)('%s: 503, signed, with words in the log, and nothing is confirmed', async (_, take) => {
    const { server, license, activate, validate, told } = await running()
    take(server)
    const asked = [
      await activate('two'),
      await validate(),
      await server.ask('GET', '/ping'),
      await server.ask('DELETE', '/machines/one', { code: license.key }),
    ]
    expect(asked.map(({ status, code, headers }) => [status, code, headers['retry-after']])).toEqual(
      Array(4).fill([503, 'SERVICE_UNAVAILABLE', '5']),
    )
    expect(told()).toEqual(Array(4).fill('database_replaced'))
  })

  it.each([
    ['an older copy of it', () => null],
    ['another database', async () => database(await serveOther())],
  ])('the bytes of the database are written over with %s: 503 from then on', async (_, other) => {
    const { server, activate, validate, told } = await running()
    const older = `${database(server)}-older`
    settle(server)
    copyFileSync(database(server), older)
    expect((await activate('two')).status).toBe(201)
    settle(server)
    expect((await activate('three')).status).toBe(201)
    copyFileSync((await other()) ?? older, database(server))
    expect([(await activate('four')).status, (await validate()).status]).toEqual([503, 503])
    expect(told()).toEqual(['database_replaced', 'database_replaced'])
    settle(server) // another program's writes do not hide it
    expect((await validate()).status).toBe(503)
  })

  it('what another program sold, and was moved into the database, is lost by an older copy: 503', async () => {
    const { server, validate, told } = await running()
    const truncate = () => {
      const other = new DatabaseSync(database(server))
      other.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      other.close()
    }
    truncate()
    expect((await server.ask('GET', '/ping')).status).toBe(200)
    const older = `${database(server)}-older`
    copyFileSync(database(server), older)
    const command = expectOk(await openVendor(server.dataDir))
    expectOk(await createLicense(command, { owner: 'sold', products: ['storage'] }))
    await command.close()
    truncate()
    copyFileSync(older, database(server))
    expect([(await server.ask('GET', '/ping')).status, (await validate()).status]).toEqual([503, 503])
    expect(told()).toEqual(['database_replaced', 'database_replaced'])
  })

  it('what another program sells, and what is moved from the log into the database, is no other database', async () => {
    const { server, activate, validate, told } = await running()
    const command = expectOk(await openVendor(server.dataDir))
    for (const name of ['two', 'three']) {
      expectOk(await createLicense(command, { owner: name, products: ['storage'] }))
      settle(server)
      expect([(await activate(name)).status, (await validate()).status]).toEqual([201, 200])
    }
    await command.close()
    expect((await validate()).status).toBe(200)
    expect(told()).toEqual([])
  })

  it('the folder comes back: all is there, and the server goes on', async () => {
    const { server, activate, validate } = await running()
    renameSync(server.dataDir, away(server))
    expect((await activate('two')).status).toBe(503)
    renameSync(away(server), server.dataDir)
    expect((await validate()).status).toBe(200)
    expect((await activate('two')).status).toBe(201)
  })

  it('a write that was under way when the folder went is not confirmed', async () => {
    const { server, license } = await running()
    const { store } = server.vendor
    const work = async () => {
      await store.machines.remove((await store.machines.ofLicense(license.id, 1))[0]?.id ?? '')
      renameSync(server.dataDir, away(server))
    }
    await expect(store.transaction(work)).rejects.toThrow(
      expect.objectContaining({ code: 'database_replaced' }),
    )
  })

  it('what is noted after an answer goes into no other database, and makes no file', async () => {
    const { server, license } = await running()
    server.vendor.store.bookkeeping.validated(license.id, START)
    renameSync(server.dataDir, away(server))
    mkdirSync(server.dataDir)
    await new Promise((resolve) => setImmediate(resolve))
    expect(readdirSync(server.dataDir)).toEqual([])
  })

  it('a backup that is put back by force is noticed', async () => {
    const { server, activate, told } = await running()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(server.dataDir, file))
    await expect(restore(server.dataDir, file, START)).rejects.toMatchObject({ code: 'database_in_use' })
    expect((await activate('two')).status).toBe(201)
    for (const suffix of ['', '-wal', '-shm']) rmSync(database(server) + suffix)
    expectOk(await restore(server.dataDir, file, START))
    expect((await activate('three')).status).toBe(503)
    expect(told()).toEqual(['database_replaced'])
  })
})
