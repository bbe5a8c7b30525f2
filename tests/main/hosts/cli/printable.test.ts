// What came from outside never reaches a terminal as something that it obeys, whichever command says it.
import { jsonLine } from '#shared/printable.ts'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, runDesk } from '#tests/support/cli.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { install } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const OBEYED = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u
const HOSTILE = 'a\u001B]0;x\u0007\u009B31m\u202E'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())
const folder = cleanup.folder()
const common = ['--vendor', path.join(folder, 'vendor.json'), '--data-dir', path.join(folder, HOSTILE)]
beforeAll(() => {
  requireBuild()
  writeFileSync(path.join(folder, 'vendor.json'), JSON.stringify(loadProfile({ offlineOnly: true })))
})

test.each([
  ['check', '--product', HOSTILE],
  ['info'],
  ['settings', 'show'],
  ['usage', 'set', HOSTILE, '1'],
  ['backup', path.join(folder, `${HOSTILE}.backup`)],
  ['request', '--output', path.join(folder, `${HOSTILE}.request`)],
  ['activity', '--export', 'csv', '--output', path.join(folder, `${HOSTILE}.csv`)],
  ['doctor', '--offline'],
  ['deactivate', HOSTILE],
])('%s %s', async (...words) => {
  const env = { XDG_CONFIG_HOME: folder }
  for (const options of [common, [...common, '--json']]) {
    const runOne = words[0] === 'check' ? runDesk : runDeskHere
    const { stdout, stderr } = await runOne([...options, ...words], { env })
    expect(`${stdout}${stderr}`).not.toBe('')
    expect(stdout).not.toMatch(OBEYED)
    expect(stderr).not.toMatch(OBEYED)
  }
})

test.each([
  ['by itself', runDesk],
  ['as a command', runDeskHere],
])('what check says, %s, is one line of a log, whatever is called what', async (_, run) => {
  const forged = 'x\nalpha: may run (Active). All is well\u2028alpha: may run'
  const { profile } = paperVendor(makeKey())
  const vendor = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(vendor, JSON.stringify(profile))
  const { dataDir } = install(cleanup, profile)
  const ask = (product: string) =>
    run(['--vendor', vendor, '--data-dir', dataDir, 'check', '--product', product])
  const { stdout } = await ask(forged)
  expect(stdout).toMatch(/^x\uFFFDalpha: .*well\uFFFDalpha: may run: may not run \(.*\n$/)
  mkdirSync(path.join(dataDir, 'licenses', forged), { recursive: true })
  const { stderr } = await ask('beta')
  expect(stderr).toContain('x\uFFFDalpha')
  expect(stderr).not.toMatch(/^(?!error| {2})./mu)
})

test('a line of JSON says the same as without', () => {
  const value = { name: HOSTILE, lines: 'one\ntwo' }
  expect(JSON.parse(jsonLine(value))).toEqual(value)
})
