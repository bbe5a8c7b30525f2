// By which commands the files of an offline bundle are installed. They are shown, never run.
import path from 'node:path'
import type { BundledFile } from './manifest.ts'
import type { Installed } from './verify-bundle.ts'

/** On which systems, or `unpack`, which comes before; `alone`: the command line without the app. */
export const INSTALLED_ON = ['unpack', 'deb', 'rpm', 'windows', 'msi', 'mac', 'alone'] as const

interface InstallCommand {
  readonly on: (typeof INSTALLED_ON)[number]
  readonly command: string
}

/** `bundle`: as the person named it. */
export function installCommands(
  bundle: string,
  files: readonly BundledFile[],
  { name: installName, platform }: Installed,
): readonly InstallCommand[] {
  const isWindows = platform.startsWith('win32-')
  const unpack = { on: 'unpack', command: `tar -xf ${quoted(bundle, isWindows)}` } as const
  return [unpack, ...files.flatMap((file) => commandOf(file, installName, isWindows))]
}

/* eslint-disable words/in-messages -- what is typed is the same in every language */
function commandOf({ is, name }: BundledFile, installName: string, isWindows: boolean): InstallCommand[] {
  if (is === 'program')
    return isWindows
      ? []
      : [{ on: 'alone', command: `sudo install -m 755 ./${name} /usr/local/bin/${installName}` }]
  if (is !== 'installer') return []
  switch (path.extname(name)) {
    case '.deb':
      return [{ on: 'deb', command: `sudo apt install ./${name}` }]
    case '.rpm':
      return [{ on: 'rpm', command: `sudo dnf install ./${name}` }]
    case '.exe':
      return [{ on: 'windows', command: `.\\${name} /S` }]
    case '.msi':
      return [{ on: 'msi', command: `msiexec /i ${name} /qn` }]
    case '.dmg':
      return [{ on: 'mac', command: `open ./${name}` }]
    default:
      return []
  }
}
/* eslint-enable words/in-messages */

/** For a shell to be typed in. */
function quoted(file: string, isWindows: boolean): string {
  const named = file.startsWith('-') ? `./${file}` : file
  if (/^[\w./\\:+-]+$/.test(named) && (isWindows || !named.includes('\\'))) return named
  return isWindows ? `"${named}"` : `'${named.replaceAll("'", String.raw`'\''`)}'`
}
