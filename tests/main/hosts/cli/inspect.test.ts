// activation-desk inspect, as an operator in a terminal and a script see it.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { install } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { paperVendor, type TypedKeyChanges } from '#tests/support/paper-vendor.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { otherSchemes } from '#tests/support/signed-keys.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const CODE = 'CODE OF THE TEST'
const OTHER_MACHINE = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'
/** The program that runs has the system's clock. */
const issued = Date.now() - DAY
const vendor = paperVendor(makeKey({ from: '2020-01-01T00:00:00.000Z' }))
const cleanup = new Cleanup()
let globals: string[]
let fingerprint: string
let file: string
beforeEach(async () => {
  const desk = install(cleanup, vendor.profile, {
    machineId: '0123456789abcdef0123456789abcdef',
  })
  fingerprint = await desk.uniqueKey()
  const folder = cleanup.folder()
  file = path.join(folder, 'text.txt')
  writeFileSync(path.join(folder, 'vendor.json'), JSON.stringify(vendor.profile))
  globals = ['--vendor', path.join(folder, 'vendor.json'), '--data-dir', desk.dataDir]
})
afterEach(() => cleanup.run())

const inspect = (args: readonly string[], input?: string) =>
  runDeskHere([...globals, ...args], input === undefined ? {} : { input })
const typedKey = (change: Partial<TypedKeyChanges> = {}) =>
  vendor.typedKey({ id: 'license-1', code: CODE, fingerprint, issued, ...change })

test('a key that holds is told in words and exits with 0; its code may come from standard input', async () => {
  writeFileSync(file, typedKey({ owner: 'Contoso\u202E B.V.' }))
  const { status, stdout, stderr } = await inspect(['inspect', file, '--code', '-'], `${CODE}\n`)
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^Typed key: Valid\n\nFor {14}this machine\nOwner {12}Contoso� B\.V\.\n/)
  expect(stdout).toMatch(/^On this machine {2}Not activated yet$/m)
  expect(stdout).toMatch(/^Virtualization +virtualization +Socket +16 +Unlimited$/m)
  expect(stdout).not.toContain(CODE)
})

test('a key that does not hold exits with 1, and the groups of two Unique Keys that differ are marked', async () => {
  const mail = `Unique Key: ${OTHER_MACHINE}\n\n${typedKey({ fingerprint: OTHER_MACHINE })}`
  const { status, stdout } = await inspect(['inspect', '--code', CODE], mail)
  expect(status).toBe(1)
  expect(stdout).toContain('(code: other_machine)')
  const [, here = '', there = '', marks = ''] = stdout
    .split('\n')
    .slice(stdout.split('\n').findIndex((line) => line.startsWith('For ')))
  expect(here).toBe(`This machine     ${fingerprint}`)
  expect(there).toBe(`The text says    ${OTHER_MACHINE}`)
  const differs = (at: number) => here.slice(17).split('-')[at] !== OTHER_MACHINE.split('-')[at]
  const expected = OTHER_MACHINE.split('-').map((part, at) => (differs(at) ? '^' : ' ').repeat(part.length))
  expect(marks).toBe(`${' '.repeat(17)}${expected.join(' ')}`.trimEnd())
})

test('what cannot be told exits with 2 and says what is needed; with --json in one line', async () => {
  const { status, stdout, stderr } = await inspect(['--json', 'inspect', '-'], typedKey())
  expect([status, stderr]).toEqual([2, ''])
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'could_not_tell',
    finding: { code: 'license_code_needed', params: {} },
    machine: { is: 'this', certain: false },
  })
})

test('a file that is not there, and standard input for both, are wrong usage', async () => {
  for (const args of [
    ['inspect', `${file}-not-there`],
    ['inspect', '--code', '-'],
  ]) {
    const { status, stdout, stderr } = await inspect(args, '')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: /)
  }
})

test('a signed License Code that nobody vouches for says so and does not exit with 0 (issue 10.8)', async () => {
  const { stdout, status } = await inspect(['inspect', '-'], 'key/e30=.AAAA')
  expect(status).toBe(1)
  expect(stdout).toMatch(/^Signed License Code: Not valid/)
  const rsa = await inspect(['inspect', '-'], otherSchemes().rsaPss)
  expect([rsa.status, rsa.stdout]).toEqual([1, expect.stringContaining('RSA-PSS') as string])
})

test('a text without a signature is typed correctly at best, and exits with 0', async () => {
  const { stdout, status } = await inspect(['inspect', '-'], fingerprint)
  expect(status).toBe(0)
  expect(stdout).toMatch(/^Unique Key: Typed correctly\n/)
})

test('64,000 dashes are no key, and that is said at once (issue 10.4)', async () => {
  const { status, stdout } = await inspect(['--json', 'inspect', '-'], '-'.repeat(64_000))
  expect([status, JSON.parse(stdout)]).toEqual([2, expect.objectContaining({ kind: 'unknown' })])
})

test(
  'what is no file is named as what it is, and not read (issue 10.6)',
  onPosix('Windows has no /dev/zero'),
  async () => {
    const { status, stderr } = await inspect(['inspect', '/dev/zero'])
    expect([status, stderr]).toEqual([2, expect.stringContaining('/dev/zero is a device, and no file')])
    const profile = await runDeskHere(['--vendor', '/dev/zero', 'unique-key'])
    expect([profile.status, profile.stderr]).toEqual([
      2,
      expect.stringContaining('/dev/zero is a device, and no file.'),
    ])
  },
)
