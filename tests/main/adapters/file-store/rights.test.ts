// Who may do what (docs/product.md#where-things-are-kept): the rights of what is written, and reading without any.
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { resultOf, requireBuild, runDesk } from '#tests/support/cli.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import { holdLock } from '#tests/support/hold-lock.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { onPosix, runsWhere } from '#tests/support/runs-where.ts'
import { answer, openStore, sample } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { install, writeMachineId } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

/** The folder and everything below it. */
function entriesOf(dataDir: string): { readonly place: string; readonly folder: boolean }[] {
  const entries = readdirSync(dataDir, { recursive: true, withFileTypes: true })
  const below = entries.map((entry) => ({
    place: path.join(entry.parentPath, entry.name),
    folder: entry.isDirectory(),
  }))
  return [{ place: dataDir, folder: true }, ...below]
}

describe('whatever the umask of who writes', onPosix('Windows has no rights by number'), () => {
  const rightsOf = (entry: string) => (statSync(entry).mode & 0o7777).toString(8)

  test.each(['0', '22', '77'])(
    '(%s) folders are the group’s, and files are readable for it alone',
    async (umask) => {
      const { dataDir, store, put, write } = openStore(cleanup)
      const before = process.umask(umask)
      try {
        cleanup.add(store.watch(() => undefined))
        await put({ validation: answer('first') })
        await put({ validation: answer('second'), mode: 'offline' })
        await put({ code: 'another code' })
        await write((writer) => {
          writer.putValidation(sample().id, answer('third'))
          writer.putUsage({ product: 'storage', usage: 1, reportedAt: 1, daysOverLimit: NOT_OVER })
          writer.raiseMark(1)
        })
      } finally {
        process.umask(before)
      }
      const entries = entriesOf(dataDir)
      expect(entries.length).toBeGreaterThan(15)
      for (const { place, folder } of entries) {
        const rights = folder ? '2770' : path.basename(place) === 'lock.db' ? '660' : '640'
        expect(rightsOf(place), place).toBe(rights)
      }
    },
  )

  test('folders that were there keep the rights that an administrator gave them', async () => {
    const { dataDir, put } = openStore(cleanup)
    mkdirSync(path.join(dataDir, 'licenses'), { recursive: true })
    chmodSync(dataDir, 0o755)
    chmodSync(path.join(dataDir, 'licenses'), 0o750)
    await put()
    expect([dataDir, path.join(dataDir, 'licenses')].map(rightsOf)).toEqual(['755', '750'])
  })
})

describe(
  'a data folder that does not hand down its group (issue 12)',
  runsWhere(process.getuid?.() === 0, 'only root can give a folder to a group that it is no member of'),
  () => {
    const GROUP = 3000
    test.each([
      ['whose group writes there gives it to all that is made in it', 0o770, GROUP],
      ['whose group only reads gives it nothing to read', 0o750, process.getgid?.()],
    ])('%s', async (_, rights, group) => {
      const { dataDir, put, write } = openStore(cleanup)
      mkdirSync(dataDir)
      chownSync(dataDir, 0, GROUP)
      chmodSync(dataDir, rights)
      const desk = install(cleanup, loadProfile({ machineIdFile: true }), { dataDir, machineId: null })
      must(await desk.router.call('settings.set', { offlineOnly: true }))
      await put({ validation: answer('first') })
      await write((writer) => {
        writer.putValidation(sample().id, answer('second'))
        writer.putUsage({ product: 'storage', usage: 1, reportedAt: 1, daysOverLimit: NOT_OVER })
      })
      const entries = entriesOf(dataDir).slice(1)
      expect(entries.length).toBeGreaterThan(12)
      expect(entries.filter(({ place }) => statSync(place).gid !== group)).toEqual([])
    })
  },
)

test(
  'reading asks for no lock and writes nothing: a product’s own user may do it',
  onPosix('Windows has no rights by number'),
  async () => {
    const { dataDir, put, write } = openStore(cleanup)
    await put({ id: 'there' })
    await write((writer) => writer.raiseMark(1))
    writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
    const profile = path.join(cleanup.folder(), 'vendor.json')
    writeFileSync(profile, JSON.stringify(loadProfile({ machineIdFile: true, keys: [makeKey().trusted] })))
    for (const folder of [path.dirname(profile), path.dirname(dataDir)]) chmodSync(folder, 0o755)
    const entries = entriesOf(dataDir)
    const withRights = (forFolders: number, forFiles: number) => {
      for (const { place, folder } of entries) chmodSync(place, folder ? forFolders : forFiles)
    }
    withRights(0o555, 0o444)
    cleanup.add(() => withRights(0o755, 0o644))
    await holdLock(cleanup, dataDir)

    const somebody = process.getuid?.() === 0 ? { uid: 65_534 } : {} // rights do not stop root
    const args = ['--json', '--vendor', profile, '--data-dir', dataDir]
    const list = resultOf(await runDesk([...args, 'list'], somebody))
    expect(list).toMatchObject({
      ok: true,
      value: {
        licenses: [{ id: 'there' }],
        problems: [{ where: 'licenses/there/machine.lic', reason: 'damaged' }],
      },
    })
    const check = await runDesk([...args, 'check', '--product', 'storage'], somebody)
    // What this store holds is no key of a vendor's: it was read, and that is what the answer says.
    expect(check.status).toBe(2)
    expect(resultOf(check)).toMatchObject({ ok: false, error: { code: 'license_damaged' } })
  },
)

test(
  'usage.json and clock.json that somebody may not read (mode 000) are named, keep no license from being read, and are not replaced (issue 12)',
  onPosix('Windows has no rights by number'),
  async () => {
    const vendor = paperVendor(makeKey({ from: '2020-01-01T00:00:00.000Z' }))
    const folder = cleanup.folder()
    const desk = install(cleanup, vendor.profile, { dataDir: path.join(folder, 'data') })
    const products = [{ code: 'storage', name: 'Storage', type: 'Count', limit: 9 }]
    const terms = { id: 'one', code: 'one', fingerprint: await desk.uniqueKey(), issued: Date.now() - DAY }
    const offlineKey = vendor.localKey({ ...terms, metadata: { products } })
    must(await desk.router.call('licenses.activateOffline', { code: 'one', offlineKey }))
    must(await desk.router.call('usage.set', { product: 'storage', usage: 1 }))
    chmodSync(folder, 0o777)
    for (const { place, folder: isFolder } of entriesOf(desk.dataDir))
      chmodSync(place, isFolder ? 0o777 : 0o666)
    for (const name of ['usage.json', 'clock.json']) chmodSync(path.join(desk.dataDir, name), 0)
    const profile = path.join(folder, 'vendor.json')
    writeFileSync(profile, JSON.stringify(vendor.profile))
    const somebody = process.getuid?.() === 0 ? { uid: 65_534 } : {} // rights do not stop root
    const run = async (...args: string[]) =>
      resultOf(await runDesk(['--json', '--vendor', profile, '--data-dir', desk.dataDir, ...args], somebody))
    expect(await run('list')).toMatchObject({
      value: {
        licenses: [{ id: 'one' }],
        problems: ['usage.json', 'clock.json'].map((where) => ({ where, reason: 'no_permission' })),
      },
    })
    expect(await run('usage', 'set', 'storage', '2')).toMatchObject({
      error: {
        code: 'store_not_usable',
        params: { path: path.join(desk.dataDir, 'usage.json'), reason: 'no_permission' },
      },
    })
    expect(statSync(path.join(desk.dataDir, 'usage.json')).mode & 0o777).toBe(0)
  },
)

test(
  'a key is not stored in part where the folders of the data folder may be written and it itself may not (issue 13)',
  onPosix('Windows has no rights by number'),
  async () => {
    const vendor = paperVendor(makeKey({ from: '2020-01-01T00:00:00.000Z' }))
    const folder = cleanup.folder()
    chmodSync(folder, 0o755)
    const desk = install(cleanup, vendor.profile, { dataDir: path.join(folder, 'data') })
    const terms = { id: 'one', code: 'one', fingerprint: await desk.uniqueKey() }
    const keyOf = (issued: number) => vendor.localKey({ ...terms, issued })
    must(
      await desk.router.call('licenses.activateOffline', {
        code: 'one',
        offlineKey: keyOf(Date.now() - DAY),
      }),
    )
    for (const { place, folder: isFolder } of entriesOf(desk.dataDir))
      chmodSync(place, isFolder ? 0o777 : 0o666)
    chmodSync(desk.dataDir, 0o755)
    const [profile, newer] = ['vendor.json', 'newer.lic'].map((name) => path.join(folder, name)) as [
      string,
      string,
    ]
    writeFileSync(profile, JSON.stringify(vendor.profile))
    writeFileSync(newer, keyOf(Date.now() - 1000))
    const somebody = process.getuid?.() === 0 ? { uid: 65_534 } : {} // rights do not stop root
    const run = async (...args: string[]) =>
      resultOf(await runDesk(['--json', '--vendor', profile, '--data-dir', desk.dataDir, ...args], somebody))
    const key = path.join(desk.dataDir, 'licenses', 'one', 'machine.lic')
    const before = readFileSync(key, 'utf8')
    expect(await run('activate', 'one', '--offline-key', newer)).toMatchObject({
      error: { code: 'store_not_writable', params: { path: desk.dataDir } },
    })
    expect(readFileSync(key, 'utf8')).toBe(before)
    expect(readdirSync(path.join(desk.dataDir, 'staging'))).toEqual([])
    expect(JSON.stringify(await run('doctor'))).toContain('store_not_writable')
  },
)

describe('a license that somebody may not read', onPosix('Windows has no rights by number'), () => {
  /** What it is, where it lies in the license's folder, and what is named. */
  const parts: readonly [string, string, string][] = [
    ['its folder', '.', 'licenses/closed'],
    ['its code', 'code', 'licenses/closed/code'],
  ]

  async function machine(part: string) {
    const vendor = paperVendor(makeKey({ from: '2020-01-01T00:00:00.000Z' }))
    const folder = cleanup.folder()
    chmodSync(folder, 0o777)
    const dataDir = path.join(folder, 'data')
    const desk = install(cleanup, vendor.profile, { dataDir })
    const fingerprint = await desk.uniqueKey()
    const issued = Date.now() - DAY
    const keys: Record<string, string> = {}
    for (const [id, product] of [
      ['open', 'storage'],
      ['closed', 'network'],
    ] as const) {
      const products = [{ code: product, name: product, type: 'Count', limit: 1 }]
      const offlineKey = vendor.localKey({ id, code: id, fingerprint, issued, metadata: { products } })
      keys[id] = offlineKey
      must(await desk.router.call('licenses.activateOffline', { code: id, offlineKey }))
    }
    for (const { place, folder: isFolder } of entriesOf(dataDir)) chmodSync(place, isFolder ? 0o777 : 0o666)
    const closed = path.join(dataDir, 'licenses', 'closed', part)
    const open = () => chmodSync(closed, 0o777)
    chmodSync(closed, 0)
    cleanup.add(open)
    const key = path.join(folder, 'closed.lic')
    writeFileSync(key, keys['closed'] ?? '')
    const profile = path.join(folder, 'vendor.json')
    writeFileSync(profile, JSON.stringify(vendor.profile))
    const somebody = process.getuid?.() === 0 ? { uid: 65_534 } : {} // rights do not stop root
    const run = (...args: string[]) =>
      runDesk(['--vendor', profile, '--data-dir', dataDir, ...args], somebody)
    return { open, run, desk, key }
  }

  test.each(parts)('hides no other: %s', async (_, part, where) => {
    const { run } = await machine(part)
    const { status, stdout, stderr } = await run('list')
    expect([status, stdout]).toEqual([0, expect.stringMatching(/storage .*Active/)])
    expect(stdout).not.toContain('network')
    expect(stderr).toContain(`warning: ${where}: `)
    expect(stderr).toMatch(
      /^warning: \S+: You may not read this license\.\n {2}→ .*the group “activation-desk”.*\n$/,
    )
  })

  test('may be the one that a product needs, so its gate cannot tell', async () => {
    const { run } = await machine('.')
    expect((await run('check', '--product', 'storage')).status).toBe(0)
    const other = await run('--json', 'check', '--product', 'network')
    expect([other.status, resultOf(other)]).toMatchObject([2, { error: { code: 'store_not_readable' } }])
  })

  test('is neither set aside nor replaced by a writer who may not read it', async () => {
    const { run, open, desk, key } = await machine('code')
    expect((await run('usage', 'set', 'storage', '1')).status).toBe(0)
    const again = await run('--json', 'activate', 'closed', '--offline-key', key)
    expect(resultOf(again)).toMatchObject({
      error: { code: 'store_not_usable', params: { reason: 'no_permission' } },
    })
    expect(again.stdout).toContain('/licenses/closed')
    open()
    expect(must(await desk.router.call('licenses.list', {}))).toMatchObject({
      licenses: [{ id: 'closed', status: 'active' }, { id: 'open' }],
      problems: [],
    })
  })
})
