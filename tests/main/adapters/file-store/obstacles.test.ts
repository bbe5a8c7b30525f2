// What keeps writers from writing is named by `doctor` before a writer meets it, and by its own path (issue 12.1).
import fs, { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { DAY } from '#shared/instant.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import { requireBuild, resultOf, runDesk } from '#tests/support/cli.ts'
import { install, writeMachineId } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { answer, sample } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

/** Rights do not stop root, so the commands run as somebody else then. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65_534 } : {}

async function storeOf(): Promise<{ readonly dataDir: string; readonly place: (name: string) => string }> {
  const folder = cleanup.folder()
  chmodSync(folder, 0o755)
  const dataDir = path.join(folder, 'data')
  writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
  await fileStore(dataDir).write((writer) => {
    writer.putLicense(sample())
    writer.putUsage({ product: 'storage', usage: 1, reportedAt: 1, daysOverLimit: NOT_OVER })
    writer.raiseMark(1)
  })
  return { dataDir, place: (name) => path.join(dataDir, name) }
}

function openUp(dataDir: string): void {
  const entries = readdirSync(dataDir, { recursive: true, withFileTypes: true })
  for (const entry of entries)
    chmodSync(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o777 : 0o666)
  chmodSync(dataDir, 0o777)
}

const license = `licenses/${sample().id}`

describe('a folder that one may read and not write', onPosix('Windows has no rights by number'), () => {
  test.each([
    ['licenses', 'another'],
    ['licenses/one', 'one'],
  ])('%s is named by doctor, as by the writer', async (name, next) => {
    const vendor = paperVendor(makeKey({ from: '2020-01-01T00:00:00.000Z' }))
    const folder = cleanup.folder()
    chmodSync(folder, 0o755)
    const dataDir = path.join(folder, 'data')
    const desk = install(cleanup, vendor.profile, { dataDir })
    const fingerprint = await desk.uniqueKey()
    const keyOf = (id: string, issued: number) => vendor.localKey({ id, code: id, fingerprint, issued })
    const offlineKey = keyOf('one', Date.now() - DAY)
    must(await desk.router.call('licenses.activateOffline', { code: 'one', offlineKey }))
    openUp(dataDir)
    const denied = { code: 'store_not_writable', params: { path: path.join(dataDir, name) } }
    chmodSync(denied.params.path, 0o555)
    const profile = path.join(folder, 'vendor.json')
    writeFileSync(profile, JSON.stringify(vendor.profile))
    const key = path.join(folder, 'next.lic')
    writeFileSync(key, keyOf(next, Date.now()))
    const args = ['--json', '--vendor', profile, '--data-dir', dataDir]

    const doctor = await runDesk([...args, 'doctor', '--offline'], unprivileged)
    const { machine } = JSON.parse(doctor.stdout) as {
      machine: { lines: { step: string }[]; problems: unknown[] }
    }
    expect(doctor.status).toBe(4)
    expect(machine.lines.find(({ step }) => step === 'rights')).toMatchObject({ problem: denied })
    expect(machine.problems).toContainEqual({ where: name, reason: 'not_writable' })
    const activated = await runDesk([...args, 'activate', next, '--offline-key', key], unprivileged)
    expect([activated.status, resultOf(activated)]).toMatchObject([4, { error: denied }])
  })
})

test('a disk that may only be read is named once, and nothing on it counts as damaged (issue 12)', async () => {
  const { dataDir } = await storeOf()
  const real = fs.accessSync
  vi.spyOn(fs, 'accessSync').mockImplementation((place, mode = 0) => {
    if ((mode & fs.constants.W_OK) !== 0) throw Object.assign(new Error('EROFS'), { code: 'EROFS' })
    real(place, mode)
  })
  syncBuiltinESMExports()
  cleanup.add(() => (vi.restoreAllMocks(), syncBuiltinESMExports()))
  const named = fileStore(dataDir).obstacles()
  expect(named).toMatchObject([
    {
      where: dataDir,
      reason: 'not_writable',
      failure: { code: 'store_not_usable', params: { path: dataDir, reason: 'read_only_disk' } },
    },
  ])
  const { router } = install(cleanup, loadProfile({ machineIdFile: true }), { dataDir, machineId: null })
  const { lines } = must(await router.call('machine.examine', {}))
  expect(lines.find(({ step }) => step === 'store')).toMatchObject({ state: 'ok' })
})

const FILES = [
  'revision',
  'clock.json',
  'usage.json',
  `${license}/activation.json`,
  `${license}/answers/validation.json`,
]

describe('a folder in the place of a file', () => {
  const examined = async (dataDir: string) => {
    const { router } = install(cleanup, loadProfile({ machineIdFile: true }), { dataDir, machineId: null })
    const { lines } = must(await router.call('machine.examine', {}))
    return lines.find(({ step }) => step === 'rights')
  }

  test.each(FILES)('%s is named by doctor', async (name) => {
    const { dataDir, place } = await storeOf()
    expect(await examined(dataDir)).toMatchObject({ state: 'ok' })
    rmSync(place(name), { force: true })
    mkdirSync(place(name))
    expect(await examined(dataDir)).toMatchObject({
      state: 'failed',
      problem: {
        code: 'store_not_usable',
        params: { path: place(name), reason: 'folder_in_the_way' },
      },
    })
  })

  test.each(FILES)('%s is set aside by repair, and writers write again', async (name) => {
    const { dataDir, place } = await storeOf()
    rmSync(place(name), { force: true })
    mkdirSync(place(name))
    const store = fileStore(dataDir)
    const repaired = must(await store.repair())
    expect(repaired.setAside).toContainEqual({ where: name, reason: 'not_a_file' })
    expect(await examined(dataDir)).toMatchObject({ state: 'ok' })
    must(await store.write((writer) => writer.putValidation(sample().id, answer('after'))))
  })

  test('the lock is named as one', async () => {
    const { dataDir, place } = await storeOf()
    rmSync(place('lock.db'))
    mkdirSync(place('lock.db'))
    const problem = {
      code: 'store_not_usable',
      params: { path: place('lock.db'), reason: 'folder_in_the_way' },
    }
    expect(await examined(dataDir)).toMatchObject({ state: 'failed', problem })
    expect(await fileStore(dataDir).repair()).toMatchObject({ error: problem })
  })

  test.each(['a folder', 'nonsense'])(
    'store.json (%s) is set aside by repair, which says so',
    async (what) => {
      const { dataDir, place } = await storeOf()
      rmSync(place('store.json'))
      if (what === 'a folder') mkdirSync(place('store.json'))
      else writeFileSync(place('store.json'), what)
      const reason = what === 'a folder' ? 'not_a_file' : 'unreadable'
      const store = fileStore(dataDir)
      expect(must(await store.repair())).toEqual({ setAside: [{ where: 'store.json', reason }], left: [] })
      expect(must(await store.repair())).toEqual({ setAside: [], left: [] })
    },
  )

  test('is named by the path of that file where a writer meets it', async () => {
    const { dataDir, place } = await storeOf()
    rmSync(place('revision'))
    mkdirSync(place('revision'))
    const store = fileStore(dataDir)
    const written = await store.write((writer) => writer.raiseMark(2))
    expect(written).toMatchObject({ error: { params: { path: place('revision') } } })
    // Before a seat is taken.
    expect(await store.probe()).toMatchObject({ error: { params: { path: place('revision') } } })
  })
})
