// What a package of the desktop app may be made as, on each system, and by which programs of this machine.
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** By Node's names; `dir` is there already when these are made. */
export const TARGETS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['deb', 'rpm', 'AppImage', 'tar.gz', 'zip'],
  win32: ['nsis', 'msi', 'zip'],
  darwin: ['dmg', 'zip'],
}

const found = (program: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find((file) => existsSync(file))

/**
 * electron-builder downloads the programs that it packs with; where this machine has the same, it takes these. `folder`: an empty
 * one, which stays as long as anything is packed. Its environment.
 */
export function ownPrograms(folder: string): Readonly<Record<string, string>> {
  const seven = found('7za')
  return {
    ...((found('dpkg-deb') ?? found('rpmbuild')) === undefined ? {} : { CUSTOM_FPM_PATH: systemFpm(folder) }),
    ...(seven === undefined ? {} : { ELECTRON_BUILDER_7ZIP_PATH: seven }),
  }
}

function systemFpm(folder: string): string {
  const file = path.join(folder, 'fpm')
  const script = path.join(import.meta.dirname, 'linux/system-fpm.ts')
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`)
  chmodSync(file, 0o755)
  return file
}

/** The programs of Debian that take the place of what electron-builder would download for a target, and their packages. */
const INSTEAD: Readonly<Record<string, readonly [program: string, debian: string]>> = {
  deb: ['dpkg-deb', 'dpkg'],
  rpm: ['rpmbuild', 'rpm'],
  'tar.gz': ['7za', 'p7zip-full'],
  zip: ['7za', 'p7zip-full'],
}

/** What this machine has not for a target, with where Debian has it; null: it has all, or Debian has none for it. */
function missing(target: string): string | null {
  const [program, debian] = process.platform === 'linux' ? (INSTEAD[target] ?? []) : []
  if (program === undefined || found(program) !== undefined) return null
  return `${program} (Debian: the package “${debian}”)`
}

/** Why there cannot be one before it is tried; null: it can be tried. */
export function hindrance(target: string): string | null {
  const program = target === 'rpm' ? missing(target) : null
  return program === null ? null : `needs ${program}`
}

/** Why there is none after it was tried: what went wrong, and what to install where a download did. */
export function whyNot(target: string, reason: string): string {
  const program = missing(target)
  return program === null ? reason : `${reason}; nothing is downloaded where there is ${program}`
}
