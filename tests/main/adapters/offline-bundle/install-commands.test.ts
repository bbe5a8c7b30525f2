// The commands that verify-bundle shows, for the shell of each system.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { installCommands } from '#main/adapters/offline-bundle/install-commands.ts'
import type { BundledFile } from '#main/adapters/offline-bundle/manifest.ts'

const file = (name: string, is: BundledFile['is'] = 'installer'): BundledFile => ({
  name,
  is,
  size: 1,
  sha256: '0'.repeat(64),
})
const on = (platform: string) => ({ name: 'contoso-desk', version: '1.0.0', platform })
const commands = (bundle: string, files: readonly BundledFile[], platform: string) =>
  installCommands(bundle, files, on(platform)).map(({ command }) => command)

test('each system has its own', () => {
  const program = file('contoso-desk-linux-x64', 'program')
  expect(
    commands('/media/b.tar', [file('a.deb'), file('a.rpm'), program, file('x', 'guide')], 'linux-x64'),
  ).toEqual([
    'tar -xf /media/b.tar',
    'sudo apt install ./a.deb',
    'sudo dnf install ./a.rpm',
    'sudo install -m 755 ./contoso-desk-linux-x64 /usr/local/bin/contoso-desk',
  ])
  const windows = [file('Setup.exe'), file('a.msi'), file('contoso-desk.exe', 'program')]
  expect(commands(String.raw`E:\new one.tar`, windows, 'win32-x64')).toEqual([
    String.raw`tar -xf "E:\new one.tar"`,
    String.raw`.\Setup.exe /S`,
    'msiexec /i a.msi /qn',
  ])
  expect(commands('/b.tar', [file('a.dmg')], 'darwin-arm64')).toEqual(['tar -xf /b.tar', 'open ./a.dmg'])
})

test('the command names the bundle where it lies: it is typed in another folder', () => {
  const here = process.cwd()
  const named = ['stick.tar', './stick.tar', '../stick.tar', '/media/usb:stick.tar', '-x.tar']
  expect(named.map((name) => commands(name, [], 'linux-x64')[0])).toEqual([
    `tar -xf ${here}/stick.tar`,
    `tar -xf ${here}/stick.tar`,
    `tar -xf ${path.dirname(here)}/stick.tar`,
    'tar -xf /media/usb:stick.tar',
    `tar -xf ${here}/-x.tar`,
  ])
})

test.each(['\u202Egood.tar', 'a\u001B[31m.tar', "it's\n1\\.tar", 'ä\u009B7'])(
  'a name that no terminal shows as it is can be copied (%j)',
  (name) => {
    const [command = ''] = commands(`/${name}`, [], 'linux-x64')
    expect(command).toMatch(/^[ -~]+$/)
    const argument = command.replace('tar -xf ', '')
    expect(execFileSync('bash', ['-c', `printf %s ${argument}`], { encoding: 'utf8' })).toBe(`/${name}`)
  },
)

test.each(["it's $(echo x).tar", 'a b', '-x', '"', '`id`', String.raw`a\b`, 'a;b', 'ä'])(
  'a shell takes %s as the one name that it is',
  (name) => {
    const [command = ''] = commands(`/${name}`, [], 'linux-x64')
    const argument = command.replace('tar -xf ', '')
    const said = execFileSync('sh', ['-c', `printf %s ${argument}`], { encoding: 'utf8' })
    expect(said).toBe(`/${name}`)
  },
)
