// A system with nothing but the C library: what `ldd` names, a machine id, and a file system that is read-only but for the
// data folder.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const DATA_DIR = '/var/lib/activation-desk'
const BIN = '/usr/local/bin'

export interface EmptyRoot {
  /** Where its `/` is. */
  readonly folder: string
  /** Before a program of its own and its arguments. */
  readonly within: readonly string[]
}

/** Null: this user may not make namespaces here. */
export function emptyRoot(folder: string, program: string): EmptyRoot | null {
  if (spawnSync('unshare', ['-rm', 'true']).status !== 0) return null
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' })
  for (const [library] of stdout.matchAll(/\/\S+/g)) {
    mkdirSync(path.join(folder, path.dirname(library)), { recursive: true })
    copyFileSync(realpathSync(library), path.join(folder, library))
  }
  for (const name of [DATA_DIR, BIN, '/etc', '/proc']) mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, 'etc/machine-id'), '0123456789abcdef0123456789abcdef\n')
  // A port's user is read from /proc, which every Linux has. An empty data folder that is a mount of its own would be taken for a
  // disk that is not there.
  const mounts = `mount --bind "$0" "$0" && mount --bind "$0/var/lib" "$0/var/lib" &&
    mount --rbind /proc "$0/proc" && mount -o remount,ro,bind "$0"`
  const shell = ['/usr/bin/unshare', '-rm', '/bin/sh', '-c']
  return {
    folder,
    within: [...shell, `${mounts} && exec /usr/sbin/chroot "$0" "$@"`, folder],
  }
}
