// No license was found: was there never one, or is what held them away (issue 10.14)?
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { startChild } from '#tests/support/child.ts'
import { install } from '#tests/support/installation.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { openStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const problemsIn = (dataDir: string) => {
  const read = fileStore(dataDir).read()
  return read.ok ? read.value.problems : [read.error]
}

describe('a folder that never held a store', () => {
  const cases: readonly [string, (dataDir: string) => void][] = [
    ['is absent', () => undefined],
    ['is empty', (dataDir) => mkdirSync(dataDir)],
    [
      'holds what others put there',
      (dataDir) => mkdirSync(path.join(dataDir, 'lost+found'), { recursive: true }),
    ],
    [
      'was made by an installer, folder and all',
      (dataDir) => {
        mkdirSync(path.join(dataDir, 'licenses'), { recursive: true })
        writeFileSync(path.join(dataDir, 'store.json'), '{"writers":1,"gate":1}\n')
      },
    ],
  ]
  test.each(cases)('holds no license: it %s', (_, make) => {
    const dataDir = path.join(cleanup.folder(), 'data')
    make(dataDir)
    expect(problemsIn(dataDir)).toEqual([])
  })
})

describe('licenses that were here', () => {
  test.each(['store.json', 'revision'])('are gone: %s says that there were some', async (mark) => {
    const { dataDir, put } = openStore(cleanup)
    await put()
    rmSync(path.join(dataDir, 'licenses'), { recursive: true })
    for (const other of ['store.json', 'revision']) if (other !== mark) rmSync(path.join(dataDir, other))
    expect(problemsIn(dataDir)).toEqual([{ where: 'licenses', reason: 'gone' }])
  })

  test('are gone for a writer too, who does not make an empty folder of it; the next license does', async () => {
    const { dataDir, put, write, contents } = openStore(cleanup)
    await put()
    rmSync(path.join(dataDir, 'licenses'), { recursive: true })
    await write((writer) => writer.raiseMark(7))
    expect(problemsIn(dataDir)).toEqual([{ where: 'licenses', reason: 'gone' }])
    await put({ id: 'again' })
    expect(contents()).toMatchObject({ licenses: [{ id: 'again' }], problems: [] })
  })

  test('were deactivated, the last one too: that is no loss', async () => {
    const { dataDir, put, write } = openStore(cleanup)
    await put({ id: 'one' })
    await write((writer) => writer.removeLicense('one'))
    expect(problemsIn(dataDir)).toEqual([])
  })
})

test('the first writer says in which format it writes, for writers and for gates; a probe leaves no mark', async () => {
  const { dataDir, store, put } = openStore(cleanup)
  await store.probe()
  await store.write(() => null)
  expect(() => readFileSync(path.join(dataDir, 'store.json'))).toThrow('ENOENT')
  await put()
  expect(JSON.parse(readFileSync(path.join(dataDir, 'store.json'), 'utf8'))).toEqual({ writers: 1, gate: 1 })
})

test(
  'where no store can ever be it cannot be told, and nobody is sent to activate (issue 12)',
  onPosix('Windows counts otherwise'),
  () => {
    const folder = cleanup.folder()
    const long = [
      path.join(folder, 'n'.repeat(300)),
      path.join(folder, ...Array<string>(3).fill('n'.repeat(200))),
    ]
    const kernel = process.platform === 'linux' ? ['/proc/1', '/proc/1/none'] : []
    const reasons = [...long, ...kernel].map((dataDir) => {
      const read = fileStore(dataDir).read()
      const gate = fileStore(dataDir).readStanding()
      return [read, gate].map((one) =>
        one.ok ? null : 'reason' in one.error.params && one.error.params.reason,
      )
    })
    const twice = (reason: string) => [reason, reason]
    expect(reasons).toEqual([
      ...long.map(() => twice('name_too_long')),
      ...kernel.map(() => twice('cannot_be_made')),
    ])
  },
)

describe('a data folder that cannot be entered', () => {
  const cases: readonly [string, string, (dataDir: string) => void][] = [
    ['a link to nowhere', 'link_to_nowhere', (dataDir) => symlinkSync('/nowhere/at/all', dataDir)],
    ['a link to itself', 'link_to_nowhere', (dataDir) => symlinkSync('data', dataDir)],
    ['a file', 'through_a_file', (dataDir) => writeFileSync(dataDir, '')],
  ]
  test.each(cases)('%s', (_, reason, make) => {
    const dataDir = path.join(cleanup.folder(), 'data')
    make(dataDir)
    expect(fileStore(dataDir).read()).toMatchObject({
      ok: false,
      error: { code: 'store_unreachable', params: { reason } },
    })
  })

  test('behind a file, which is named: also where a machine id file would lie (issue 10.14)', async () => {
    const file = path.join(cleanup.folder(), 'file')
    writeFileSync(file, '')
    const desk = install(cleanup, paperVendor().profile, {
      dataDir: path.join(file, 'deep', 'data'),
      machineId: null,
    })
    const error = { code: 'store_unreachable', params: { path: file, reason: 'through_a_file' } }
    for (const answer of [
      await desk.router.call('licenses.check', { product: 'storage' }),
      await desk.router.call('settings.set', { offlineOnly: true }),
    ])
      expect(answer).toEqual({ ok: false, error })
  })

  test('behind a link to nowhere', () => {
    const folder = cleanup.folder()
    symlinkSync('/nowhere/at/all', path.join(folder, 'disk'))
    expect(problemsIn(path.join(folder, 'disk', 'desk', 'data'))).toMatchObject([
      { code: 'store_unreachable', params: { reason: 'link_to_nowhere' } },
    ])
  })

  test('a link to a folder is a choice of the administrator', async () => {
    const { dataDir, put } = openStore(cleanup)
    await put()
    const link = path.join(cleanup.folder(), 'link')
    symlinkSync(dataDir, link)
    expect(fileStore(link).read()).toMatchObject({ ok: true, value: { licenses: [{}], problems: [] } })
  })
})

test('the empty place of a disk: without a mark nobody knows whether the right one is mounted', async (context) => {
  if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
    context.skip('needs “unshare -rm” for a small disk of its own')
  const disk = cleanup.folder()
  const script = 'mount -t tmpfs -o size=256k tmpfs "$0" && exec "$@"'
  const child = startChild(
    cleanup,
    'empty-disk-child.ts',
    { disk },
    { under: ['unshare', '-rm', 'bash', '-c', script, disk] },
  )
  expect(await child.ended).toBe(0)
  expect(child.printed.map((line) => JSON.parse(line) as unknown)).toEqual([
    [{ where: 'licenses', reason: 'not_mounted' }],
    [],
    [],
  ])
})
