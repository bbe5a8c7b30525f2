// What is not whole in a database is found, and said with what to do (issue 19).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, test } from 'vitest'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { sqlOf } from '#tests/support/sqlite-rows.ts'
import { runHere } from '../support/command.ts'
import { damagePage, database, makeOlder } from '../support/damaged-back-office.ts'
import { expectOk, temporaryFolder, uniqueKey } from '../support/back-office.ts'

interface Verified {
  readonly whole: boolean
  readonly findings: readonly { check: string; well: boolean; rows: number; words: string }[]
}

/** With two machines, one of them with a process and a component. */
async function office(): Promise<string> {
  const dataDir = join(temporaryFolder(), 'office')
  await runHere(dataDir, ['init'])
  const { id } = JSON.parse((await runHere(dataDir, [...SALE, '--json'])).out) as { id: string }
  for (const machine of [1, 2])
    await runHere(dataDir, ['answer', '--license', id, '--unique-key', uniqueKey(machine)])
  sqlOf(
    dataDir,
    `UPDATE machines SET cores = 4, memory = 9007199254740991 WHERE rowid = 1;
     INSERT INTO components VALUES ('c1', (SELECT id FROM machines WHERE rowid = 1), 'disk', 'Disk', '{}', 1, 2);
     INSERT INTO processes VALUES ('p1', (SELECT id FROM machines WHERE rowid = 1), '17', '{}', 3, 1, 2)`,
  )
  return dataDir
}
const SALE = 'license create --owner Contoso --product storage --machines 2'.split(' ')

async function verified(dataDir: string) {
  const { out, exit } = await runHere(dataDir, ['database', 'verify', '--json'])
  const { whole, findings } = JSON.parse(out) as Verified
  expect(exit).toBe(whole ? 0 : 1)
  return findings.filter(({ well }) => !well).map(({ check, rows, words }) => [check, rows, words])
}

test('a whole one is whole, also while it is served, and is not touched', async () => {
  const dataDir = await office()
  const before = readFileSync(database(dataDir))
  expect(await verified(dataDir)).toEqual([])
  expect(readFileSync(database(dataDir))).toEqual(before)
  const vendor = expectOk(await openVendor(dataDir))
  const { out, exit } = await runHere(dataDir, ['database', 'verify'])
  expect([exit, out.match(/^ok /gm)?.length]).toEqual([0, 5])
  await vendor.close()
})

/** As who changes it by hand: SQLite looks at no reference, and the counts are not kept. */
const byHand = (sql: string) => (dataDir: string) =>
  sqlOf(dataDir, `PRAGMA foreign_keys = OFF; DROP TRIGGER machines_go; DROP TRIGGER machines_change; ${sql}`)
const OF_SECOND = '(SELECT license_id FROM machines LIMIT 1)'

it.each([
  ['machines without their license', `DELETE FROM licenses WHERE id = ${OF_SECOND}`, [['seats', 2]]],
  [
    'a component and a process without their machine',
    'DELETE FROM machines WHERE rowid = 1',
    [
      ['seats', 1],
      ['seats', 1],
      ['counts', 1],
    ],
  ],
  [
    'a license that counts a machine too many',
    `UPDATE licenses SET machines_count = 3 WHERE id = ${OF_SECOND}`,
    [['counts', 1]],
  ],
  ['a license that counts other cores', 'UPDATE machines SET cores = 5 WHERE rowid = 1', [['counts', 1]]],
  [
    'a license of no policy',
    `UPDATE licenses SET policy_id = 'none' WHERE id = ${OF_SECOND}`,
    [['references', 1]],
  ],
  [
    'a license whose policy is not named',
    `UPDATE licenses SET policy_id = NULL WHERE id = ${OF_SECOND}`,
    [['references', 1]],
  ],
])('%s', async (_, sql, expected) => {
  const dataDir = await office()
  byHand(sql)(dataDir)
  const found = await verified(dataDir)
  expect(found.map(([check, rows]) => [check, rows])).toEqual(expected)
  for (const [, , words] of found) expect(words).toContain('Put your last good copy in by “restore”')
  const { out, exit } = await runHere(dataDir, ['database', 'verify'])
  expect([exit, out.match(/^FAULT /gm)?.length]).toEqual([1, expected.length])
})

test('a damaged page, and a database of another version, of which nothing more is asked', async () => {
  const damaged = await office()
  damagePage(damaged, 'machines')
  expect(await verified(damaged)).toEqual([
    ['pages', expect.any(Number), expect.stringContaining('is damaged (')],
  ])
  const older = await office()
  makeOlder(older)
  expect(await verified(older)).toEqual([['steps', 0, expect.stringContaining('“database upgrade”')]])
  const newer = await office()
  sqlOf(newer, "INSERT INTO migrations VALUES ('999_later.sql', 1)")
  expect(await verified(newer)).toEqual([['steps', 0, expect.stringContaining('999_later.sql')]])
})
