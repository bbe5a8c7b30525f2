// The LicenseStore port on real folders: what is put comes back, and what changes is told.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { answer, filesIn, MACHINE_FILE, openStore, sample } from '#tests/support/store-samples.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

describe('a license that was put', () => {
  test('is read back in every part', async () => {
    const { put, contents } = openStore(cleanup)
    const license = sample({ validation: answer('{"meta":{"code":"VALID"}}') })
    await put(license)
    expect(contents()).toMatchObject({ licenses: [license], problems: [], usage: [], mark: 0 })
  })

  test.each([
    [
      'with the head of the mail that brought it',
      `Dear customer,\n\nYour Unique Key: X\n\n${MACHINE_FILE}\nRegards,\nÅsa`,
    ],
    ['with the line ends of Windows', MACHINE_FILE.replaceAll('\n', '\r\n')],
    ['without a last line end', MACHINE_FILE.trimEnd()],
    ['with a byte order mark', `\uFEFF${MACHINE_FILE}`],
    ['of the largest size', MACHINE_FILE.padEnd(262_144, ' ')],
  ])('%s is kept verbatim', async (_, file) => {
    const { put, contents } = openStore(cleanup)
    await put({ file })
    expect(contents().licenses[0]?.file === file).toBe(true)
  })

  test.each(['key with  two spaces', 'ÜNÏCÖDE/../..', 'first line\nsecond line', 'key\twith a tab'])(
    'keeps a code that somebody else made up: %j',
    async (code) => {
      const { put, contents } = openStore(cleanup)
      await put({ code })
      expect(contents().licenses[0]?.code).toBe(code)
    },
  )

  test('stands beside others', async () => {
    const { put, contents } = openStore(cleanup)
    const ids = ['one', 'two', 'three']
    for (const id of ids) await put({ id, code: `code of ${id}` })
    expect(contents().licenses.map(({ id, code }) => [id, code])).toEqual(
      ids.toSorted().map((id) => [id, `code of ${id}`]),
    )
  })
})

describe('the same license again', () => {
  test('replaces file, mode and answer, and nothing is set aside', async () => {
    const { put, contents } = openStore(cleanup)
    await put({ validation: answer('first') })
    const second = sample({ file: `${MACHINE_FILE}second`, mode: 'offline', validation: answer('second') })
    await put(second)
    expect(contents().licenses).toEqual([second])
    expect(contents().problems).toEqual([])
  })

  test('keeps the last answer where the new file came without one', async () => {
    const { put, contents } = openStore(cleanup)
    await put({ validation: answer('suspended') })
    await put({ file: `${MACHINE_FILE}second`, mode: 'offline' })
    expect(contents().licenses[0]).toMatchObject({ mode: 'offline', validation: answer('suspended') })
  })

  test('under another code takes its place, and the old one is kept in quarantine', async () => {
    const { dataDir, put, contents } = openStore(cleanup)
    await put({ validation: answer('old') })
    const before = filesIn(path.join(dataDir, 'licenses'))
    const other = sample({ code: 'ANOTHER CODE', file: `${MACHINE_FILE}other` })
    await put(other)
    expect(contents().licenses).toEqual([other])
    const [aside = ''] = readdirSync(path.join(dataDir, 'quarantine'))
    expect(aside).toMatch(/^370fe8c7.*\.replaced\.[0-9a-f]{8}$/)
    const kept = filesIn(path.join(dataDir, 'quarantine', aside))
    expect(Object.values(kept)).toEqual(Object.values(before))
    expect(contents().problems).toEqual([{ where: `quarantine/${aside}`, reason: 'replaced' }])
  })
})

describe('what stands beside a license', () => {
  test('the last answer alone can be replaced, and a license without one has none', async () => {
    const { put, write, contents } = openStore(cleanup)
    await put()
    expect(contents().licenses[0]?.validation).toBeNull()
    const body = '{"meta":{"code":"SUSPENDED"},"text":"ä\u2028\\"}'
    await write((writer) => writer.putValidation(sample().id, answer(body)))
    expect(contents().licenses).toEqual([sample({ validation: answer(body) })])
  })

  test('the usage of one product leaves that of the others', async () => {
    const { write, contents } = openStore(cleanup)
    const record = (product: string, usage: number) => ({
      product,
      usage,
      reportedAt: 1,
      daysOverLimit: NOT_OVER,
    })
    await write((writer) => writer.putUsage(record('storage', 1)))
    await write((writer) => writer.putUsage(record('network', 7)))
    await write((writer) =>
      writer.putUsage({ ...record('storage', 2), daysOverLimit: { days: [5], since: null } }),
    )
    expect(contents().usage).toEqual([
      record('network', 7),
      { ...record('storage', 2), daysOverLimit: { days: [5], since: null } },
    ])
  })

  test('several changes of one write are all kept', async () => {
    const { write, contents } = openStore(cleanup)
    const record = (product: string) => ({ product, usage: 1, reportedAt: 1, daysOverLimit: NOT_OVER })
    await write((writer) => {
      writer.putUsage(record('network'))
      writer.putUsage(record('storage'))
      writer.raiseMark(10)
      writer.raiseMark(5)
    })
    expect(contents()).toMatchObject({ usage: [record('network'), record('storage')], mark: 10 })
  })

  test('the latest signed time is never lowered', async () => {
    const { write, contents } = openStore(cleanup)
    for (const [signed, kept] of [
      [1000, 1000],
      [999, 1000],
      [Number.NaN, 1000],
      [Infinity, 1000],
      [1001, 1001],
    ] as const) {
      await write((writer) => writer.raiseMark(signed))
      expect(contents().mark).toBe(kept)
    }
  })
})

describe('the revision', () => {
  test('changes with every change, and with nothing else', async () => {
    const { store, put, write, contents } = openStore(cleanup)
    const revisions = [contents().revision]
    const usage = { product: 'storage', usage: 1, reportedAt: 1, daysOverLimit: NOT_OVER }
    const changes: (() => Promise<unknown>)[] = [
      () => put(),
      () => put(),
      () => write((writer) => writer.putValidation(sample().id, answer(''))),
      () => write((writer) => writer.putUsage(usage)),
      () => write((writer) => writer.raiseMark(1)),
    ]
    for (const change of changes) {
      await change()
      revisions.push(contents().revision)
    }
    expect(new Set(revisions).size).toBe(changes.length + 1)
    await write(() => 'refused')
    await store.probe()
    expect(contents().revision).toBe(revisions.at(-1))
  })

  test('stays where a change threw, and so does the store', async () => {
    const { dataDir, store, put } = openStore(cleanup)
    await put()
    const before = filesIn(dataDir)
    const failed = store.write((writer) => {
      writer.putLicense(sample({ id: 'another', file: 'half a thought' }))
      writer.putLicense(sample({ code: 'another code' }))
      throw new Error('a bug')
    })
    await expect(failed).rejects.toThrow('a bug')
    expect(filesIn(dataDir)).toEqual(before)
  })
})

test('a store that was only read, or only asked whether it could be written to, holds nothing', async () => {
  const { dataDir, store, contents } = openStore(cleanup)
  expect(contents()).toEqual({
    revision: '',
    licenses: [],
    problems: [],
    usage: [],
    usageUnread: null,
    reports: [],
    returnedIncomplete: false,
    missing: [],
    returns: [],
    returned: [],
    givenBack: [],
    mark: 0,
  })
  expect(existsSync(dataDir)).toBe(false)
  expect(await store.probe()).toEqual({ ok: true, value: null })
  expect(existsSync(dataDir)).toBe(false)
  mkdirSync(dataDir)
  expect(await store.probe()).toEqual({ ok: true, value: null })
  expect(Object.keys(filesIn(dataDir))).toEqual(['lock.db'])
})
