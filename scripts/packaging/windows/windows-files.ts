// What the packages for Windows have beside the app: the command line as one file, and what their installer does with it
// (docs/operator-guide.md#install-on-windows).
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import { asTheirs, type Identity } from '../identity.ts'

const SCRIPT = path.join(import.meta.dirname, 'installer.nsh')

/** For electron-builder; `windows/` in `outRoot` is written. */
export function windowsFiles(whose: Identity, outRoot: string): Pick<Configuration, 'nsis'> {
  const include = path.join(outRoot, 'windows', 'installer.nsh')
  mkdirSync(path.dirname(include), { recursive: true })
  writeFileSync(include, asTheirs(readFileSync(SCRIPT, 'utf8'), whose))
  return { nsis: { include } }
}

/** Into the unpacked app: in a folder of its own, which the installer puts on PATH. */
export function addCommand(appFolder: string, program: string, { names: { installName } }: Identity): void {
  mkdirSync(path.join(appFolder, 'bin'), { recursive: true })
  cpSync(program, path.join(appFolder, 'bin', `${installName}.exe`))
}
