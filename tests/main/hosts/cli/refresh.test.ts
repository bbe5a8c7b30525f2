// activation-desk refresh: what a timer learns from its exit status, and what a person reads.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { requireBuild, runDesk, type CliOptions } from '#tests/support/cli.ts'
import { install } from '#tests/support/installation.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must, openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

/** Licenses activated here, and the command as a timer runs it. */
async function activated(count: number) {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, await vendor.profile())
  const licenses = await Promise.all(Array.from({ length: count }, () => vendor.sell()))
  for (const { key } of licenses) must(await desk.router.call('licenses.activateOnline', { code: key }))
  const profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile()))
  const run = (args: readonly string[], options?: CliOptions) =>
    runDesk(['--vendor', profile, '--data-dir', desk.dataDir, ...args], options)
  const refresh = () => run(['refresh'])
  /** The vendor moves to a server that no machine has: what is on the way there is looked at first. */
  const moveAway = async () => {
    const { server, ...facts } = await vendor.profile()
    const moved = { ...facts, server: { ...server, url: 'https://lic.contoso.invalid' } }
    writeFileSync(profile, JSON.stringify(moved))
  }
  return { vendor, licenses, refresh, run, moveAway, dataDir: desk.dataDir }
}

const through = (name: string, value: string): CliOptions => ({
  env: { no_proxy: '', NO_PROXY: '', [name]: value },
})

test.each([
  ['ALL_PROXY', 'socks5://10.0.0.1:1080', '“socks5://10.0.0.1:1080” is a proxy of the kind socks5'],
  ['HTTPS_PROXY', 'socks4://10.0.0.1:1080', '“socks4://10.0.0.1:1080” is a proxy of the kind socks4'],
  ['http_proxy', '::bad::', '“::bad::” is not the address of a proxy'],
])(
  'issue 12 (19): a refresh names the proxy of %s that is in the way, as does its log',
  async (name, value, words) => {
    const { run, moveAway } = await activated(1)
    await moveAway()
    const { stderr, stdout, status } = await run(['refresh'], through(name, value))
    expect([status, stderr + stdout]).toEqual([2, expect.stringContaining(words)])
    const json = await run(['--json', 'refresh'], through(name, value))
    expect(json.stdout).toContain(`"params":{"value":"${value}"`)
    expect((await run(['activity'])).stdout).toContain(words)
  },
)

test('a check of everything exits with 0, and counts one license as one', async () => {
  const { refresh } = await activated(1)
  const { status, stdout } = await refresh()
  expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([0, '1 of 1 license refreshed.'])
})

test.each([
  ['is gone', () => undefined],
  ['is a pipe', (file: string) => void spawnSync('mkfifo', [file])],
] as const)(
  'issue 12 (6): a license whose file %s is no “all refreshed”, no “none”, and no empty backup',
  async (_, replace) => {
    const { run, dataDir } = await activated(1)
    const [id = ''] = readdirSync(path.join(dataDir, 'licenses'))
    const file = path.join(dataDir, 'licenses', id, 'machine.lic')
    rmSync(file)
    replace(file)
    const refreshed = await run(['refresh'])
    expect([refreshed.status, refreshed.stderr]).toEqual([4, expect.stringContaining(`licenses/${id}`)])
    const listed = await run(['list'])
    expect([listed.status, listed.stdout]).toEqual([
      4,
      'No license could be read. What lies there is named above.\n',
    ])
    expect(listed.stderr).toContain(`licenses/${id}`)
    const backup = path.join(cleanup.folder(), 'backup.json')
    const kept = await run(['backup', backup])
    expect([kept.status, kept.stderr]).toEqual([
      4,
      expect.stringMatching(new RegExp(`licenses/${id}.+store_unreachable`, 's')),
    ])
  },
)

test('a server that is away exits with 3: there is nothing to do about the licenses', async () => {
  const { vendor, refresh } = await activated(2)
  await vendor.stop()
  const { status, stdout, stderr } = await refresh()
  expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([3, '0 of 2 licenses refreshed.'])
  expect(stderr).toContain('(server_unreachable)')
  expect(stderr).toContain('\n  Check the network of this machine')
})

test('a license that is refused exits with 1, whatever became of the others, and what is damaged beside them is named', async () => {
  const { vendor, licenses, refresh, dataDir } = await activated(2)
  await vendor.suspend(licenses[0] ?? (await vendor.sell()))
  mkdirSync(path.join(dataDir, 'returns'), { recursive: true })
  writeFileSync(path.join(dataDir, 'returns', 'seat.json'), 'no JSON')
  const { status, stdout, stderr } = await refresh()
  expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([1, '1 of 2 licenses refreshed.'])
  expect(stderr).toMatch(/^warning: License seat: returns\/seat\.json: .+\n {2}→ .+$/m)
})

test('one thing in the way of several licenses is said once, with each of them (issue 13.14)', async () => {
  const { vendor, refresh } = await activated(3)
  await vendor.stop()
  const { stderr, status } = await refresh()
  const said = stderr.replaceAll(/\s+/g, ' ')
  expect([status, said.match(/\(server_unreachable\)/g)]).toEqual([3, ['(server_unreachable)']])
  expect(said).toMatch(/not refreshed: (Contoso B\.V\.(, )?){3}: /)
})
