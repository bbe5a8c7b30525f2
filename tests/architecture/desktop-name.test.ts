// Under which name a Linux desktop finds the app's window, its icon and its entry in the menus.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8')

test('the entry in the menus and the window have one name', () => {
  const { desktopName } = JSON.parse(read('package.json')) as { desktopName: string }
  const builder = read('electron-builder.yml')
  const executable = /executableName: (\S+)/.exec(builder)?.[1]
  expect(desktopName).toBe(`${executable}.desktop`)
  // electron-builder writes StartupWMClass from desktopName then.
  expect(builder).toContain('syncDesktopName: true')
})
