// The programs that `npm run test:real` needs beside Node and a browser: where each is found, and what brings it.
import { existsSync, globSync } from 'node:fs'
import path from 'node:path'

export interface Tool {
  /** As a skip and a failure name it. */
  readonly name: string
  /** Its path; null: not on this machine. */
  readonly find: () => string | null
  /** Debian's packages; CI installs them as root. */
  readonly debian: readonly string[]
}

/** Set where a missing tool is a failure: in CI, and after `npm run test:real -- --install`. */
export const TOOLS_REQUIRED = 'ACTIVATION_DESK_TOOLS_REQUIRED'

export const libreOffice: Tool = {
  name: 'LibreOffice (soffice, or LIBREOFFICE_PATH)',
  find: () => onPath('soffice', process.env['LIBREOFFICE_PATH']),
  debian: ['libreoffice-calc-nogui'],
}

export const qemuArm64: Tool = {
  name: 'qemu-aarch64-static with the C library of arm64',
  find: () => (existsSync('/usr/aarch64-linux-gnu/lib') ? onPath('qemu-aarch64-static') : null),
  debian: ['qemu-user-static', 'libc6-arm64-cross', 'libstdc++6-arm64-cross'],
}

export const systemd: Tool = {
  name: 'systemd-analyze',
  find: () => onPath('systemd-analyze'),
  debian: ['systemd'],
}

export const openssl: Tool = {
  name: 'openssl',
  find: () => onPath('openssl'),
  debian: ['openssl'],
}

export const faketime: Tool = {
  name: 'libfaketime',
  find: () => globSync('/usr/lib/*/faketime/libfaketime.so.1').find((file) => existsSync(file)) ?? null,
  debian: ['faketime'],
}

/** A test's tool stands here too, or CI does not install it. */
export const TOOLS: readonly Tool[] = [libreOffice, qemuArm64, systemd, openssl, faketime]

/**
 * The tool's path. Where it is missing, the test is skipped with the tool's name, or fails in CI.
 * `context`: of a Vitest test; a Playwright test gives `{ skip: (reason) => test.skip(true, reason) }`.
 */
export function needTool(tool: Tool, context: { readonly skip: (reason: string) => unknown }): string {
  const found = tool.find()
  if (found !== null) return found
  if (process.env[TOOLS_REQUIRED]) throw new Error(`there is no ${tool.name} here, and CI needs it`)
  context.skip(`no ${tool.name} here`)
  throw new Error(`there is no ${tool.name} here`)
}

/** `named`: a path that goes before the search, also where nothing is there. */
function onPath(program: string, named?: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  const candidates = named === undefined ? folders.map((folder) => path.join(folder, program)) : [named]
  return candidates.find((candidate) => existsSync(candidate)) ?? null
}
