// The two numbers of store.json: what this version reads, upgrades with a copy, and leaves alone (issue 12.2).
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { settingsFile } from '#main/adapters/settings-file.ts'
import { filesIn, openStore, sample, type OpenStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function storeSaying(format: string | null): Promise<OpenStore & { readonly file: string }> {
  const open = openStore(cleanup)
  await open.put()
  const file = path.join(open.dataDir, 'store.json')
  if (format === null) rmSync(file)
  else writeFileSync(file, format)
  return { ...open, file }
}

const newer = { ok: false, error: { code: 'store_newer' } }

describe('a store that a newer version has changed for writers', () => {
  test('is read, and no writer touches it', async () => {
    const { dataDir, store, contents } = await storeSaying('{"writers":2,"gate":1,"more":true}')
    const before = filesIn(dataDir)
    expect(contents().licenses).toEqual([sample()])
    expect(await store.write((writer) => writer.removeLicense(sample().id))).toMatchObject(newer)
    expect(await store.probe()).toMatchObject(newer)
    expect(await store.repair()).toMatchObject(newer)
    const settings = settingsFile(dataDir)
    expect(await settings.change((now) => now)).toMatchObject(newer)
    expect(filesIn(dataDir)).toEqual(before)
  })

  test('may say “offline only” in another way: its settings are not believed, and what is newer is the store, not settings that are not there (issue 12.3)', async () => {
    const { dataDir } = await storeSaying('{"writers":2,"gate":1}')
    expect(settingsFile(dataDir).read()).toMatchObject(newer)
  })
})

test.each([1, 2])(
  'a store that a newer version has changed for gates is not read either (writers: %i)',
  async (writers) => {
    const { dataDir, store } = await storeSaying(JSON.stringify({ writers, gate: 2 }))
    const before = filesIn(dataDir)
    expect(store.read()).toMatchObject(newer)
    expect(await store.write((writer) => writer.raiseMark(1))).toMatchObject(newer)
    expect(await store.repair()).toMatchObject(newer)
    expect(await settingsFile(dataDir).change((now) => now)).toMatchObject(newer)
    expect(filesIn(dataDir)).toEqual(before)
  },
)

test('the store of a release without store.json is read, copied by the first writer, and marked', async () => {
  const { dataDir, contents, write, file } = await storeSaying(null)
  expect(contents().licenses).toEqual([sample()])
  const before = filesIn(dataDir)
  await write((writer) => writer.raiseMark(7))
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ writers: 1, gate: 1 })
  const copied = filesIn(path.join(dataDir, 'copies', 'format-0'))
  const kept = Object.entries(before).filter(([name]) => !/^(lock\.db|staging|quarantine)/.test(name))
  expect(copied).toEqual(Object.fromEntries(kept))
  expect(contents()).toMatchObject({ mark: 7, problems: [] })
})

test('a copy that an earlier attempt made is not replaced by what came after it', async () => {
  const { dataDir, write, file } = await storeSaying(null)
  await write((writer) => writer.raiseMark(1))
  const before = filesIn(path.join(dataDir, 'copies'))
  rmSync(file)
  await write((writer) => writer.raiseMark(2))
  expect(filesIn(path.join(dataDir, 'copies'))).toEqual(before)
})

describe('a damaged store.json', () => {
  test.each(['', '{"writers":', '{"writers":"one"}', '[]'])(
    '(%j) is named, and made anew after a copy of all that is there',
    async (text) => {
      const { dataDir, contents, write, file } = await storeSaying(text)
      expect(contents().problems).toEqual([{ where: 'store.json', reason: 'unreadable' }])
      const before = filesIn(dataDir)
      await write((writer) => writer.raiseMark(1))
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ writers: 1, gate: 1 })
      expect(contents().problems).toMatchObject(
        [{ where: /^quarantine\/store_json/, reason: 'unreadable' }].map(({ reason }) => ({ reason })),
      )
      const kept = Object.entries(before).filter(([name]) => !/^(lock\.db|staging|quarantine)/.test(name))
      expect(filesIn(path.join(dataDir, 'copies', 'format-unknown'))).toEqual(Object.fromEntries(kept))
    },
  )

  test('that still shows a higher number counts as a newer one', async () => {
    const { store } = await storeSaying('{"writers":2,"ga')
    expect(await store.probe()).toMatchObject(newer)
  })
})
