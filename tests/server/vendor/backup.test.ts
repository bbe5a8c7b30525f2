// The database as a file: copied while it is used, put back, and brought to this version only when asked (issue 12.11).
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
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { createLicense } from '#server/back-office/create-license.ts'
import { examine } from '#server/back-office/doctor.ts'
import { backUp } from '#server/vendor/backup.ts'
import { restore } from '#server/vendor/restore.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { tryUpgrade, upgrade } from '#server/vendor/upgrade.ts'
import { run } from '../support/command.ts'
import { damagePage, makeOlder } from '../support/damaged-back-office.ts'
import { expectFault } from '../support/fault.ts'
import { expectOk, START, temporaryFolder, vendorTemplate } from '../support/back-office.ts'

/** A back office with one license of this owner; closed. */
function closedDesk(owner = 'Contoso'): string {
  const dataDir = join(temporaryFolder(), 'office')
  expectOk(initVendor(dataDir, vendorTemplate, START))
  sell(dataDir, owner)
  return dataDir
}

function sell(dataDir: string, owner: string): void {
  const vendor = expectOk(openVendor(dataDir))
  expectOk(createLicense(vendor, { owner, products: ['storage'] }))
  vendor.close()
}

function owners(dataDir: string): string[] {
  const vendor = expectOk(openVendor(dataDir))
  const list = vendor.store.licenses.list({ limit: 10, offset: 0 }).map(({ metadata }) => metadata.owner)
  vendor.close()
  return list.sort()
}

const database = (dataDir: string) => join(dataDir, 'activation.db')
const sql = (file: string, text: string) => {
  const opened = new DatabaseSync(file)
  opened.exec(text)
  opened.close()
}

describe('a backup (issue 12.11)', () => {
  it('made while the database is written holds what was confirmed, is one private file, and replaces none', async () => {
    const dataDir = closedDesk()
    const vendor = expectOk(openVendor(dataDir))
    const file = join(temporaryFolder(), 'copy.db')
    const made = backUp(dataDir, file)
    expectOk(createLicense(vendor, { owner: 'Fabrikam', products: ['storage'] }))
    expectOk(await made)
    vendor.close()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(file, '..'))).toEqual(['copy.db'])
    const before = readFileSync(file)
    expect(await backUp(dataDir, file)).toMatchObject({ error: { code: 'output_exists' } })
    expect(readFileSync(file)).toEqual(before)

    sell(dataDir, 'Later')
    const { kept, older } = expectOk(await restore(dataDir, file, START))
    expect(owners(dataDir)).toContain('Contoso')
    expect(owners(dataDir)).not.toContain('Later')
    expect(older).toBe(false)
    expectOk(await restore(dataDir, kept ?? '', START + 1000))
    expect(owners(dataDir)).toEqual(['Contoso', 'Fabrikam', 'Later'])
  })

  it.each([
    [
      'restored',
      async (dataDir: string, file: string): Promise<void> =>
        void expectOk(await restore(dataDir, file, START)),
    ],
    ['put in by hand', (dataDir: string, file: string) => copyFile(file, database(dataDir))],
  ])('%s in a new folder is worked on by the first program that opens it', async (_, putIn) => {
    const dataDir = closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    const elsewhere = () => {
      const folder = join(temporaryFolder(), 'office')
      mkdirSync(folder, { mode: 0o700 })
      cpSync(join(dataDir, 'keys'), join(folder, 'keys'), { recursive: true })
      return folder
    }
    const [seller, examined] = [elsewhere(), elsewhere()]
    for (const folder of [seller, examined]) await putIn(folder, file)
    sell(seller, 'Fabrikam')
    expect(owners(seller)).toEqual(['Contoso', 'Fabrikam'])
    expect(examine(examined).map(({ fault }) => fault?.code)).not.toContain('database_replaced')
  })

  it('that cannot be written is refused, and leaves nothing', async () => {
    const dataDir = closedDesk()
    const folder = temporaryFolder()
    const into = join(folder, 'no', 'such', 'folder.db')
    await expect(backUp(dataDir, into)).rejects.toMatchObject({ code: 'output_not_written' })
    await expectFault(dataDir, ['backup', into], 'output_not_written')
    const { error } = await run(dataDir, ['backup', into])
    expect(error).toBe(
      `there is no folder ${join(folder, 'no')}: make it first, or name a file in another one\n`,
    )
    expect(readdirSync(folder)).toEqual([])
  })

  it('of a database with a damaged page is refused, and leaves nothing (issue 12.11)', async () => {
    const dataDir = closedDesk()
    damagePage(dataDir, 'licenses')
    const folder = temporaryFolder()
    const { exit, out, error } = await run(dataDir, ['backup', join(folder, 'copy.db')])
    expect([exit, out]).toEqual([3, ''])
    expect(error).toMatch(/^[^\n]*activation\.db is damaged [^\n]+\n$/)
    expect(readdirSync(folder)).toEqual([])
  })

  it('takes the place of a database with a damaged page, which is kept (issue 12.11)', async () => {
    const dataDir = closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    damagePage(dataDir, 'licenses')
    const { kept } = expectOk(await restore(dataDir, file, START))
    expect(existsSync(kept ?? '')).toBe(true)
    expect(owners(dataDir)).toEqual(['Contoso'])
  })

  it('of a folder as it lies there brings back what was written last, too', async () => {
    const dataDir = closedDesk()
    const vendor = expectOk(openVendor(dataDir))
    expectOk(createLicense(vendor, { owner: 'Last', products: ['storage'] }))
    const copied = join(temporaryFolder(), 'copied')
    cpSync(dataDir, copied, { recursive: true })
    vendor.close()
    sell(dataDir, 'Later')
    expectOk(await restore(dataDir, database(copied), START))
    expect(owners(dataDir)).toEqual(['Contoso', 'Last'])
  })

  it('brings a lost or damaged database back', async () => {
    const dataDir = closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    writeFileSync(database(dataDir), 'x'.repeat(9000))
    expect(expectOk(await restore(dataDir, file, START)).kept).toBeNull()
    expect(owners(dataDir)).toEqual(['Contoso'])
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
    const dataDir = closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    damage(file)
    await expect(restore(dataDir, file, START)).rejects.toMatchObject({ code })
    expect(owners(dataDir)).toEqual(['Contoso'])
    expect(readdirSync(dataDir).sort()).toEqual(['activation.db', 'activation.db-writes', 'keys'])
  })

  it('where the server runs', async () => {
    const dataDir = closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(dataDir, file))
    const running = expectOk(openVendor(dataDir))
    await expect(restore(dataDir, file, START)).rejects.toMatchObject({ code: 'database_in_use' })
    expect(running.store.licenses.list({ limit: 10, offset: 0 })).toHaveLength(1)
    expect(readdirSync(dataDir).filter((name) => !name.startsWith('activation.db'))).toEqual(['keys'])
    running.close()
  })

  it('and says of what is no backup that it is none (issue 12, section D)', async () => {
    const { exit, error } = await run(closedDesk(), ['restore', '/etc/passwd'])
    expect([exit, error]).toEqual([3, "/etc/passwd is not a backup of this server's database\n"])
  })

  it('where the copy is another vendor’s', async () => {
    const dataDir = closedDesk()
    const file = join(temporaryFolder(), 'copy.db')
    expectOk(await backUp(closedDesk('Other'), file))
    expect(await restore(dataDir, file, START)).toMatchObject({ error: { code: 'backup_of_another' } })
    expect(owners(dataDir)).toEqual(['Contoso'])
  })
})

describe('a database of an earlier version (issue 12.11)', () => {
  it('is not touched by any command, tried on a copy, and upgraded with a copy kept', async () => {
    const dataDir = closedDesk()
    makeOlder(dataDir)
    const before = readFileSync(database(dataDir))
    expect(openVendor(dataDir)).toMatchObject({ ok: false, error: { code: 'database_older' } })
    expect(readFileSync(database(dataDir))).toEqual(before)

    const steps = ['002_check_out.sql', '003_no_owner_index.sql', '004_components.sql']
    expect(expectOk(await tryUpgrade(dataDir))).toEqual({ steps, kept: null })
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([])
    expect(openVendor(dataDir)).toMatchObject({ ok: false })

    const { kept } = expectOk(await upgrade(dataDir, START))
    expect(owners(dataDir)).toEqual(['Contoso'])
    expect(expectOk(await restore(dataDir, kept ?? '', START + 1000)).older).toBe(true)
    expect(openVendor(dataDir)).toMatchObject({ ok: false, error: { code: 'database_older' } })
    expectOk(await upgrade(dataDir, START + 2000))
    expect(expectOk(await upgrade(dataDir, START + 3000))).toEqual({ steps: [], kept: null })
    expect(owners(dataDir)).toEqual(['Contoso'])
  })

  it('that another program has open, or that cannot be brought on, stays as it is', async () => {
    const dataDir = closedDesk()
    makeOlder(dataDir)
    const other = new DatabaseSync(database(dataDir))
    other.prepare('SELECT count(*) FROM licenses').get()
    await expect(upgrade(dataDir, START)).rejects.toMatchObject({ code: 'database_in_use' })
    other.exec('CREATE TABLE released_machines (x)') // the step's own table is there
    other.close()
    for (const work of [() => tryUpgrade(dataDir), () => upgrade(dataDir, START)])
      await expect(work()).rejects.toThrow(/its tables are not those of this server/)
    for (const argv of [['--dry-run'], []])
      await expectFault(dataDir, ['database', 'upgrade', ...argv], 'database_damaged')
    expect(openVendor(dataDir)).toMatchObject({ ok: false, error: { code: 'database_older' } })
    expect(existsSync(join(dataDir, 'backups'))).toBe(true)
  })

  it('with a damaged page is not upgraded: there is no copy to go back to (issue 12.11)', async () => {
    const dataDir = closedDesk()
    makeOlder(dataDir)
    damagePage(dataDir, 'licenses')
    for (const work of [upgrade, tryUpgrade])
      await expect(work(dataDir, START)).rejects.toMatchObject({ code: 'database_damaged' })
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([])
  })

  it('of a later version is refused', async () => {
    const dataDir = closedDesk()
    sql(database(dataDir), "INSERT INTO migrations VALUES ('999_later.sql', 0)")
    for (const work of [upgrade, tryUpgrade])
      await expect(work(dataDir, START)).rejects.toMatchObject({ code: 'database_newer' })
  })
})
