// The vendor's commands on a PostgreSQL, as `--database` or the variable names it (docs/vendor-guide.md#several-servers-on-one-postgresql).
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { StartedPostgres } from '#tests/support/postgres.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { needTool, postgresServer } from '#tests/support/tools.ts'
import { runHere } from '../../server/support/command.ts'

const cleanup = new Cleanup()
afterEach(() => {
  vi.unstubAllEnvs()
  return cleanup.run()
})

const SALE = ['license', 'create', '--owner', 'Contoso', '--product', 'storage']

test('sell, list and export there, and leave no database in the folder', async (context) => {
  const postgres = await StartedPostgres.of(cleanup, needTool(postgresServer, context))
  const database = postgres.database()
  const dataDir = path.join(cleanup.folder(), 'vendor')
  const run = (...argv: string[]) => runHere(dataDir, [...argv, '--database', database])
  expect((await run('license', 'list')).error).toContain('holds no vendor data')
  expect(await run('init')).toMatchObject({ exit: 0, error: '' })
  expect((await run('init')).exit).toBe(1)
  expect(await run(...SALE)).toMatchObject({ exit: 0, error: '' })
  vi.stubEnv('ACTIVATION_SERVER_DATABASE', database)
  expect((await runHere(dataDir, SALE)).exit).toBe(0)
  expect(
    (await runHere(dataDir, ['license', 'list', '--find', 'contoso'])).out.match(/Contoso/g),
  ).toHaveLength(2)
  expect((await runHere(dataDir, ['license', 'export'])).out.trimEnd().split('\r\n')).toHaveLength(3)
  expect((await runHere(dataDir, ['keys', 'list'])).exit).toBe(0)
  expect((await runHere(dataDir, ['profile'])).exit).toBe(0)
  for (const argv of [['backup', 'copy.db'], ['restore', 'copy.db'], ['doctor']]) {
    const { exit, error } = await runHere(dataDir, argv)
    expect([exit, error]).toEqual([2, expect.stringContaining('pg_dump')])
  }
  vi.unstubAllEnvs()
  expect((await runHere(dataDir, ['license', 'list'])).exit).toBe(3)
}, 120_000)

test('say why they cannot: another address, no database of that name, no tables, and nobody there', async (context) => {
  const postgres = await StartedPostgres.of(cleanup, needTool(postgresServer, context))
  const database = postgres.database()
  const dataDir = path.join(cleanup.folder(), 'vendor')
  const list = async (address: string) => {
    const { exit, error } = await runHere(dataDir, ['license', 'list', '--database', address])
    return [exit, error]
  }
  expect((await runHere(dataDir, ['init', '--database', postgres.database()])).exit).toBe(0)
  for (const address of ['', 'mysql://localhost/desk', 'postgres:desk', 'desk'])
    expect(await list(address)).toEqual([2, expect.stringContaining('names no PostgreSQL')])
  for (const address of ['postgres://[', `${database}&sslrootcert=/nowhere`])
    expect(await list(address)).toEqual([3, expect.stringContaining('cannot be used')])
  expect(await list(database)).toEqual([3, expect.stringContaining('run “init”')])
  expect(await list(database.replace(/desk\d/, 'nowhere'))).toEqual([3, expect.stringContaining('nowhere')])
  await postgres.stop()
  expect(await list(database)).toEqual([3, expect.stringContaining('cannot be reached')])
}, 120_000)
