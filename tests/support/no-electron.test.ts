/** That unit tests cannot load Electron, whoever asks for it. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 30_000 })

const noElectron = fileURLToPath(new URL('./no-electron.ts', import.meta.url))

async function errorOf(script: string): Promise<string> {
  const args = ['--import', noElectron, '--input-type=module', '--eval', script]
  const end = promisify(execFile)(process.execPath, args).then(
    () => 'no error',
    (error: unknown) => String(error),
  )
  return end
}

test.each([
  [
    'our own modules',
    `import { app } from 'electron'; app.getPath('userData')`,
    'electron.app.getPath was used',
  ],
  ['a dependency', `import Store from 'electron-store'; new Store()`, 'electron.app.getPath was used'],
  [
    'CommonJS',
    `import { createRequire } from 'node:module'; new (createRequire(process.cwd() + '/x')('electron').Tray)()`,
    'electron.Tray was used',
  ],
  ['nobody', `import { app } from 'electron'; void app`, 'no error'],
])('%s cannot use it', async (_who, script, message) => {
  expect(await errorOf(script)).toContain(message)
})
