// Installs Debian's packages, where this is Debian and we are root.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** False: not possible here. Whether the packages came is seen by who looks for their programs. */
export function aptInstall(packages: readonly string[]): boolean {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false
  process.stdout.write(`Installing ${packages.join(', ')} (apt-get) …\n`)
  for (const args of [['update'], ['install', '--no-install-recommends', ...packages]])
    spawnSync('apt-get', ['-qq', '-y', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      // A service that a package brings is not started: in run level 1 there is none.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    })
  return true
}
