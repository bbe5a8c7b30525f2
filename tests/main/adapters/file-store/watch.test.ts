// Changes are told to whoever watches, whichever process made them.
import { cpSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { startChild } from '#tests/support/child.ts'
import { openStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { until } from '#tests/support/until.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('a change by another process is seen, with the revision that it left', async () => {
  const { dataDir, store, put, contents } = openStore(cleanup)
  await put({ id: 'rewritten', file: 'version 0' })
  const seen: string[] = []
  cleanup.add(store.watch((revision) => seen.push(revision)))
  const child = startChild(cleanup, 'rewriting-child.ts', { dataDir, id: 'rewritten', times: 1 })
  expect(await child.ended).toBe(0)
  await until('the change to be seen', () => (seen.length > 0 ? true : undefined))
  expect(seen).toEqual([contents().revision])
})

test('a store whose folder is yet to come is watched as well', async () => {
  const { store, put, contents } = openStore(cleanup)
  const seen: string[] = []
  cleanup.add(store.watch((revision) => seen.push(revision)))
  await put()
  await until('the first license to be seen', () => (seen.length > 0 ? true : undefined))
  expect(seen).toEqual([contents().revision])
})

test('who has unsubscribed is told nothing more, others are', async () => {
  const { store, put, contents } = openStore(cleanup)
  await put()
  const [first, second]: [string[], string[]] = [[], []]
  const stop = store.watch((revision) => first.push(revision))
  cleanup.add(store.watch((revision) => second.push(revision)))
  await put({ mode: 'offline' })
  await until('both to be told', () => (first.length + second.length === 2 ? true : undefined))
  stop()
  await put({ code: 'another code' })
  await until('the other to be told', () => (second.length === 2 ? true : undefined))
  expect(first).toHaveLength(1)
  expect(second.at(-1)).toBe(contents().revision)
})

test('what changes nothing is not reported', async () => {
  const { store, put, write } = openStore(cleanup)
  await put()
  const seen: string[] = []
  cleanup.add(store.watch((revision) => seen.push(revision)))
  await write(() => null)
  await store.probe()
  await write((writer) => writer.raiseMark(0))
  await put({ id: 'another' }) // which comes last, so that all before it would have been told by then
  await until('the last change to be told', () => (seen.length > 0 ? true : undefined))
  expect(seen).toHaveLength(1)
})

test('a data folder that was replaced is heard again, with what is in it, and so is what comes after (issue 12.6)', async () => {
  const { dataDir, store, put, contents } = openStore(cleanup)
  await put()
  const copy = `${dataDir}.copy`
  cpSync(dataDir, copy, { recursive: true })
  await put({ id: 'since' })
  const seen: string[] = []
  cleanup.add(store.watch((revision) => seen.push(revision)))
  renameSync(dataDir, `${dataDir}.old`)
  renameSync(copy, dataDir)
  await until('the restored store to be seen', () => (seen.includes(contents().revision) ? true : undefined))
  await put({ id: 'another' })
  await until('the next change to be seen', () => (seen.at(-1) === contents().revision ? true : undefined))
})

test('a data folder behind a link is heard again after it was replaced there (issue 12)', async () => {
  const { dataDir, put } = openStore(cleanup)
  await put()
  const link = path.join(cleanup.folder(), 'link')
  symlinkSync(dataDir, link)
  const store = fileStore(link)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  cleanup.add(() => void vi.useRealTimers())
  const seen: string[] = []
  cleanup.add(store.watch((revision) => seen.push(revision)))
  renameSync(dataDir, `${dataDir}.old`)
  cpSync(`${dataDir}.old`, dataDir, { recursive: true })
  vi.advanceTimersByTime(10_000)
  await put({ id: 'another' })
  await until('the next change to be seen', () => (seen.length > 0 ? true : undefined))
})

test('a data folder that was removed and made again is heard again (issue 12.6)', async () => {
  const { dataDir, store, put, contents } = openStore(cleanup)
  await put()
  const seen: string[] = []
  cleanup.add(store.watch((revision) => seen.push(revision)))
  rmSync(dataDir, { recursive: true })
  await put({ id: 'another' })
  await until('the first change to be seen', () => (seen.at(-1) === contents().revision ? true : undefined))
})

test('a folder that cannot be watched is no failure: every question is still answered', () => {
  const file = path.join(cleanup.folder(), 'file')
  writeFileSync(file, '')
  const store = fileStore(path.join(file, 'data'))
  store.watch(() => undefined)()
  expect(store.read()).toMatchObject({ ok: false, error: { code: 'store_unreachable' } })
})
