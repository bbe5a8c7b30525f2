// The packaged desktop app ends, with a word, where an argument would take its protection away.
import path from 'node:path'
import { electronRuntime, launchElectron } from '#tests/support/electron-app.ts'
import { expect, test } from './support/test.ts'

const appDir = path.resolve(import.meta.dirname, '../..')

for (const argument of [
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--disable-web-security',
  '--inspect',
  '--no-sandbox',
])
  test(`${argument} ends the packaged app with a word (issue 10.9)`, async ({ cleanup }) => {
    test.skip(electronRuntime() !== 'electron double', 'what is not packaged seems so on the double alone')
    const args = ['--data-dir', cleanup.folder(), `--user-data-dir=${cleanup.folder()}`, argument]
    const launched = launchElectron({ appDir, args, env: { DOUBLE_PACKAGED: '1' } })
    await expect(launched).rejects.toThrow(argument.replace(/=.*/, '').replace('--no-sandbox', 'sandbox'))
    await expect(launched).rejects.toThrow('exit code 2')
  })
