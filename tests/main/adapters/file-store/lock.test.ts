// One writer at a time over all processes and threads, and none that a killed process keeps out.
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startChild } from '#tests/support/child.ts'
import { holdLock } from '#tests/support/hold-lock.ts'
import { strideOf } from '#tests/support/rounds.ts'
import { filesIn, openStore, sample } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

// Each thread loads the store’s modules, which takes its time on a busy machine.
test('two processes of many threads each lose no change to one another', { timeout: 120_000 }, async () => {
  const { dataDir, contents } = openStore(cleanup)
  const threads = 10 / strideOf(2)
  const counting = { dataDir, threads, times: 3 }
  const children = [1, 2].map(() => startChild(cleanup, 'counting-child.ts', counting))
  expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0])
  expect(contents().usage).toMatchObject([{ product: 'counted', usage: 6 * threads }])
})

test('who waited as long as he was to wait is told that the store is busy, and nothing was changed', async () => {
  const { dataDir, store, put } = openStore(cleanup, 40)
  await put()
  const before = filesIn(dataDir)
  const letGo = await holdLock(cleanup, dataDir)
  const busy = { ok: false, error: { code: 'store_busy', params: { path: dataDir } } }
  expect(await store.write((writer) => writer.raiseMark(1))).toEqual(busy)
  expect(await store.probe()).toEqual(busy)
  await letGo()
  expect(filesIn(dataDir)).toEqual(before)
  expect(await store.probe()).toEqual({ ok: true, value: null })
})

test('who waits gets the lock as soon as it is free', async () => {
  const { dataDir, put, write, contents } = openStore(cleanup)
  await put()
  const letGo = await holdLock(cleanup, dataDir)
  const waiting = write((writer) => writer.raiseMark(1))
  await letGo()
  await waiting
  expect(contents().mark).toBe(1)
})

test('the lock of a killed process is free at once, and the licenses are there', async () => {
  const { dataDir, put, write, store, contents } = openStore(cleanup, 0)
  await put()
  const child = startChild(cleanup, 'holding-child.ts', { dataDir })
  expect(await child.line()).toBe('held')
  expect(await store.probe()).toMatchObject({ ok: false, error: { code: 'store_busy' } })
  await child.kill()
  await write((writer) => writer.raiseMark(1)) // without any patience
  expect(contents()).toMatchObject({ mark: 1, licenses: [sample()], problems: [] })
})

test('tickets of killed writers are gone after one look', async () => {
  const { dataDir, put, write } = openStore(cleanup, 40)
  await put()
  const folder = path.join(dataDir, 'waiting')
  mkdirSync(folder, { recursive: true })
  for (let count = 0; count < 200; count += 1) {
    const ticket = path.join(folder, `000000000000000.${String(count).padStart(8, '0')}`)
    writeFileSync(ticket, '')
    utimesSync(ticket, 1, 1)
  }
  await write((writer) => writer.raiseMark(1))
  expect(readdirSync(folder)).toEqual([])
})

test('tickets that are kept fresh and belong to nobody hold a writer up for a second, and not for all its patience', async () => {
  const { dataDir, put, write } = openStore(cleanup, 60_000)
  await put()
  const folder = path.join(dataDir, 'waiting')
  mkdirSync(folder, { recursive: true })
  const forged = Array.from({ length: 200 }, (_, count) => path.join(folder, `0.${count}`))
  const freshen = () => forged.forEach((ticket) => writeFileSync(ticket, 'x'))
  freshen()
  const keepsFresh = setInterval(freshen, 100)
  cleanup.add(() => clearInterval(keepsFresh))
  const begun = performance.now()
  await write((writer) => writer.raiseMark(1))
  expect(performance.now() - begun).toBeLessThan(20_000)
})

test('a folder in the place of what SQLite might make beside the lock is named', async () => {
  const { dataDir, put, store } = openStore(cleanup)
  await put()
  mkdirSync(path.join(dataDir, 'lock.db-journal'))
  const written = await store.write((writer) => writer.raiseMark(1))
  expect(written).toMatchObject({
    error: { code: 'store_not_usable', params: { reason: 'folder_in_the_way' } },
  })
})
