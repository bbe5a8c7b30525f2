// Keys without their database are a vendor who needs the last backup, and no empty folder.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { runHere } from '../support/command.ts'
import { database } from '../support/damaged-back-office.ts'
import { expectFault } from '../support/fault.ts'
import { expectOk, temporaryFolder, vendorTemplate } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()

function withoutDatabase() {
  return office.copy((folder) => {
    for (const suffix of ['', '-wal', '-shm', '-writes']) rmSync(database(folder) + suffix, { force: true })
  })
}

it.each([
  [['license', 'list']],
  [['serve', '--port', '0']],
  [['backup', '/tmp/never-made.db']],
  [['database', 'upgrade']],
  [['database', 'upgrade', '--dry-run']],
])('“%s” names “restore”, and not “init”', async (argv) => {
  const dataDir = await withoutDatabase()
  await expectFault(dataDir, argv, 'database_missing')
  const { error } = await runHere(dataDir, argv)
  expect(error).toMatch(/activation\.db is gone, and \S+keys still holds keys: [^]*“restore”/)
  expect(error).not.toContain('init')
})

it('doctor says the same, and nothing of “init”', async () => {
  const { exit, out } = await runHere(await withoutDatabase(), ['doctor'])
  expect([exit, out]).toEqual([3, expect.stringMatching(/^FAULT {2}\S+ is gone, and .*“restore”$/m)])
  expect(out).not.toContain('init')
})

it('init makes no other vendor there, and a backup brings back the one that there was', async () => {
  const dataDir = await office.copy(() => undefined)
  const copy = join(temporaryFolder(), 'copy.db')
  expect((await runHere(dataDir, ['backup', copy])).exit).toBe(0)
  for (const suffix of ['', '-wal', '-shm', '-writes']) rmSync(database(dataDir) + suffix, { force: true })
  const before = readdirSync(join(dataDir, 'keys'))
  const { exit, error } = await runHere(dataDir, ['init'])
  expect([exit, error]).toEqual([1, expect.stringMatching(/holds keys of a vendor[^]*restore[^]*--data-dir/)])
  expect(readdirSync(join(dataDir, 'keys'))).toEqual(before)
  expect((await runHere(dataDir, ['restore', copy])).exit).toBe(0)
  expect((await runHere(dataDir, ['doctor'])).exit).toBe(0)
  expect((await runHere(dataDir, ['license', 'show', office.license])).exit).toBe(0)
})

it('of an init that was killed before there was a database the key goes, and init can be run again', async () => {
  const dataDir = join(temporaryFolder(), 'office')
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
  const module = new URL('../../../src-server/store/staged.ts', import.meta.url).href
  const begun = `import { stagedName } from ${JSON.stringify(module)}; process.stdout.write(stagedName(process.argv[1]))`
  const { stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', begun, join(dataDir, 'init-0badc0de')],
    { encoding: 'utf8' },
  )
  writeFileSync(stdout, '')
  writeFileSync(join(dataDir, 'keys', '0badc0de.pem'), 'a key')
  expect((await runHere(dataDir, ['license', 'list'])).error).toContain('run "init" first')
  const { keyId } = expectOk(await initVendor(dataDir, vendorTemplate, Date.now()))
  expect(readdirSync(join(dataDir, 'keys'))).toEqual([`${keyId}.pem`])
  expect(readdirSync(dataDir).toSorted()).toEqual(['activation.db', 'keys'])
})
