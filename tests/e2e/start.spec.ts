// Starts of the desktop app that fail: told in words, exit 2, and nothing holds the lock against the next start.
import { cpSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { launchToItsEnd } from '#tests/support/electron-app.ts'
import { expect, test } from './support/test.ts'

interface Place {
  readonly userData: string
  readonly profileFile: string
  readonly args: string[]
}

const FAILING: readonly [string, (place: Place) => void, RegExp][] = [
  [
    'preferences that are a folder',
    ({ userData }) => mkdirSync(path.join(userData, 'config.json'), { recursive: true }),
    /could not start[^]*preferences cannot be opened \(EISDIR[^]*config\.json/,
  ],
  [
    'preferences that are a link in a circle',
    ({ userData }) => symlinkSync('config.json', path.join(userData, 'config.json')),
    /could not start[^]*preferences cannot be opened \(ELOOP[^]*config\.json/,
  ],
  [
    'a vendor profile that is none',
    ({ profileFile }) => writeFileSync(profileFile, '{}'),
    /is not a vendor profile/,
  ],
  [
    'a vendor profile that is not there',
    ({ args }) => args.push('--vendor', '/nowhere/vendor.json'),
    /\/nowhere\/vendor\.json cannot be read/,
  ],
]

for (const [what, prepare, words] of FAILING)
  test(`${what} ends the start in words, and lets the next one start (issue 12.14)`, async ({
    machine,
    vendor,
  }) => {
    const { appDir, args } = machine.launching
    const place = { userData: machine.userData, profileFile: vendor.profileFile, args }
    prepare(place)
    for (let start = 0; start < 2; start += 1) {
      const { exitCode, output } = await launchToItsEnd({ appDir, args })
      expect([exitCode, output]).toEqual([2, expect.stringMatching(words)])
      expect(
        lstatSync(path.join(machine.userData, 'SingletonLock'), { throwIfNoEntry: false }),
      ).toBeUndefined()
    }
  })

test('a page that is not there ends the start in words (issue 12.14)', async ({ machine, cleanup }) => {
  const { appDir, args } = machine.launching
  const damaged = cleanup.folder()
  for (const part of ['package.json', 'dist/main', 'dist/preload'])
    cpSync(path.join(appDir, part), path.join(damaged, part), { recursive: true })
  const { exitCode, output } = await launchToItsEnd({ appDir: damaged, args })
  expect([exitCode, output]).toEqual([2, expect.stringMatching(/could not start[^]*renderer/)])
})

test('a data folder that is none is no reason not to start (issue 12.14)', async ({ machine, open }) => {
  rmSync(machine.dataDir, { recursive: true })
  writeFileSync(machine.dataDir, 'a file where a folder belongs')
  const { page } = await open('desktop')
  await expect(page.getByRole('heading', { name: 'Licensing' })).toBeVisible()
})
