// Which arguments end the packaged app, in every way to write them, and what is said of the sandbox.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { sandboxHere, type SandboxFacts } from '#main/hosts/electron/security/sandbox.ts'
import { refusedSwitch } from '#main/hosts/electron/security/switches.ts'
import { messages as en } from '#shared/messages/en/messages.ts'

const none = { hasSwitch: () => false }

test.each([
  ['--remote-debugging-port=9222', 'remote-debugging-port'],
  ['--remote-debugging-port', 'remote-debugging-port'],
  ['-remote-debugging-port=0', 'remote-debugging-port'],
  ['/remote-debugging-port=0', 'remote-debugging-port'],
  ['--Remote-Debugging-Pipe', 'remote-debugging-pipe'],
  ['--disable-web-security', 'disable-web-security'],
  ['--inspect', 'inspect'],
  ['--inspect=0.0.0.0:1', 'inspect'],
  ['--inspect-brk', 'inspect-brk'],
  ['--inspect_brk', 'inspect-brk'],
  ['--inspect-of-tomorrow=1', 'inspect-of-tomorrow'],
  ['--js-flags=--allow-natives-syntax', 'js-flags'],
  ['--load-extension=/tmp/x', 'load-extension'],
  ['--renderer-cmd-prefix=xterm -e', 'renderer-cmd-prefix'],
  ['--zygote-cmd-prefix=/tmp/program', 'zygote-cmd-prefix'],
  ['--something-cmd-prefix=/tmp/program', 'something-cmd-prefix'],
  ['--enable-experimental-web-platform-features', 'enable-experimental-web-platform-features'],
  ['--enable-blink-test-features', 'enable-blink-test-features'],
  ['--no-sandbox', 'no-sandbox'],
  ['--disable-gpu-sandbox', 'disable-gpu-sandbox'],
  ['--ignore-certificate-errors', 'ignore-certificate-errors'],
])('%s is refused (issue 10.9)', (argument, name) => {
  expect(refusedSwitch(['--data-dir', '/d', argument], none)).toBe(name)
  expect(refusedSwitch(['--', argument], none)).toBe(name)
})

test.each([
  '--data-dir=/d',
  '--user-data-dir=/u',
  '--enable-features=UseOzonePlatform',
  '--ozone-platform=wayland',
  '--force-device-scale-factor=2',
  '--disable-gpu',
  '--proxy-server=http://127.0.0.1:3128',
  '--host-rules=MAP * 127.0.0.1',
  '/home/me/inspect',
  'inspect',
  '--',
  '',
])('%s is not', (argument) => expect(refusedSwitch([argument], none)).toBeNull())

test('what Chromium has from elsewhere than the arguments is refused too', () => {
  expect(refusedSwitch([], { hasSwitch: (name) => name === 'no-sandbox' })).toBe('no-sandbox')
})

test('the words on --no-sandbox are those of this system (issue 10.9)', () => {
  const facts = (changed: Partial<SandboxFacts>): SandboxFacts => ({
    linux: true,
    root: false,
    helper: false,
    setting: () => null,
    ...changed,
  })
  const closed = { setting: (name: string) => (name === 'user/max_user_namespaces' ? '0' : null) }
  expect(sandboxHere(facts({}))).toBe('works')
  expect(sandboxHere(facts({ linux: false, root: true }))).toBe('works')
  expect(sandboxHere(facts({ root: true, helper: true }))).toBe('root')
  expect(sandboxHere(facts(closed))).toBe('not_here')
  expect(sandboxHere(facts({ ...closed, helper: true }))).toBe('works')
  expect(en.start.noSandbox.root).toContain('activation-desk serve')
  expect(en.start.noSandbox.not_here).toContain('chmod 4755 chrome-sandbox')
  expect(en.start.noSandbox.not_here).toContain('activation-desk serve')
  for (const said of Object.values(en.start.noSandbox)) expect(said.length).toBeLessThanOrEqual(200)
})

test('the AppImage’s launcher passes no switch by itself (issue 10.9)', async () => {
  const require = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
  const { AppImageTarget, default: target = AppImageTarget } =
    require('app-builder-lib/out/targets/appimage/AppImageTarget') as Record<
      string,
      new (...given: unknown[]) => { desktopEntry: { value: Promise<string> } }
    >
  const configured = /^appImage:\n {2}executableArgs: (.+)$/m.exec(
    readFileSync('electron-builder.yml', 'utf8'),
  )?.[1]
  const launcherWith = (appImage: object) => {
    const packager = {
      platformSpecificBuildOptions: {},
      config: { appImage },
      appInfo: { buildVersion: '1' },
    }
    const helper = { computeDesktopEntry: (_: unknown, exec: string) => Promise.resolve(exec) }
    return target && new target('', packager, helper, '').desktopEntry.value
  }
  expect(await launcherWith({})).toBe('AppRun --no-sandbox %U')
  expect(await launcherWith({ executableArgs: JSON.parse(configured ?? 'null') as unknown })).toBe(
    'AppRun %U',
  )
})
