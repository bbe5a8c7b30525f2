// Several servers on one PostgreSQL, and one whose PostgreSQL goes and comes back (issue 19).
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createLicense } from '#server/back-office/create-license.ts'
import { startServer } from '#server/serve.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { StartedPostgres } from '#tests/support/postgres.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { needTool, postgresServer } from '#tests/support/tools.ts'
import { expectOk, vendorTemplate } from '../../server/support/back-office.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function vendorOn(postgres: StartedPostgres) {
  const database = postgres.database()
  const dataDir = path.join(cleanup.folder(), 'vendor')
  expectOk(await initVendor(dataDir, vendorTemplate, Date.now() - 60_000, database))
  const vendor = expectOk(await openVendor(dataDir, Date.now, { database }))
  cleanup.add(() => vendor.close())
  const sell = async () =>
    expectOk(await createLicense(vendor, { owner: 'Contoso', products: ['storage'], machines: 1 }))
  return { database, dataDir, vendor, sell }
}

test('one seat goes to one of a hundred machines that ask three servers at once, twenty times', async (context) => {
  const postgres = await StartedPostgres.of(cleanup, needTool(postgresServer, context))
  const { database, dataDir, vendor, sell } = await vendorOn(postgres)
  const child = path.resolve(import.meta.dirname, '../../support/seats-child.ts')
  const servers = [34, 33, 33].map((count, number) => {
    const args = [child, dataDir, database, `server ${number}`, String(count)]
    const { stdin, stdout } = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    cleanup.add(() => stdin.end())
    const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
    const next = async () => String((await lines.next()).value)
    return { ask: (license: string) => stdin.write(`${license}\n`), next }
  })
  for (const { next } of servers) expect(await next()).toBe('ready')
  for (let round = 0; round < 20; round += 1) {
    const { id } = await sell()
    for (const { ask } of servers) ask(id)
    const answers = await Promise.all(servers.map(({ next }) => next()))
    const codes = answers.flatMap((answer) => JSON.parse(answer) as string[])
    const seats = codes.filter((code) => code === 'seat')
    expect([seats.length, new Set(codes)]).toEqual([1, new Set(['seat', 'MACHINE_LIMIT_EXCEEDED'])])
    expect(await vendor.store.machines.countOf(id)).toBe(1)
  }
}, 120_000)

test('while its database is away a server answers 503 with Retry-After, and goes on when it is back', async (context) => {
  const postgres = await StartedPostgres.of(cleanup, needTool(postgresServer, context))
  const { database, dataDir, sell } = await vendorOn(postgres)
  const { key } = await sell()
  const server = expectOk(await startServer({ dataDir, database, port: 0, onItsWay: 0 }))
  cleanup.add(() => server.close())
  const validate = async () => {
    const body = JSON.stringify({ meta: { key } })
    const answer = await fetch(`${server.url}/licenses/actions/validate-key`, { method: 'POST', body })
    return [answer.status, answer.headers.get('retry-after'), answer.headers.has('keygen-signature')]
  }
  const ready = async () => (await fetch(new URL('/readyz', server.url))).status
  expect([await validate(), await ready()]).toEqual([[200, null, true], 200])
  await postgres.stop()
  expect([await validate(), await ready()]).toEqual([[503, '5', true], 503])
  await postgres.start()
  expect([await validate(), await ready()]).toEqual([[200, null, true], 200])
}, 120_000)

test('two that prepare one database at once do it once, and the second is told', async (context) => {
  const postgres = await StartedPostgres.of(cleanup, needTool(postgresServer, context))
  const database = postgres.database()
  const made = await Promise.all(
    [1, 2].map(() => initVendor(path.join(cleanup.folder(), 'vendor'), vendorTemplate, Date.now(), database)),
  )
  expect(made.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  expect(made.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'already_initialized' } })
}, 120_000)
