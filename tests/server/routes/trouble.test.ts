// Nothing can be written: another program holds the lock, or the disk is full. Who only asks hears an answer all the same
// (issue 12.9).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { activation, serveBackOffice, type TestServer } from '../support/client.ts'
import { change, damagePage } from '../support/damaged-back-office.ts'

/** Milliseconds: a test that waits for the lock only once takes longer than a busy machine makes of one that does not. */
const ENDLESS = 60_000
const PATIENCE = 1000

function holdLock({ dataDir }: TestServer): () => void {
  const other = new DatabaseSync(join(dataDir, 'activation.db'))
  other.exec('BEGIN IMMEDIATE')
  onTestFinished(() => other.close())
  return () => other.exec('ROLLBACK')
}

async function deskWithMachine(writePatience: number) {
  const server = await serveBackOffice({ writePatience })
  const license = await server.sell({ machines: 50 })
  await server.ask('POST', '/machines', { code: license.key, body: activation(license.id, 'one') })
  server.clock.now += DAY
  const validate = () =>
    server.ask('POST', '/licenses/actions/validate-key', {
      body: { meta: { key: license.key, scope: { fingerprint: 'one' } } },
    })
  const activate = (name: string) =>
    server.ask('POST', '/machines', { code: license.key, body: activation(license.id, name) })
  const lastValidated = async () =>
    (await server.vendor.store.licenses.byId(license.id))?.lastValidated ?? null
  return { server, license, validate, activate, lastValidated }
}

describe('while another program holds the write lock (issue 12.9)', () => {
  it('a validation is answered as ever, at once, and noted when it can be', async () => {
    const { server, validate, lastValidated } = await deskWithMachine(ENDLESS)
    const release = holdLock(server)
    const start = performance.now()
    for (let turn = 0; turn < 20; turn += 1)
      expect((await validate()).json.meta).toMatchObject({ valid: true, code: 'VALID' })
    expect(performance.now() - start).toBeLessThan(ENDLESS)
    expect(await lastValidated()).toBeNull()
    release()
    await validate()
    await vi.waitFor(async () => expect(await lastValidated()).toBe(server.clock.now))
  })

  it('what has to be written is refused with 503 and Retry-After, signed, and many do not add up their waits', async () => {
    const { server, license, validate, activate } = await deskWithMachine(PATIENCE)
    const release = holdLock(server)
    const start = performance.now()
    const [valid, ...refused] = await Promise.all([
      validate(),
      ...Array.from({ length: 20 }, (_, at) => activate(`new-${at}`)),
    ])
    // Not the twenty waits one after the other, however busy the machine is.
    expect(performance.now() - start).toBeLessThan((20 * PATIENCE) / 2)
    expect(valid.status).toBe(200)
    expect(refused.map(({ status, code, headers }) => [status, code, headers['retry-after']])).toEqual(
      Array(20).fill([503, 'SERVICE_UNAVAILABLE', '1']),
    )
    const machine = `/machines/one`
    for (const [method, target] of [
      ['POST', `${machine}/actions/ping`],
      ['POST', `${machine}/actions/check-out`],
      ['POST', `/licenses/${license.id}/actions/check-out`],
      ['DELETE', machine],
    ] as const)
      expect((await server.ask(method, target, { code: license.key })).status).toBe(503)
    expect((await server.ask('GET', machine, { code: license.key })).status).toBe(200)
    release()
    expect((await activate('new-1')).status).toBe(201)
  })
})

describe('a page of the database is damaged while the server runs (issue 12.9)', () => {
  it.each(['licenses', 'keys'])(
    'of %s: 503 with Retry-After, signed, with words in the log, and nothing else ends',
    async (table) => {
      const failures: unknown[] = []
      const logger = { access: () => {}, failure: (_: string, error: unknown) => void failures.push(error) }
      const server = await serveBackOffice({ logger })
      const license = await server.sell()
      await server.vendor.keys.active() // what the answer is checked against
      damagePage(server.dataDir, table)
      await server.vendor.store.transaction(() => Promise.resolve())
      const asked = await server.ask('POST', '/licenses/actions/validate-key', {
        body: { meta: { key: license.key, scope: { fingerprint: 'one' } } },
      })
      expect([asked.status, asked.code, asked.headers['retry-after']]).toEqual([
        503,
        'SERVICE_UNAVAILABLE',
        '60',
      ])
      expect(failures).toEqual([expect.objectContaining({ code: 'database_damaged' })])
    },
  )

  it('an entry that is no JSON any more is such a damage too', async () => {
    const server = await serveBackOffice()
    const license = await server.sell()
    await server.ask('POST', '/machines', { code: license.key, body: activation(license.id, 'one') })
    change("PRAGMA ignore_check_constraints = ON; UPDATE machines SET metadata = '{'")(server.dataDir)
    const asked = await server.ask('GET', '/machines/one', { code: license.key })
    expect([asked.status, asked.headers['retry-after']]).toEqual([503, '60'])
  })
})

describe('on a full disk (issue 12.9)', () => {
  it('a validation is answered as ever, also after a checkpoint that was cut, an activation with 503, and with room again all is well', (context) => {
    if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
      context.skip('needs “unshare -rm” for a small disk of its own')
    const child = fileURLToPath(new URL('../support/full-disk-server.ts', import.meta.url))
    const script = 'mount -t tmpfs -o size=4m tmpfs /mnt && exec "$0" "$1" /mnt'
    const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script, process.execPath, child], {
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({
      full: {
        checkpoint: 'database or disk is full',
        validations: ['200 VALID', '200 VALID', '200 VALID'],
        activation: '503 5',
        waited: false,
      },
      room: { validation: '200 VALID', activation: '201 -' },
      after: { machines: 2, damage: null },
    })
  })
})
