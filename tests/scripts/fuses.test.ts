// The fuses of a packed runtime are read from its bytes and held against what was to be set (issue 16).
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { getConfig } from 'app-builder-lib/out/util/config/config.js'
import { afterEach, expect, test } from 'vitest'
import { insistOnFuses, readFuses } from '../../scripts/packaging/fuses.ts'
import { makeStandIn } from '../../scripts/packaging/stand-in.ts'
import { documentedFuses } from '#tests/support/documented-fuses.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const root = path.resolve(import.meta.dirname, '../..')
const cleanup = new Cleanup()
afterEach(() => cleanup.run())

function runtime(): string {
  const folder = cleanup.folder()
  makeStandIn(folder)
  return path.join(folder, 'electron')
}

const wanted = async () => (await getConfig(root, 'electron-builder.yml', null)).electronFuses

test('electron-builder is told the fuses that the document promises, and no other', async () => {
  const states = Object.entries((await wanted()) ?? {}).map(([name, on]) => [name, on ? 'on' : 'off'])
  expect(Object.fromEntries(states)).toEqual(documentedFuses())
})

test('a stand-in comes with Electron’s own, so that each that is promised has to be set', async () => {
  const found = await readFuses(runtime())
  const set = Object.entries(documentedFuses()).filter(([name, state]) => found[name] === state)
  expect(set).toEqual([])
})

test('a runtime whose fuses were set is taken; one fuse that was not is named', async () => {
  const file = runtime()
  const fuses = {
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
  }
  await flipFuses(file, { version: FuseVersion.V1, ...fuses })
  const asked = await wanted()
  const looked = async () => insistOnFuses(await readFuses(file), asked)
  await expect(looked()).rejects.toThrow(/grantFileProtocolExtraPrivileges is on\.$/)
  await flipFuses(file, { version: FuseVersion.V1, [FuseV1Options.GrantFileProtocolExtraPrivileges]: false })
  await expect(looked()).resolves.toBeUndefined()
})

test('a fuse that this Electron removed or never had is no fuse that was set', () => {
  expect(() =>
    insistOnFuses({ runAsNode: 'removed' }, { runAsNode: false, onlyLoadAppFromAsar: true }),
  ).toThrow('runAsNode is removed, onlyLoadAppFromAsar is not there')
})

test('what has no fuses, or those of another version, is refused in words', async () => {
  const file = runtime()
  const whole = readFileSync(file)
  const other = Buffer.from(whole)
  other[other.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 32] = 2
  writeFileSync(file, other)
  await expect(readFuses(file)).rejects.toThrow('fuses of a version that is not known here')
  writeFileSync(file, 'no runtime')
  await expect(readFuses(file)).rejects.toThrow('has no fuses: Could not find sentinel')
})
