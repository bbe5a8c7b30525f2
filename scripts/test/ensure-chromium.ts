// The tests need a Chromium; on Debian as root it is one package away.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromiumPath } from '../../tests/support/chromium.ts'

/** Throws with what to do where there is none and none can be installed. */
export function ensureChromium(): string {
  try {
    return chromiumPath()
  } catch (error) {
    if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) throw error
    process.stdout.write('Installing chromium-headless-shell (apt-get) …\n')
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-qq', '-y', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update')
    apt('install', '--no-install-recommends', 'chromium-headless-shell')
    return chromiumPath()
  }
}
