// With --json a command answers everything that its words say (issue 12): whoever reads it sees no standard error.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function activated() {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, await vendor.profile())
  const license = await vendor.sell({ products: ['virtualization:16'], overLimit: 'refuse' })
  must(await desk.router.call('licenses.activateOnline', { code: license.key }))
  const profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile()))
  const run = (...args: readonly string[]) =>
    runDeskHere(['--vendor', profile, '--data-dir', desk.dataDir, ...args])
  /** Of the same command: what it says to a person, and what to a program. */
  const both = async (...args: readonly string[]) => {
    const { stdout, stderr } = await run(...args)
    return { said: `${stdout}\n${stderr}`, json: (await run('--json', ...args)).stdout }
  }
  return { vendor, desk, run, both }
}

const DAMAGED = [
  'returns/seat.json',
  'returned.json',
  'clock.json',
  'quarantine/a.unreadable.1',
  'licenses/torn',
]

function damage(dataDir: string): void {
  for (const folder of ['returns', 'quarantine', 'licenses/torn'])
    mkdirSync(path.join(dataDir, folder), { recursive: true })
  for (const file of DAMAGED.slice(0, 4)) writeFileSync(path.join(dataDir, file), 'no JSON')
  writeFileSync(path.join(dataDir, 'licenses/torn/code'), '')
}

test.each([['list'], ['refresh'], ['doctor', '--offline'], ['backup', 'FILE'], ['repair']])(
  '%s names everything that is damaged',
  async (...command) => {
    const { desk, run } = await activated()
    const file = path.join(cleanup.folder(), 'backup.json')
    const args = command.map((word) => (word === 'FILE' ? file : word))
    // The command may mend what it names.
    damage(desk.dataDir)
    const { stdout, stderr } = await run(...args)
    damage(desk.dataDir)
    const json = (await run('--json', ...args)).stdout
    const named = Array.from(
      `${stdout}\n${stderr}`.matchAll(/^ *warning: (?:License \S+: )?(\S+): /gm),
      ([, where = '']) => where,
    )
    expect(named).toContain('returned.json')
    // What is set aside has a name of chance.
    const unsaid = named.filter((where) => !json.includes(where.replace(/\.[0-9a-f]{8}$/, '')))
    expect(unsaid).toEqual([])
    if (command[0] === 'list') expect(named.toSorted()).toEqual(DAMAGED.toSorted())
  },
)

test('refresh names each license and seat that it could not ask for, and why', async () => {
  const { vendor, both } = await activated()
  await vendor.stop()
  const { said, json } = await both('refresh')
  expect(said).toContain('(server_unreachable)')
  const { checked } = JSON.parse(json) as { checked: { problem: string; owner: string }[] }
  expect(checked).toMatchObject([{ problem: 'server_unreachable' }])
})

test('usage set says what a use above the limit does', async () => {
  const { both } = await activated()
  const { said, json } = await both('usage', 'set', 'virtualization', '17')
  expect(said).toContain('More is in use than the license allows')
  expect(JSON.parse(json)).toMatchObject({ usage: 17, check: { mayRun: false, status: 'over_limit' } })
  expect(JSON.parse((await both('usage', 'set', 'virtualization', '1')).json)).toMatchObject({ check: null })
})

test('deactivate gives the Unique Key that the return code goes with', async () => {
  const { vendor, desk, run } = await activated()
  const offline = await vendor.sell()
  const key = must(await desk.router.call('machine.uniqueKey', {})).uniqueKey
  const offlineKey = await vendor.answer(offline, key)
  const { license } = must(
    await desk.router.call('licenses.activateOffline', { code: offline.key, offlineKey }),
  )
  const { stdout } = await run('--json', 'deactivate', license.id)
  expect(JSON.parse(stdout)).toMatchObject({ returnCode: expect.any(String) as string, uniqueKey: key })
})

test('request names the file that it wrote, and preferences say whether they were kept', async () => {
  const { run } = await activated()
  const output = path.join(cleanup.folder(), 'request.txt')
  expect(JSON.parse((await run('--json', 'request', '--output', output)).stdout)).toMatchObject({
    path: output,
  })
  expect(JSON.parse((await run('--json', 'preferences')).stdout)).toMatchObject({
    kept: expect.any(Boolean) as boolean,
  })
})
