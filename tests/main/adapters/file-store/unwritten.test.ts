// What lies beside the licenses and cannot be written is told where the action goes well all the same (issue 12.2).
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { requireBuild, runDesk } from '#tests/support/cli.ts'
import { install } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

/** Rights do not stop root, so the commands run as somebody else then. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65_534 } : {}

test(
  'a usage that is stored without its point, and a deactivation without its line, say so',
  onPosix('Windows has no rights by number'),
  async () => {
    const vendor = paperVendor(makeKey({ from: '2020-01-01T00:00:00.000Z' }))
    const folder = cleanup.folder()
    chmodSync(folder, 0o755)
    const dataDir = path.join(folder, 'data')
    const desk = install(cleanup, vendor.profile, { dataDir })
    const fingerprint = await desk.uniqueKey()
    const products = [{ code: 'storage', name: 'Storage', type: 'Count', limit: 9 }]
    const terms = { id: 'one', code: 'one', fingerprint, issued: Date.now() - DAY, metadata: { products } }
    const offlineKey = vendor.localKey(terms)
    must(await desk.router.call('licenses.activateOffline', { code: 'one', offlineKey }))
    const place = (name: string) => path.join(dataDir, name)
    const log = readFileSync(place('activity.jsonl'), 'utf8')
    mkdirSync(place('usage-history'))
    for (const name of ['.', 'licenses', 'licenses/one', 'staging']) chmodSync(place(name), 0o777)
    chmodSync(place('lock.db'), 0o666)
    for (const name of [
      'machine-id',
      'licenses/one/code',
      'clock.json',
      'revision',
      'store.json',
      'licensed',
    ])
      chmodSync(place(name), 0o644)
    for (const name of ['licenses/one/machine.lic', 'licenses/one/activation.json'])
      chmodSync(place(name), 0o644)
    chmodSync(place('usage-history'), 0o555)
    chmodSync(place('activity.jsonl'), 0o444)
    const profile = path.join(folder, 'vendor.json')
    writeFileSync(profile, JSON.stringify(vendor.profile))
    const run = async (...argv: string[]) =>
      runDesk(['--vendor', profile, '--data-dir', dataDir, ...argv], unprivileged)

    const examined = await run('doctor', '--offline')
    for (const name of ['usage-history', 'activity.jsonl'])
      expect(examined.stdout).toContain(`${name}: Nothing new can be written there`)
    const used = await run('usage', 'set', 'storage', '1')
    expect([used.status, used.stderr]).toEqual([
      0,
      expect.stringMatching(/^warning: usage-history: Nothing new/),
    ])
    const returned = await run('--json', 'deactivate', 'one')
    expect(returned.status).toBe(0)
    expect(JSON.parse(returned.stdout)).toMatchObject({
      returnCode: expect.any(String) as string,
      warnings: [{ where: 'activity.jsonl', reason: 'not_writable' }],
    })
    expect(returned.stderr).toContain('warning: activity.jsonl: Nothing new can be written there')
    expect(readFileSync(place('activity.jsonl'), 'utf8')).toBe(log)
  },
)

test('what is not written is told to the pages of its host as well', async () => {
  const vendor = paperVendor()
  const desk = install(cleanup, vendor.profile)
  mkdirSync(path.join(desk.dataDir, 'activity.jsonl'))
  const told: unknown[] = []
  cleanup.add(desk.listen((name, payload) => name === 'store.unwritten' && told.push(payload)))
  must(await desk.router.call('settings.set', { offlineOnly: false }))
  expect(told).toEqual([{ where: 'activity.jsonl', reason: 'not_a_file' }])
})
