// A copy in the database's place, and what was there before (issue 12.11).
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLicense } from '#server/back-office/create-license.ts'
import { backUp } from '#server/vendor/backup.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { restore } from '#server/vendor/restore.ts'
import { closedDesk, owners, sell, sql } from '../support/closed-desk.ts'
import { run } from '../support/command.ts'
import { damagePage, database } from '../support/damaged-back-office.ts'
import { expectOk, START, temporaryFolder } from '../support/back-office.ts'

describe('a copy that is put back (issue 12.11)', () => {
  it('takes the place of a database with a damaged page, which is kept (issue 12.11)', async () => {
    const dataDir = await closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    damagePage(dataDir, 'licenses')
    const { kept } = expectOk(await restore(dataDir, file, START))
    expect(existsSync(kept ?? '')).toBe(true)
    expect(await owners(dataDir)).toEqual(['Contoso'])
  })

  it('of a folder as it lies there brings back what was written last, too', async () => {
    const dataDir = await closedDesk()
    const vendor = expectOk(await openVendor(dataDir))
    expectOk(await createLicense(vendor, { owner: 'Last', products: ['storage'] }))
    const copied = join(temporaryFolder(), 'copied')
    cpSync(dataDir, copied, { recursive: true })
    await vendor.close()
    await sell(dataDir, 'Later')
    expectOk(await restore(dataDir, database(copied), START))
    expect(await owners(dataDir)).toEqual(['Contoso', 'Last'])
  })

  it('brings a lost database back', async () => {
    const dataDir = await closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    rmSync(database(dataDir))
    expect(expectOk(await restore(dataDir, file, START)).kept).toBeNull()
    expect(await owners(dataDir)).toEqual(['Contoso'])
  })

  it('takes the place of a database that cannot be read, whose bytes are kept', async () => {
    const dataDir = await closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    const damaged = 'x'.repeat(9000)
    writeFileSync(database(dataDir), damaged)
    const { kept } = expectOk(await restore(dataDir, file, START))
    expect(readFileSync(kept ?? '', 'utf8')).toBe(damaged)
    expect(await owners(dataDir)).toEqual(['Contoso'])
  })
})

describe('restore leaves everything as it is (issue 12.11)', () => {
  it.each([
    [
      'where the copy is cut off',
      'database_damaged',
      (file: string) => truncateSync(file, statSync(file).size - 8192),
    ],
    ['where the copy is garbage', 'not_a_backup', (file: string) => writeFileSync(file, 'x'.repeat(9000))],
    ['where the copy is empty', 'not_a_backup', (file: string) => writeFileSync(file, '')],
    ['where the copy is missing', 'not_a_backup', (file: string) => rmSync(file)],
    [
      'where the copy is a folder',
      'not_a_backup',
      (file: string) => {
        rmSync(file)
        mkdirSync(file)
      },
    ],
    [
      'where the copy is another program’s database',
      'not_a_backup',
      (file: string) => {
        rmSync(file)
        sql(file, 'CREATE TABLE migrations (id, batch); INSERT INTO migrations VALUES (1, 1)')
      },
    ],
    ['where the copy lacks a table', 'database_damaged', (file: string) => sql(file, 'DROP TABLE machines')],
    [
      'where the copy lacks its account',
      'database_damaged',
      (file: string) => sql(file, 'DROP TABLE account'),
    ],
    [
      'where the copy is newer',
      'database_newer',
      (file: string) => sql(file, "INSERT INTO migrations VALUES ('999_x.sql', 0)"),
    ],
  ])('%s', async (_, code, damage) => {
    const dataDir = await closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    damage(file)
    await expect(restore(dataDir, file, START)).rejects.toMatchObject({ code })
    expect(await owners(dataDir)).toEqual(['Contoso'])
    expect(readdirSync(dataDir).sort()).toEqual(['activation.db', 'activation.db-writes', 'keys'])
  })

  it('where the server runs', async () => {
    const dataDir = await closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    const running = expectOk(await openVendor(dataDir))
    await expect(restore(dataDir, file, START)).rejects.toMatchObject({ code: 'database_in_use' })
    expect(await running.store.licenses.list({ limit: 10, offset: 0 })).toHaveLength(1)
    expect(readdirSync(dataDir).filter((name) => !name.startsWith('activation.db'))).toEqual(['keys'])
    await running.close()
  })

  it('and says of what is no backup that it is none (issue 12, section D)', async () => {
    const { exit, error } = await run(await closedDesk(), ['restore', '/etc/passwd'])
    expect([exit, error]).toEqual([3, "/etc/passwd is not a backup of this server's database\n"])
  })

  it('where the copy is another vendor’s', async () => {
    const dataDir = await closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(await closedDesk('Other'), file))
    expect(await restore(dataDir, file, START)).toMatchObject({ error: { code: 'backup_of_another' } })
    expect(await owners(dataDir)).toEqual(['Contoso'])
  })
})
