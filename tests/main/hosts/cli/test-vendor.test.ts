// A test vendor's answers are marked, in words and in JSON, whether they are yes, no, or none at all (docs/formats/check.md#json).
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, runDesk } from '#tests/support/cli.ts'
import { install } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
const key = makeKey()
const vendor = paperVendor({ ...key, trusted: { ...key.trusted, from: '2020-01-01T00:00:00.000Z' } })
const profiles = { test: { ...vendor.profile, test: true as const }, real: vendor.profile }
const file = (of: keyof typeof profiles) => path.join(folder, `${of}.json`)
let folder = ''
let dataDir = ''

beforeAll(async () => {
  requireBuild()
  folder = cleanup.folder()
  for (const of of ['test', 'real'] as const) writeFileSync(file(of), JSON.stringify(profiles[of]))
  const desk = install(cleanup, vendor.profile)
  dataDir = desk.dataDir
  const products = [{ code: 'storage', name: 'Storage', type: 'Terabyte', limit: 2 }]
  const given = { id: 'l-1', code: 'CODE', fingerprint: await desk.uniqueKey(), issued: Date.now() }
  const offlineKey = vendor.localKey({ ...given, metadata: { products } })
  must(await desk.router.call('licenses.activateOffline', { code: 'CODE', offlineKey }))
})
afterAll(() => cleanup.run())

test.each([
  ['yes', 'storage', 0],
  ['no', 'other', 1],
  ['none', 'storage', 2],
])('%s (issue 15)', async (answer, product, status) => {
  if (answer === 'none') writeFileSync(path.join(dataDir, 'licenses', 'l-1', 'machine.lic'), '')
  for (const of of ['test', 'real'] as const) {
    const asked = ['--vendor', file(of), '--data-dir', dataDir, 'check', '--product', product]
    const [words, json] = [await runDesk(asked), await runDesk([...asked, '--json'])]
    expect([words.status, json.status]).toEqual([status, status])
    expect(`${words.stdout}${words.stderr}`.startsWith('TEST: ')).toBe(of === 'test')
    expect((JSON.parse(json.stdout) as { test?: true }).test).toBe(of === 'test' ? true : undefined)
  }
})
