// A stand-in for Electron's runtime, so that a package can be made where the real one cannot be had: all of it but what runs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const EXECUTABLE = `#!/bin/sh
echo 'This package was built with a stand-in for Electron; it cannot run.' >&2
exit 1
`

/**
 * As they lie in Electron's executable (its page on fuses): a mark, the version, how many, and each as a letter, here as
 * Electron comes. No shell reads behind the `exit`.
 */
const FUSES = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('10110001'),
])

/**
 * Fills `folder` with what electron-builder's `electronDist` must hold for Linux. The app.asar of what is packed with it is the
 * real one. `resources` stays empty: a default_app.asar would break the build.
 */
export function makeStandIn(folder: string): void {
  for (const name of ['locales', 'resources']) mkdirSync(path.join(folder, name), { recursive: true })
  const runtime = Buffer.concat([Buffer.from(EXECUTABLE), FUSES, Buffer.from('\n')])
  writeFileSync(path.join(folder, 'electron'), runtime, { mode: 0o755 })
  writeFileSync(path.join(folder, 'chrome-sandbox'), EXECUTABLE, { mode: 0o755 })
  writeFileSync(path.join(folder, 'version'), electronVersion())
  writeFileSync(path.join(folder, 'LICENSE'), 'Stand-in for the license of Electron.\n')
  writeFileSync(
    path.join(folder, 'STAND-IN.txt'),
    'Packed with a stand-in for Electron: the desktop app cannot run.\n',
  )
  writeFileSync(path.join(folder, 'locales', 'en-US.pak'), '')
}

function electronVersion(): string {
  const file = createRequire(import.meta.url).resolve('electron/package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
