// The app itself: its name, its folders, its process.
import { type Area, row } from '../row.ts'

export const appItself: Area = {
  area: 'app',
  rows: [
    row(
      'name and version are those of package.json',
      'spec/api-app-spec.ts:80',
      ['Conformance App', '1.2.3'],
      ({ app }) => [app.getName(), app.getVersion()],
    ),
    row(
      '--user-data-dir decides where userData is',
      'shell/app/electron_main_delegate.cc:251',
      true,
      ({ app }) => app.getPath('userData').endsWith('user-data'),
    ),
    row(
      'another name does not move it then',
      'shell/app/electron_main_delegate.cc:251',
      true,
      ({ app }, kit) => {
        const [name, before] = [app.getName(), app.getPath('userData')]
        kit.after(() => app.setName(name))
        app.setName('Another')
        return app.getPath('userData') === before && app.getName() === 'Another'
      },
    ),
    row('setPath makes no folder', 'spec/api-app-spec.ts:1313', [true, false], ({ app }) => {
      const { existsSync } = process.getBuiltinModule('node:fs')
      const [before, place] = [app.getPath('logs'), `${app.getPath('userData')}/not-made`]
      app.setPath('music', place)
      return [before !== place && app.getPath('music') === place, existsSync(place)]
    }),
    row(
      'setPath takes a whole path',
      'spec/api-app-spec.ts:1305',
      'threw Path must be absolute',
      ({ app }, kit) => kit.tried(() => app.setPath('music', 'relative')),
    ),
    row(
      'an unknown path is refused',
      'spec/api-app-spec.ts:1269',
      `threw Failed to get 'nowhere' path`,
      ({ app }, kit) => kit.tried(() => app.getPath('nowhere' as never)),
    ),
    row('a checkout is not packaged', 'spec/api-app-spec.ts:190', [false, true], ({ app }) => [
      app.isPackaged,
      process.defaultApp,
    ]),
    row(
      'process.argv is the runtime, the app’s folder, and the rest',
      'default_app/main.ts:21',
      [true, true],
      ({ app }) => [
        process.argv.some((argument) => argument === app.getAppPath()),
        process.argv.at(-1)?.startsWith('--user-data-dir='),
      ],
    ),
    row('the process is the browser’s', 'docs/api/process.md:115', ['browser', 'string', 'string'], () => [
      process.type,
      typeof process.versions['electron'],
      typeof process.versions['chrome'],
    ]),
    row('whenReady is over once it is ready', 'spec/api-app-spec.ts:2206', [true, 'yes'], async ({ app }) => [
      app.isReady(),
      await app.whenReady().then(() => 'yes'),
    ]),
    row('the sandbox is decided before ready', 'docs/api/app.md:1776', true, async ({ app }, kit) =>
      String(await kit.tried(() => app.enableSandbox())).includes('before app is ready'),
    ),
    row('opening something outside is a promise', 'docs/api/shell.md:67', true, ({ shell }) => {
      const opening = shell.openExternal('activation-desk-conformance:nothing')
      opening.catch(() => undefined)
      return opening instanceof Promise
    }),
    row(
      'switches can be set, asked and removed',
      'docs/api/command-line.md:22',
      [true, 'value', '', false],
      ({ app: { commandLine } }) => {
        commandLine.appendSwitch('conformance-switch', 'value')
        const seen = [
          commandLine.hasSwitch('conformance-switch'),
          commandLine.getSwitchValue('conformance-switch'),
          commandLine.getSwitchValue('not-there'),
        ]
        commandLine.removeSwitch('conformance-switch')
        return [...seen, commandLine.hasSwitch('conformance-switch')]
      },
    ),
    row(
      'switches are lower-case',
      'shell/common/api/electron_api_command_line.cc:16',
      [true, false],
      ({ app: { commandLine } }, kit) => {
        commandLine.appendSwitch('conformance-lower')
        kit.after(() => commandLine.removeSwitch('conformance-lower'))
        return [commandLine.hasSwitch('conformance-lower'), commandLine.hasSwitch('conformance-LOWER-not')]
      },
    ),
    row('node:crypto is not OpenSSL’s', 'build/args/all.gn:8', 'BoringSSL', () =>
      process.versions['openssl'] === '0.0.0' ||
      process.features['openssl_is_boringssl' as keyof typeof process.features]
        ? 'BoringSSL'
        : 'OpenSSL',
    ),
    row(
      'safeStorage keeps what it was given',
      'spec/api-safe-storage-spec.ts:133',
      'plain',
      async ({ safeStorage }, kit) => {
        if (!(await safeStorage.isAsyncEncryptionAvailable())) return kit.skipped('it has no keyring')
        const { result } = await safeStorage.decryptStringAsync(await safeStorage.encryptStringAsync('plain'))
        return result
      },
    ),
  ],
}
