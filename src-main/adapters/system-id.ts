// What the operating system says this machine is: as node-machine-id derives it, and for the gate read directly.
import { existsSync } from 'node:fs'
import type { StoreReason } from '#shared/contract/views.ts'
import { insteadOfFile, NotAFile, readAtMostWithoutWaiting } from '#shared/files/given-file.ts'
import { MAX_FILE_BYTES, reasonOf } from './file-store/read-files.ts'
import { windowsFolder } from './windows-folder.ts'

/** In node-machine-id's order: the D-Bus file comes first, so that no Unique Key changes. */
export const LINUX_SOURCES = ['/var/lib/dbus/machine-id', '/etc/machine-id'] as const

export interface SystemId {
  /** As it is found; it may be no id at all. */
  readonly text: string
  /** The file, or what the operating system calls it. */
  readonly from: string
  /** A file that comes before it, is there and says nothing: it may have said another id; null: none. */
  readonly emptied: string | null
}

/** A source that is there, and that the system does not give to this process. */
export class SourceNotRead extends Error {
  readonly params: { readonly path: string; readonly reason: StoreReason }
  constructor(path: string, reason: StoreReason) {
    super(`${path} cannot be read`)
    this.params = { path, reason }
  }
}

/**
 * SECURITY: node-machine-id runs a shell and finds its programs by the environment, where a script named “head” would
 * make any machine another one: it is given an environment of ours. docs/SECURITY.md#machine-id
 */
export async function derivedId(): Promise<SystemId> {
  // Loaded when it is asked: a gate reads the same sources itself where it can.
  const { default: nodeMachineId } = await import('node-machine-id')
  const text = await underEnvironment(cleanEnvironment(), () => nodeMachineId.machineId(true))
  return { text, ...sourceOf() }
}

/** What a program that is started during `work` inherits; only until `work` returns, so that nobody else sees it. */
function underEnvironment<T>(environment: NodeJS.ProcessEnv, work: () => T): T {
  const before = process.env
  process.env = environment
  try {
    return work()
  } finally {
    process.env = before
  }
}

/** Folders that nobody but the system's administrator may write; the last two are NixOS's and Guix's. */
const PROGRAMS = '/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin:/run/current-system/profile/bin'

/** `exists` and `stated` (the environment's SystemRoot) are parameters only so that tests can be another machine. */
export function cleanEnvironment(
  platform: NodeJS.Platform = process.platform,
  exists: (file: string) => boolean = existsSync,
  stated?: string,
): NodeJS.ProcessEnv {
  if (platform !== 'win32') return { PATH: PROGRAMS, LC_ALL: 'C' }
  const root = windowsFolder(exists, stated)
  const system = String.raw`${root}\System32`
  return { SystemRoot: root, windir: root, ComSpec: String.raw`${system}\cmd.exe`, PATH: system }
}

/**
 * The same without a shell, which takes longer than all else that a gate does: the first line of the first file that
 * has one, without blanks. `null`: no file says anything, and node-machine-id would name the host instead.
 * SECURITY: throws SourceNotRead where “cat” would pass over a file that is there: the next one may make this machine
 * another. docs/SECURITY.md#machine-id
 */
export function readSources(files: readonly string[] = LINUX_SOURCES): SystemId | null {
  let emptied: string | null = null
  for (const from of files) {
    const content = textOf(from)
    if (content) return { text: firstLine(content), from, emptied }
    if (content !== null) emptied ??= from
  }
  return null
}

/** Whether “cat”, which node-machine-id starts, gives an end to each of them: a pipe or a device may have none. */
export const haveEnds = (files: readonly string[] = LINUX_SOURCES): boolean =>
  files.every((file) => [null, 'folder'].includes(insteadOfFile(file)))

/** The first source, and one after it that says something else; null where they agree, as far as they can be read. */
export function differingSource(
  same: (one: string, other: string) => boolean,
  files: readonly string[] = LINUX_SOURCES,
): SystemId | null {
  const [first, ...others] = files.flatMap((file) => readable(file) ?? [])
  return others.find(({ text }) => first !== undefined && !same(first.text, text)) ?? null
}

function readable(file: string): SystemId | null {
  try {
    return readSources([file])
  } catch (error) {
    if (error instanceof SourceNotRead) return null
    throw error
  }
}

/** Null: it is not there. */
function textOf(file: string): string | null {
  const bytes = bytesOf(file)
  return bytes && bytes.toString('utf8')
}

function bytesOf(file: string): Buffer | null {
  try {
    const bytes = readAtMostWithoutWaiting(file, MAX_FILE_BYTES)
    if (bytes !== null) return bytes
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new SourceNotRead(file, error instanceof NotAFile ? 'not_a_file' : reasonOf(error))
  }
  throw new SourceNotRead(file, 'unreadable')
}

const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').replaceAll(/\s+/g, '')

function sourceOf(): Pick<SystemId, 'from' | 'emptied'> {
  const linux = process.platform === 'linux' ? readSources() : null
  return { from: linux?.from ?? sourceName(), emptied: linux?.emptied ?? null }
}

function sourceName(): string {
  switch (process.platform) {
    case 'linux':
      return LINUX_SOURCES[1]
    case 'win32':
      return String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Cryptography\MachineGuid`
    case 'darwin':
      return 'IOPlatformUUID'
    default:
      return process.platform
  }
}
