// A database that lacks what was confirmed, since its log of writes went or an older copy came, is called well by no doctor
// (issue 12.11).
import { chmodSync, copyFileSync, cpSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLicense } from '#server/back-office/create-license.ts'
import { examine } from '#server/back-office/doctor.ts'
import { backUp } from '#server/vendor/backup.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { restore } from '#server/vendor/restore.ts'
import { HOUR } from '#shared/instant.ts'
import { expectOk, START, temporaryFolder } from '../support/back-office.ts'
import { closedDesk, owners, sell } from '../support/closed-desk.ts'
import { database } from '../support/damaged-back-office.ts'

/** As a server that was killed leaves it: what it wrote last is in its log alone. */
async function killed(): Promise<string> {
  const dataDir = await closedDesk()
  const vendor = expectOk(await openVendor(dataDir))
  expectOk(await createLicense(vendor, { owner: 'Last', products: ['storage'] }))
  const left = join(temporaryFolder(), 'office')
  cpSync(dataDir, left, { recursive: true })
  for (const folder of [left, join(left, 'keys')]) chmodSync(folder, 0o700)
  await vendor.close()
  return left
}

const faultsOf = async (dataDir: string) =>
  (await examine(dataDir, () => START + HOUR)).flatMap(({ fault }) => fault?.code ?? [])

it('with its log it is whole', async () => {
  const dataDir = await killed()
  expect(await faultsOf(dataDir)).toEqual([])
  expect(await owners(dataDir)).toContain('Last')
})

it.each([
  ['gone', (log: string) => rmSync(log)],
  ['cut to nothing', (log: string) => truncateSync(log)],
  ['garbage', (log: string) => writeFileSync(log, 'garbage')],
])('with its log %s it is told, and how to go on', async (_, lose) => {
  const dataDir = await killed()
  lose(`${database(dataDir)}-wal`)
  rmSync(`${database(dataDir)}-shm`, { force: true })
  expect(await faultsOf(dataDir)).toEqual(['database_behind'])
  expect(await owners(dataDir)).not.toContain('Last')
  // What was sold since does not hide it.
  await sell(dataDir, 'Since')
  const copy = join(temporaryFolder(), 'copy.db')
  expectOk(await backUp(dataDir, copy))
  expectOk(await restore(dataDir, copy, START))
  expect(await faultsOf(dataDir)).toEqual([])
})

it('an older copy in its place is told', async () => {
  const dataDir = await closedDesk()
  const older = join(temporaryFolder(), 'older.db')
  copyFileSync(database(dataDir), older)
  await sell(dataDir, 'Last')
  copyFileSync(older, database(dataDir))
  expect(await faultsOf(dataDir)).toEqual(['database_behind'])
})
