// What the commands tell an operator in words: until when, why, and what to do (issue 13).
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { DAY, iso, minuteOfIso } from '#shared/instant.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function activated() {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, await vendor.profile())
  const expiry = Date.now() + 5 * DAY
  const license = await vendor.sell({ products: ['virtualization:16'], expiry })
  must(await desk.router.call('licenses.activateOnline', { code: license.key }))
  const profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile()))
  const run = async (args: readonly string[], input = '') =>
    (await runDeskHere(['--vendor', profile, '--data-dir', desk.dataDir, ...args], { input })).stdout
  return { vendor, desk, license, run }
}

test('list says below a table of what a wrong clock stops by how much it is wrong, and what to do', async () => {
  const { desk, run } = await activated()
  const latestSigned = Date.now() + 3 * DAY
  writeFileSync(path.join(desk.dataDir, 'clock.json'), JSON.stringify({ latestSigned }))
  const text = await run(['list'])
  expect(text).toContain('Clock problem · stopped')
  expect(text).toMatch(/\nThe clocks of this machine and of the vendor differ by [23] days/)
  expect(text).toContain(
    `the vendor signed a key or an answer for this machine on ${minuteOfIso(iso(latestSigned))}`,
  )
  expect(text).toMatch(/\n→ Set the clock of this machine if it is wrong; [^\n]+\n$/)
})

test('activity says of what failed that it did, and below it why, with the code to look for', async () => {
  const { run } = await activated()
  await run(['activate', UNSOLD_CODE, '--offline-key', '-'], 'nonsense')
  const text = await run(['activity', '--result', 'failed'])
  expect(text).toMatch(/^RESULT$|RESULT\n/m)
  const [, line = '', why = ''] = text
    .split('\n')
    .slice(text.split('\n').findIndex((one) => one.endsWith('RESULT')))
  expect(line.trimEnd()).toMatch(/Failed$/)
  expect(why).toMatch(/^ {4}[A-Z].*\. \(code: \w+\)$/)
})

test('inspect says of each product how many days are left', async () => {
  const { desk, license, run } = await activated()
  const key = path.join(desk.dataDir, 'licenses', license.id, 'machine.lic')
  const text = await run(['inspect', key, '--code', license.key])
  expect(text).toMatch(/^Virtualization .* \d{4}-\d\d-\d\d \([45] days\)$/m)
})
