/** A stand-in for Electron's distribution, so that electron-builder can package where the real one cannot be had. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const executable = `#!/bin/sh
echo 'This package was built with a stand-in for Electron; it cannot run.' >&2
exit 1
`

/**
 * Fills `dir` with what electron-builder's `electronDist` must hold for Linux. What it packages is whole but for the
 * runtime: the app.asar in it is the real one. `resources` stays empty: a default_app.asar would break the build.
 */
export function makeStandInDistribution(dir: string): void {
  mkdirSync(join(dir, 'locales'), { recursive: true })
  mkdirSync(join(dir, 'resources'), { recursive: true })
  writeFileSync(join(dir, 'electron'), executable, { mode: 0o755 })
  writeFileSync(join(dir, 'version'), electronVersion())
  writeFileSync(join(dir, 'LICENSE'), 'Stand-in for the license of Electron.\n')
  writeFileSync(join(dir, 'locales', 'en-US.pak'), '')
}

function electronVersion(): string {
  const path = createRequire(import.meta.url).resolve('electron/package.json')
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
  return version
}
