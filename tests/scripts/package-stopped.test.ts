// Who stops packaging (Ctrl-C) finds nothing of it left (issue 16).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const root = path.resolve(import.meta.dirname, '../..')
const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'packaging that is stopped by %s says so and leaves nothing',
  onPosix('Windows has no such signals'),
  async (signal) => {
    const folder = cleanup.folder()
    const [output, temporary] = ['release', 'tmp'].map((name) => path.join(folder, name)) as [string, string]
    mkdirSync(temporary)
    const profile = path.join(folder, 'vendor.json')
    writeFileSync(profile, JSON.stringify(await (await openVendorSide(cleanup)).profile()))
    const builds = () => names(path.join(root, 'dist')).filter((name) => name.startsWith('packaged-'))
    const before = builds()
    const words = ['--profile', profile, '--stand-in', '--test-build', '--target', 'dir', '--output', output]
    const packing = spawn(process.execPath, [path.join(root, 'scripts/package.ts'), ...words], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    cleanup.add(() => void packing.kill('SIGKILL'))
    let said = ''
    packing.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const ended = once(packing, 'close')
    await expect.poll(() => builds().length, { timeout: 60_000 }).toBeGreaterThan(before.length)
    packing.kill(signal)
    const [status] = (await ended) as [number | null]
    expect(status).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal])
    expect(said).toContain('Stopped: nothing was packed.')
    expect(builds()).toEqual(before)
    expect([
      ...names(output),
      ...names(temporary).filter((name) => name.startsWith('activation-desk-')),
    ]).toEqual([])
  },
)

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
