// `database verify` on a PostgreSQL finds what `tests/server/vendor/verify.test.ts` finds in SQLite, and rules that are gone.
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { StartedPostgres } from '#tests/support/postgres.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { needTool, postgresServer } from '#tests/support/tools.ts'
import { runHere } from '../../server/support/command.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())

interface Verified {
  readonly findings: readonly { check: string; well: boolean; rows: number; words: string }[]
}

test('seats without a license, counts that do not agree, rules that are gone, and the steps', async (context) => {
  const postgres = await StartedPostgres.of(cleanup, needTool(postgresServer, context))
  const database = postgres.database()
  const dataDir = path.join(cleanup.folder(), 'office')
  const run = (...argv: string[]) => runHere(dataDir, [...argv, '--database', database])
  const client = new Client({ connectionString: database })
  await client.connect()
  cleanup.add(() => client.end())
  expect((await run('database', 'verify')).exit).toBe(3)
  expect((await run('init')).exit).toBe(0)
  expect((await run('demo', '--licenses', '20')).exit).toBe(0)
  const whole = await run('database', 'verify')
  expect([whole.exit, whole.out.match(/^ok /gm)?.length]).toEqual([0, 4])

  const after = async (sql: string) => {
    await client.query(`BEGIN; ${sql}; COMMIT`)
    const { out, exit } = await run('database', 'verify', '--json')
    const { findings } = JSON.parse(out) as Verified
    const found = findings.filter(({ well }) => !well)
    expect(exit).toBe(found.length === 0 ? 0 : 1)
    return found.map(({ check, words }) => `${check}: ${words}`)
  }
  expect(await after('UPDATE licenses SET machines_count = machines_count + 1 WHERE rowid = 1')).toEqual([
    expect.stringMatching(/^counts: 1 license, such as .*“pg_restore”/),
  ])
  expect(
    await after(
      'UPDATE licenses SET machines_count = machines_count - 1 WHERE rowid = 1; ALTER TABLE machines DISABLE TRIGGER USER',
    ),
  ).toEqual([expect.stringMatching(/^references: .*machines_come_and_go/)])
  const orphaned = await after(
    `ALTER TABLE machines ENABLE TRIGGER USER; ALTER TABLE machines DROP CONSTRAINT machines_license_id_fkey;
     UPDATE machines SET license_id = 'none' WHERE rowid = (SELECT min(rowid) FROM machines)`,
  )
  expect(orphaned).toEqual([
    expect.stringMatching(/^references: .*machines\.license_id/),
    expect.stringMatching(/^seats: 1 row of machines, such as .*“pg_restore”/),
  ])
  expect(await after("INSERT INTO migrations VALUES ('999_later.sql', 1)")).toEqual([
    expect.stringContaining('999_later.sql'),
  ])
}, 120_000)
