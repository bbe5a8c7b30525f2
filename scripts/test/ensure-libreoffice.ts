// One test reads our spreadsheets with LibreOffice; on Debian as root it is one package away. Without it that test is skipped.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { libreOfficePath } from '../../tests/support/libreoffice.ts'

export function ensureLibreOffice(): void {
  if (libreOfficePath() !== null || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return
  process.stdout.write('Installing libreoffice-calc-nogui (apt-get) …\n')
  for (const args of [['update'], ['install', '--no-install-recommends', 'libreoffice-calc-nogui']])
    spawnSync('apt-get', ['-qq', '-y', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
}
