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

/** `bundle`: as the person named it; the command is for another folder, so it names the whole path. */
export function installCommands(
  bundle: string,
  files: readonly BundledFile[],
  { name: installName, platform }: Installed,
): readonly InstallCommand[] {
  const isWindows = platform.startsWith('win32-')
  const whole = (isWindows ? path.win32 : path.posix).resolve(bundle)
  const typed: readonly Typed[] = [
    ['unpack', ['tar', '-xf', quoted(whole, isWindows)]],
    ...files.map((file) => typedFor(file, installName, isWindows)).filter((one) => one !== null),
  ]
  return typed.map(([on, words]) => ({ on, command: words.join(' ') }))
}

/** The same in every language. */
type Typed = readonly [on: InstallCommand['on'], words: readonly string[]]

/** By the ending of its name. */
const INSTALLERS: Readonly<Record<string, (name: string) => Typed>> = {
  '.deb': (name) => ['deb', ['sudo', 'apt', 'install', `./${name}`]],
  '.rpm': (name) => ['rpm', ['sudo', 'dnf', 'install', `./${name}`]],
  '.exe': (name) => ['windows', [`.\\${name}`, '/S']],
  '.msi': (name) => ['msi', ['msiexec', '/i', name, '/qn']],
  '.dmg': (name) => ['mac', ['open', `./${name}`]],
}

/** Whether there is a command for a file of that name; another one is of no use in a bundle. */
export const isInstaller = (file: string): boolean => Object.hasOwn(INSTALLERS, path.extname(file))

/** Null: nothing is done with that file. */
function typedFor({ is, name }: BundledFile, installName: string, isWindows: boolean): Typed | null {
  if (is === 'installer') return INSTALLERS[path.extname(name)]?.(name) ?? null
  if (is !== 'program' || isWindows) return null
  return ['alone', ['sudo', 'install', '-m', '755', `./${name}`, `/usr/local/bin/${installName}`]]
}

/** For a shell to be typed in. A whole path is no option, and to tar no other machine's. */
function quoted(file: string, isWindows: boolean): string {
  if (/^[\w./\\:+-]+$/.test(file) && (isWindows || !file.includes('\\'))) return file
  if (isWindows) return `"${file}"`
  return UNSHOWN.test(file) ? escaped(file) : `'${file.replaceAll("'", String.raw`'\''`)}'`
}

/** What no terminal shows as it is. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** As bash, zsh and ksh take it, in letters that are shown and copied. */
function escaped(file: string): string {
  const bytes = [...Buffer.from(file)].map((byte) =>
    byte > 0x1f && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, '0')}`,
  )
  return `$'${bytes.join('')}'`
}
