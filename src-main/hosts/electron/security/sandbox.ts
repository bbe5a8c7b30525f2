// Whether Chromium's sandbox would work here: for the words of a refusal alone, since the app never runs without it.
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export type Sandbox = 'works' | 'root' | 'not_here'

/** What the system lets a user do, as Chromium needs it on Linux; elsewhere the sandbox always works. */
export interface SandboxFacts {
  readonly linux: boolean
  readonly root: boolean
  /** The helper beside the app belongs to root and has the setuid bit. */
  readonly helper: boolean
  /** Values of the kernel's settings, by name; null: this kernel has no such one. */
  readonly setting: (name: string) => string | null
}

export function sandboxHere({ linux, root, helper, setting }: SandboxFacts): Sandbox {
  if (!linux) return 'works'
  if (root) return 'root'
  if (helper) return 'works'
  const closed =
    setting('kernel/unprivileged_userns_clone') === '0' ||
    setting('user/max_user_namespaces') === '0' ||
    setting('kernel/apparmor_restrict_unprivileged_userns') === '1'
  return closed ? 'not_here' : 'works'
}

export const sandboxFacts: SandboxFacts = {
  linux: process.platform === 'linux',
  root: process.getuid?.() === 0,
  get helper() {
    const file = path.join(path.dirname(process.execPath), 'chrome-sandbox')
    const there = statSync(file, { throwIfNoEntry: false })
    return there !== undefined && there.uid === 0 && (there.mode & 0o4000) !== 0
  },
  setting(name) {
    try {
      return readFileSync(`/proc/sys/${name}`, 'utf8').trim()
    } catch {
      return null
    }
  },
}
