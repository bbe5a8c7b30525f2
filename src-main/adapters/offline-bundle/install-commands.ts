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
  const typed: readonly Typed[] = [
    ['unpack', ['tar', '-xf', quoted(bundle, isWindows)]],
    ...files.map((file) => typedFor(file, installName, isWindows)).filter((one) => one !== null),
  ]
  return typed.map(([on, words]) => ({ on, command: words.join(' ') }))
}

/** The same in every language. */
type Typed = readonly [on: InstallCommand['on'], words: readonly string[]]

/** Null: nothing is done with that file. */
function typedFor({ is, name }: BundledFile, installName: string, isWindows: boolean): Typed | null {
  if (is === 'program')
    return isWindows
      ? null
      : ['alone', ['sudo', 'install', '-m', '755', `./${name}`, `/usr/local/bin/${installName}`]]
  if (is !== 'installer') return null
  switch (path.extname(name)) {
    case '.deb':
      return ['deb', ['sudo', 'apt', 'install', `./${name}`]]
    case '.rpm':
      return ['rpm', ['sudo', 'dnf', 'install', `./${name}`]]
    case '.exe':
      return ['windows', [`.\\${name}`, '/S']]
    case '.msi':
      return ['msi', ['msiexec', '/i', name, '/qn']]
    case '.dmg':
      return ['mac', ['open', `./${name}`]]
    default:
      return null
  }
}

/** For a shell to be typed in. */
function quoted(file: string, isWindows: boolean): string {
  const named = file.startsWith('-') ? `./${file}` : file
  if (/^[\w./\\:+-]+$/.test(named) && (isWindows || !named.includes('\\'))) return named
  return isWindows ? `"${named}"` : `'${named.replaceAll("'", String.raw`'\''`)}'`
}
