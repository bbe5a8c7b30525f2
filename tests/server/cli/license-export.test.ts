// `license export`: every license with its terms and its code, as CSV and as JSON lines (docs/formats/license-list.md).
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { createLicense } from '#server/back-office/create-license.ts'
import { suspendLicense } from '#server/back-office/change-license.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { expectOk, temporaryFolder } from '../support/back-office.ts'
import { run, runHere } from '../support/command.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()
const OWNER = '=HYPERLINK("x"), O\'Hara; ✓ مرحبا'
const NOTES = 'two\nlines, "quoted"'

async function sold() {
  const dataDir = await office.copy(async (folder) => {
    const vendor = expectOk(await openVendor(folder))
    const terms = { owner: OWNER, notes: NOTES, products: ['virtualization:16', 'storage'], machines: 3 }
    const { id } = expectOk(
      await createLicense(vendor, { ...terms, expiry: Date.UTC(2099, 1, 28, 12), code: 'OTHER-1' }),
    )
    expectOk(await suspendLicense(vendor, id))
    await vendor.close()
  })
  return { dataDir, folder: temporaryFolder() }
}

it('as CSV has a column for each term, and no cell that a spreadsheet would run', async () => {
  const { dataDir } = await sold()
  const { exit, out, error } = await runHere(dataDir, ['license', 'export'])
  expect([exit, error]).toEqual([0, ''])
  expect(out).toMatch(/^\uFEFF"owner","products","code","expires",/)
  const [first, second, ...more] = parse(out, { bom: true, columns: true })
  expect(first).toMatchObject({
    owner: 'Contoso B.V.',
    products: 'storage',
    expires: 'never',
    state: 'active',
  })
  expect(second).toMatchObject({
    owner: `'${OWNER}`,
    products: 'virtualization:16;storage',
    code: 'OTHER-1',
    expires: '2099-02-28T12:00:00.000Z',
    machines: '3',
    checkOutDays: '31',
    overLimit: 'allow',
    maintenanceUntil: '',
    notes: NOTES,
    application: 'virtualmetric',
    policy: '',
    state: 'suspended',
    status: 'suspended',
  })
  expect(more).toEqual([])
})

it('as JSON lines has a license a line, with lists and numbers', async () => {
  const { dataDir } = await sold()
  const { out } = await runHere(dataDir, ['license', 'export', '--format', 'jsonl', '--find', "o'hara"])
  const [line, ...more] = out.split('\n')
  expect(JSON.parse(line ?? '')).toMatchObject({
    owner: OWNER,
    products: ['virtualization:16', 'storage'],
    machines: 3,
    overLimit: 'allow',
    maintenanceUntil: null,
    features: [],
    notes: NOTES,
    overrides: [],
    state: 'suspended',
  })
  expect(more).toEqual([''])
})

it('to a file is whole, and for its owner alone; what stood there stays until then', async () => {
  const { dataDir, folder } = await sold()
  const file = join(folder, 'licenses.csv')
  writeFileSync(file, 'old', { mode: 0o644 })
  const argv = ['license', 'export', '--owner', 'contoso']
  const { out } = await runHere(dataDir, [...argv, '--output', file, '--json'])
  expect(JSON.parse(out)).toEqual({ licenses: 1, output: file })
  expect(parse(readFileSync(file, 'utf8'), { bom: true, columns: true })).toHaveLength(1)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['licenses.csv'])
  mkdirSync(join(folder, 'folder'))
  const refused = await runHere(dataDir, [...argv, '--output', join(folder, 'folder'), '--json'])
  expect([refused.exit, JSON.parse(refused.out)]).toMatchObject([
    3,
    { error: { code: 'output_not_written' } },
  ])
})

it('to a full disk says so', onPosix('Windows has no full device'), async () => {
  const { dataDir } = await sold()
  const { exit, error } = await runHere(dataDir, ['license', 'export', '--output', '/dev/full'])
  expect([exit, error]).toEqual([3, expect.stringMatching(/no room left/)])
})

it('prints the list itself, so that --json needs a file', async () => {
  const { dataDir } = await sold()
  const { exit, out, error } = await run(dataDir, ['license', 'export', '--json'])
  expect([exit, out, error]).toEqual([2, '', expect.stringMatching(/needs --output/)])
})
