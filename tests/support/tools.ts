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

export const nginx: Tool = {
  name: 'nginx',
  find: () => onPath('nginx') ?? onPath('nginx', '/usr/sbin/nginx'),
  debian: ['nginx-light'],
}

export const curl: Tool = { name: 'curl', find: () => onPath('curl'), debian: ['curl'] }

/** Its folder of programs. */
export const postgresServer: Tool = {
  name: 'PostgreSQL 15 or later',
  find: () =>
    globSync('/usr/lib/postgresql/*/bin').findLast((folder) => Number(folder.split('/').at(-2)) >= 15) ??
    null,
  debian: ['postgresql'],
}

export const iproute: Tool = {
  name: 'ip',
  find: () => onPath('ip') ?? onPath('ip', '/usr/sbin/ip'),
  debian: ['iproute2'],
}

export const cCompiler: Tool = {
  name: 'C compiler, make, pkg-config and the headers of OpenSSL',
  find: () =>
    existsSync('/usr/include/openssl/evp.h') && onPath('make') && onPath('pkg-config') ? onPath('gcc') : null,
  debian: ['gcc', 'libc6-dev', 'make', 'pkg-config', 'libssl-dev'],
}

export const clang: Tool = {
  name: 'clang with libFuzzer',
  find: () =>
    globSync('/usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a').length > 0
      ? onPath('clang')
      : null,
  debian: ['clang', 'libclang-rt-dev'],
}

export const valgrind: Tool = {
  name: 'valgrind',
  find: () => onPath('valgrind'),
  debian: ['valgrind', 'libc6-dbg'],
}

/** Debian's own: another Python has not its packages, and may be closed to other users. */
export const python: Tool = {
  name: '/usr/bin/python3 with cryptography',
  find: () =>
    existsSync('/usr/lib/python3/dist-packages/cryptography') ? onPath('python3', '/usr/bin/python3') : null,
  debian: ['python3', 'python3-cryptography'],
}

export const setuptools: Tool = {
  name: 'setuptools for /usr/bin/python3',
  find: () => onPath('setuptools', '/usr/lib/python3/dist-packages/setuptools'),
  debian: ['python3-setuptools'],
}

export const go: Tool = { name: 'go', find: () => onPath('go'), debian: ['golang-go'] }

export const javaCompiler: Tool = {
  name: 'JDK of 17 or later (javac)',
  find: () => (onPath('java') ? onPath('javac') : null),
  debian: ['default-jdk-headless'],
}

export const mono: Tool = {
  name: 'mono with its compiler of C# (mcs)',
  find: () => (onPath('mcs') ? onPath('mono') : null),
  debian: ['mono-mcs', 'mono-runtime'],
}

export const rpm: Tool = { name: 'rpmbuild', find: () => onPath('rpmbuild'), debian: ['rpm'] }

export const sevenZip: Tool = { name: '7za', find: () => onPath('7za'), debian: ['p7zip-full'] }

export const makensis: Tool = { name: 'makensis', find: () => onPath('makensis'), debian: ['nsis'] }

export const wine: Tool = { name: 'wine (64 bits)', find: () => onPath('wine'), debian: ['wine', 'wine64'] }

export const zsh: Tool = { name: 'zsh', find: () => onPath('zsh'), debian: ['zsh'] }

export const fish: Tool = { name: 'fish', find: () => onPath('fish'), debian: ['fish'] }

/** A test's tool stands here too, or CI does not install it. */
export const TOOLS: readonly Tool[] = [
  libreOffice,
  qemuArm64,
  systemd,
  openssl,
  faketime,
  nginx,
  curl,
  iproute,
  postgresServer,
  cCompiler,
  clang,
  valgrind,
  python,
  setuptools,
  go,
  javaCompiler,
  mono,
  rpm,
  sevenZip,
  makensis,
  wine,
  zsh,
  fish,
]

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
