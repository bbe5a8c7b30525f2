// `database upgrade` on a PostgreSQL: all steps or none, while nobody else is there (docs/vendor-guide.md#a-new-version).
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { ownSteps, prepareEmpty, refuseUnready } from '#server/store/postgres/migrations.ts'
import { onOneConnection } from '#server/store/postgres/one-connection.ts'
import { upgradePostgres } from '#server/store/postgres/upgrade.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { StartedPostgres } from '#tests/support/postgres.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { needTool, postgresServer } from '#tests/support/tools.ts'
import { expectOk } from '../../server/support/back-office.ts'
import { runHere } from '../../server/support/command.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())

const LATER = {
  '002_one.sql': 'ALTER TABLE licenses ADD COLUMN one INTEGER NOT NULL DEFAULT 1',
  '003_two.sql': 'CREATE TABLE two (id INTEGER)',
}
const withLater = (texts: Readonly<Record<string, string>> = LATER) => ({
  names: [...ownSteps().names, ...Object.keys(texts)],
  text: (name: string) => texts[name] ?? ownSteps().text(name),
})

test('one of an earlier version is tried, brought on while nobody has it, and left whole where a step fails', async (context) => {
  const postgres = await StartedPostgres.of(cleanup, needTool(postgresServer, context))
  const database = postgres.database()
  const dataDir = path.join(cleanup.folder(), 'office')
  const run = (...argv: string[]) => runHere(dataDir, [...argv, '--database', database])
  const ask = async (sql: string) => {
    const client = new Client({ connectionString: database })
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(sql)
    await client.end()
    return rows
  }
  const columns = () => ask("SELECT 1 FROM information_schema.columns WHERE column_name = 'one'")

  expect((await run('database', 'upgrade')).exit).toBe(3)
  expect((await run('init')).exit).toBe(0)
  expect((await run('demo', '--licenses', '5')).exit).toBe(0)
  for (const argv of [[], ['--dry-run'], ['--json']])
    expect(await run('database', 'upgrade', ...argv)).toMatchObject({ exit: 0, error: '' })

  const steps = Object.keys(LATER)
  // Neither `init` nor a server brings it on.
  for (const use of [prepareEmpty, refuseUnready])
    await expect(onOneConnection(database, (client) => use(client, withLater()))).rejects.toMatchObject({
      code: 'database_older',
    })
  expect(await upgradePostgres(database, true, withLater())).toEqual(steps)
  expect(await columns()).toEqual([])
  const broken = withLater({ ...LATER, '004_broken.sql': 'CREATE TABLE two (id INTEGER)' })
  for (const isTry of [true, false])
    await expect(upgradePostgres(database, isTry, broken)).rejects.toMatchObject({ code: 'database_damaged' })
  expect(await columns()).toEqual([])

  const served = expectOk(await openVendor(dataDir, Date.now, { database }))
  await expect(upgradePostgres(database, false, withLater())).rejects.toMatchObject({
    code: 'database_in_use',
  })
  await served.close()
  expect(await upgradePostgres(database, false, withLater())).toEqual(steps)
  expect(await columns()).toHaveLength(1)
  expect(await upgradePostgres(database, false, withLater())).toEqual([])
  expect((await ask('SELECT name FROM migrations ORDER BY name')).map(({ name }) => name)).toEqual(
    withLater().names,
  )
  for (const argv of [
    ['license', 'list'],
    ['database', 'upgrade'],
  ]) {
    const { exit, error } = await run(...argv)
    expect([exit, error]).toEqual([3, expect.stringContaining('later version of this server')])
  }
}, 120_000)
