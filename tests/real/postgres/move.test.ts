// `database move`: from the database in the folder to a PostgreSQL, ended at any moment, and refused where it would mix
// (docs/vendor-guide.md#to-postgresql; issue 19).
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, onTestFinished, test, type TestContext } from 'vitest'
import { COPIED_TABLES } from '#server/store/copied-tables.ts'
import { sqlOf } from '#tests/support/sqlite-rows.ts'
import { move } from '#server/vendor/move.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { StartedPostgres } from '#tests/support/postgres.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { needTool, postgresServer } from '#tests/support/tools.ts'
import { expectOk, temporaryFolder, uniqueKey } from '../../server/support/back-office.ts'
import { runHere, start } from '../../server/support/command.ts'

const cleanup = new Cleanup()
let postgres: StartedPostgres | undefined
afterAll(() => cleanup.run())

interface Sold {
  readonly id: string
}

/** A vendor with something in every table, and an empty PostgreSQL. */
async function scene(context: TestContext, licenses = 30) {
  postgres ??= await StartedPostgres.of(cleanup, needTool(postgresServer, context))
  const database = postgres.database()
  const dataDir = path.join(temporaryFolder(), 'office')
  const run = (...argv: string[]) => runHere(dataDir, argv)
  const json = async <T>(...argv: string[]) => JSON.parse((await run(...argv, '--json')).out) as T
  expect((await run('init')).exit).toBe(0)
  expect((await run('demo', '--licenses', String(licenses))).exit).toBe(0)
  const { id } = await json<Sold>('license', 'create', '--owner', 'Señor Ω', '--product', 'storage')
  await json('answer', '--license', id, '--unique-key', uniqueKey())
  sqlOf(
    dataDir,
    `INSERT INTO components VALUES ('c1', (SELECT id FROM machines LIMIT 1), 'disk', 'Disk', '{}', 1, 2);
     INSERT INTO processes VALUES ('p1', (SELECT id FROM machines LIMIT 1), '17', '{"a":[1.5,null]}', 3, 1, 2);
     INSERT INTO released_machines SELECT id, 'f', 'm', 1, 2, 0 FROM licenses ORDER BY id LIMIT 2;
     UPDATE machines SET cores = 3, memory = 9007199254740991 WHERE rowid % 2 = 0`,
  )
  const ask = async (sql: string) => {
    const client = new Client({ connectionString: database })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }
  const rows = Object.fromEntries(
    COPIED_TABLES.map(({ name }) => [
      name,
      Number(sqlOf(dataDir, `SELECT count(*) AS n FROM ${name}`)[0]?.['n']),
    ]),
  )
  expect(Object.values(rows).filter((count) => count === 0)).toEqual([])
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  return { dataDir, database, run, json, ask, rows, total, to: ['database', 'move', '--to', database] }
}

interface Answer {
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
  readonly rows: number
  readonly resumed: number
  readonly changed: boolean
}

/** Ends before the `at`-th stretch is told. */
const endedAt = (dataDir: string, database: string, at: number) => {
  let told = 0
  const progress = () => {
    told += 1
    if (told > at) throw new Error('ended here')
  }
  return move(dataDir, database, { dryRun: false, progress })
}

test('every table goes, counted and compared; nothing is left behind or counted twice, and sales go on there', async (context) => {
  const { dataDir, database, run, json, ask, rows, total, to } = await scene(context)
  const before = readFileSync(path.join(dataDir, 'activation.db'))
  const tried = await run(...to, '--dry-run')
  expect([tried.exit, tried.out]).toEqual([
    0,
    expect.stringContaining(`${total} rows would be moved; nothing was changed:\n`),
  ])
  expect(
    await ask("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"),
  ).toEqual([])
  expect(await json<Answer>(...to, '--dry-run')).toMatchObject({ rows: total, changed: false, dryRun: true })

  const moved = await json<Answer>(...to)
  const tables = Object.entries(rows).map(([table, count]) => ({ table, rows: count }))
  expect(moved).toEqual({ tables, rows: total, resumed: 0, changed: true, dryRun: false })
  expect(readFileSync(path.join(dataDir, 'activation.db'))).toEqual(before)
  const there = ['--database', database]
  for (const argv of [
    ['license', 'list', '--limit', '1000'],
    ['policy', 'list'],
    ['keys', 'list'],
    ['application', 'list'],
  ])
    expect(await run(...argv, ...there, '--json')).toEqual(await run(...argv, '--json'))
  expect(
    (
      await ask(
        'SELECT count(*) AS n FROM licenses l WHERE machines_count <> (SELECT count(*) FROM machines m WHERE m.license_id = l.id)',
      )
    )[0],
  ).toEqual({ n: '0' })
  expect(await run(...to)).toMatchObject({
    exit: 0,
    out: expect.stringContaining('All is there, and the same') as string,
  })

  const { id } = await json<Sold>('license', 'create', '--owner', 'New', '--product', 'storage', ...there)
  await json('answer', '--license', id, '--unique-key', uniqueKey(2), ...there)
  expect(
    await ask(
      `SELECT machines_count, (SELECT max(rowid) FROM licenses) = rowid AS newest FROM licenses WHERE id = '${id}'`,
    ),
  ).toEqual([{ machines_count: 1, newest: true }])
  const again = await run(...to)
  expect([again.exit, again.error]).toEqual([1, expect.stringContaining('it was in service')])
}, 120_000)

test('ended at any of its steps it goes on there; until it has ended nothing works on what is there', async (context) => {
  const { dataDir, database, run, json, ask, total, to } = await scene(context, 1200)
  await expect(endedAt(dataDir, database, 0)).rejects.toThrow('ended here')
  for (const argv of [['license', 'list'], ['init'], ['keys', 'prepare']]) {
    const { exit, error } = await runHere(
      argv[0] === 'init' ? path.join(temporaryFolder(), 'new') : dataDir,
      [...argv, '--database', database],
    )
    expect([exit, error]).toEqual([3, expect.stringContaining('run “database move” again')])
  }
  const rounds: number[] = []
  for (let isDone = false; !isDone;) {
    rounds.push(rounds.length + 1)
    isDone = await endedAt(dataDir, database, rounds.length).then(
      (moved) => expectOk(moved).rows === total,
      (error: unknown) => (error as Error).message !== 'ended here',
    )
  }
  expect(rounds.length).toBeGreaterThan(5)
  expect(await ask('SELECT count(*) AS n FROM licenses')).toEqual([{ n: '1201' }])
  expect(await json<Answer>(...to)).toMatchObject({ rows: total, resumed: total, changed: false })
  expect((await run('license', 'list', '--database', database)).exit).toBe(0)
}, 240_000)

test('killed as a process it goes on; what was changed in the folder meanwhile begins anew', async (context) => {
  const { dataDir, database, json, ask, rows, to } = await scene(context)
  await expect(endedAt(dataDir, database, 0)).rejects.toThrow('ended here')
  await ask(`CREATE FUNCTION linger() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3); RETURN NULL; END';
    CREATE TRIGGER lingers BEFORE INSERT ON licenses FOR EACH STATEMENT EXECUTE FUNCTION linger()`)
  const child = start(dataDir, to)
  onTestFinished(() => void child.kill('SIGKILL'))
  const isAtIt = async () =>
    (await ask("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")).length === 1
  while (!(await isAtIt())) continue
  child.kill('SIGKILL')
  await once(child, 'exit')
  await ask('DROP TRIGGER lingers ON licenses; DROP FUNCTION linger') // once what the killed one asked for has ended
  const { resumed } = await json<Answer>(...to, '--dry-run')
  const before = ['account', 'keys', 'products', 'policies']
  expect(resumed).toBe(before.reduce((sum, table) => sum + (rows[table] ?? 0), 0))
  await json('license', 'create', '--owner', 'Meanwhile', '--product', 'storage')
  expect(await json<Answer>(...to)).toMatchObject({ resumed: 0, changed: true })
  expect(await ask("SELECT count(*) AS n FROM licenses WHERE metadata LIKE '%Meanwhile%'")).toEqual([
    { n: '1' },
  ])
  expect((await runHere(dataDir, ['license', 'list', '--database', database])).exit).toBe(0)
}, 240_000)

test('another vendor’s data, another program’s, and a database that is in use are left alone', async (context) => {
  const { dataDir, database, run, ask, to } = await scene(context)
  const other = path.join(temporaryFolder(), 'other')
  await ask('CREATE TABLE notes (id INTEGER)')
  expect(await run(...to)).toMatchObject({
    exit: 1,
    error: expect.stringContaining('another program’s') as string,
  })
  await ask('DROP TABLE notes')
  expect((await runHere(other, ['init', '--database', database])).exit).toBe(0)
  for (const argv of [to, [...to, '--dry-run']])
    expect(await run(...argv)).toMatchObject({
      exit: 1,
      error: expect.stringContaining('another vendor’s') as string,
    })
  const there = expectOk(await openVendor(other, Date.now, { database }))
  expect(await run(...to)).toMatchObject({
    exit: 3,
    error: expect.stringContaining('is in use: stop its servers') as string,
  })
  await there.close()
  const here = expectOk(await openVendor(dataDir))
  expect(await run(...to)).toMatchObject({
    exit: 3,
    error: expect.stringContaining('is in use: stop the server') as string,
  })
  await here.close()
  expect((await run('database', 'move', '--to', 'mysql://desk')).exit).toBe(2)
  expect((await run('database', 'move', '--to', `${database}x`)).exit).toBe(3)
}, 120_000)

test('what differs after all, or is not taken, serves nowhere', async (context) => {
  const { dataDir, database, run, ask, to } = await scene(context, 3)
  sqlOf(dataDir, 'UPDATE licenses SET max_machines = 3000000000 WHERE rowid = 1')
  expect(await run(...to)).toMatchObject({
    exit: 1,
    error: expect.stringContaining('a row of licenses is not taken') as string,
  })
  sqlOf(dataDir, 'UPDATE licenses SET max_machines = 3 WHERE rowid = 1; PRAGMA user_version = 99')
  await expect(endedAt(dataDir, database, COPIED_TABLES.length - 1)).rejects.toThrow('ended here')
  await ask("UPDATE licenses SET metadata = replace(metadata, 'Señor', 'Senor')")
  expect(await run(...to)).toMatchObject({
    exit: 1,
    error: expect.stringContaining('what arrived in licenses is not what was sent') as string,
  })
  expect((await run('license', 'list', '--database', database)).exit).toBe(3)
  expect((await run(...to)).exit).toBe(0)
}, 120_000)

test('every column that SQLite keeps is one of PostgreSQL’s, but for what is made of others', async (context) => {
  const { dataDir, database, ask } = await scene(context, 1)
  expect((await runHere(path.join(temporaryFolder(), 'x'), ['init', '--database', database])).exit).toBe(0)
  const theirs = await ask(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`,
  )
  const known = new Set(theirs.map(({ name }) => name))
  const ours = COPIED_TABLES.flatMap(({ name }) =>
    sqlOf(dataDir, `SELECT name FROM pragma_table_xinfo('${name}')`).map(
      (column) => `${name}.${String(column['name'])}`,
    ),
  )
  expect(ours.filter((name) => !known.has(name))).toEqual(['licenses.owner'])
}, 120_000)
