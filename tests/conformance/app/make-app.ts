// The app that conformance runs in, in a temporary folder: any Electron can start it.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { LaunchOptions } from '#tests/support/electron-double/launch.ts'

export interface ConformanceApp extends Disposable {
  readonly options: LaunchOptions & { args: readonly string[] }
}

/** `main`: the source of its main module, where it is not the kit. */
export function makeConformanceApp(main?: string): ConformanceApp {
  const appDir = mkdtempSync(path.join(tmpdir(), 'conformance-'))
  const scratch = path.join(appDir, 'scratch')
  mkdirSync(scratch)
  const kit = () => stripTypeScriptTypes(readFileSync(path.join(import.meta.dirname, 'kit.ts'), 'utf8'))
  const description = {
    name: 'conformance',
    productName: 'Conformance App',
    version: '1.2.3',
    main: 'main.mjs',
  }
  writeFileSync(path.join(appDir, 'package.json'), JSON.stringify(description))
  writeFileSync(path.join(appDir, 'main.mjs'), main ?? kit())
  copyFileSync(path.join(import.meta.dirname, 'preload.cjs'), path.join(appDir, 'preload.cjs'))
  return {
    options: {
      appDir,
      args: [`--user-data-dir=${path.join(scratch, 'user-data')}`],
      env: { DOUBLE_DISPLAYS: '1280x800+0+0,1920x1080+1280-200' },
      pagesUnseen: true,
    },
    [Symbol.dispose]: () => rmSync(appDir, { recursive: true, force: true }),
  }
}
