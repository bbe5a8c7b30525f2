// What a command writes for a person is never put in the place of what is stored (issue 12).
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
let [dataDir, profile, license]: string[] = []
beforeAll(async () => {
  const side = await openVendorSide(cleanup)
  const desk = install(cleanup, await side.profile())
  const sold = await side.sell()
  must(await desk.router.call('licenses.activateOnline', { code: sold.key }))
  must(await desk.router.call('usage.set', { product: 'virtualization', usage: 3 }))
  dataDir = desk.dataDir
  license = sold.id
  profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(await side.profile()))
})
afterAll(() => cleanup.run())

const stored = () =>
  Object.fromEntries(
    readdirSync(dataDir ?? '', { recursive: true, encoding: 'utf8' })
      .filter((name) => !/activity|lock|staging|waiting/.test(name))
      .map((name) => path.join(dataDir ?? '', name))
      .filter((file) => statSync(file).isFile())
      .map((file) => [file, readFileSync(file, 'utf8')]),
  )

test.each([
  [['backup'], 'usage.json'],
  [['backup'], 'licenses/ID/machine.lic'],
  [['activity', '--export', 'csv', '--output'], 'returned.json'],
  [['request', '--output'], 'licenses/ID/code'],
  [['export', '--format', 'csv', '--output'], 'clock.json'],
  [['certificate', 'ID', '--output'], 'store.json'],
  [['usage', 'report', '--format', 'csv', '--output'], 'settings.json'],
])('%j into the data folder is refused, and says where to go: %s', async (command, file) => {
  const before = stored()
  const named = (word: string) => word.replace('ID', license ?? '')
  const args = [...command.map(named), path.join(dataDir ?? '', named(file))]
  const run = await runDeskHere(['--vendor', profile ?? '', '--data-dir', dataDir ?? '', ...args])
  expect(run.status).toBe(4)
  expect(run.stderr).toContain(`Choose a place outside of ${dataDir}.`)
  expect(stored()).toEqual(before)
})
