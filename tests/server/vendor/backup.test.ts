// A copy of the database, made while it is used (issue 12.11).
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLicense } from '#server/back-office/create-license.ts'
import { examine } from '#server/back-office/doctor.ts'
import { backUp } from '#server/vendor/backup.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { restore } from '#server/vendor/restore.ts'
import { closedDesk, owners, sell, sql } from '../support/closed-desk.ts'
import { run } from '../support/command.ts'
import { damagePage, database } from '../support/damaged-back-office.ts'
import { expectFault } from '../support/fault.ts'
import { expectOk, START, temporaryFolder } from '../support/back-office.ts'

describe('a backup (issue 12.11)', () => {
  it('made while the database is written holds what was confirmed, is one private file, and replaces none', async () => {
    const dataDir = await closedDesk()
    const vendor = expectOk(await openVendor(dataDir))
    const file = join(temporaryFolder(), 'copy.db')
    const made = backUp(dataDir, file)
    expectOk(await createLicense(vendor, { owner: 'Fabrikam', products: ['storage'] }))
    expectOk(await made)
    await vendor.close()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(file, '..'))).toEqual(['copy.db'])
    const before = readFileSync(file)
    expect(await backUp(dataDir, file)).toMatchObject({ error: { code: 'output_exists' } })
    expect(readFileSync(file)).toEqual(before)

    await sell(dataDir, 'Later')
    const { kept, older } = expectOk(await restore(dataDir, file, START))
    expect(await owners(dataDir)).toContain('Contoso')
    expect(await owners(dataDir)).not.toContain('Later')
    expect(older).toBe(false)
    expectOk(await restore(dataDir, kept ?? '', START + 1000))
    expect(await owners(dataDir)).toEqual(['Contoso', 'Fabrikam', 'Later'])
  })

  it.each([
    [
      'restored',
      async (dataDir: string, file: string): Promise<void> =>
        void expectOk(await restore(dataDir, file, START)),
    ],
    ['put in by hand', (dataDir: string, file: string) => copyFile(file, database(dataDir))],
  ])('%s in a new folder is worked on by the first program that opens it', async (_, putIn) => {
    const dataDir = await closedDesk()
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
    await sell(seller, 'Fabrikam')
    expect(await owners(seller)).toEqual(['Contoso', 'Fabrikam'])
    expect((await examine(examined)).map(({ fault }) => fault?.code)).not.toContain('database_replaced')
  })

  it('of a database that a later version made is refused, as a restore would refuse it, and leaves nothing (issue 12)', async () => {
    const dataDir = await closedDesk()
    sql(database(dataDir), "INSERT INTO migrations VALUES ('999_later.sql', 0)")
    const folder = temporaryFolder()
    await expect(backUp(dataDir, join(folder, 'copy.db'))).rejects.toMatchObject({ code: 'database_newer' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('that cannot be written is refused, and leaves nothing', async () => {
    const dataDir = await closedDesk()
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
    const dataDir = await closedDesk()
    damagePage(dataDir, 'licenses')
    const folder = temporaryFolder()
    const { exit, out, error } = await run(dataDir, ['backup', join(folder, 'copy.db')])
    expect([exit, out]).toEqual([3, ''])
    expect(error).toMatch(/^[^\n]*activation\.db is damaged [^\n]+\n$/)
    expect(readdirSync(folder)).toEqual([])
  })
})
