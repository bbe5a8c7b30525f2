// Reading: nonsense beside a license hides nothing, and writers at work are never seen half-way.
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startChild } from '#tests/support/child.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import {
  answer,
  openStore,
  rewrittenFile,
  sample,
  versionOf,
  type OpenStore,
} from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must } from '#tests/support/must.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const usage = { product: 'storage', usage: 1, reportedAt: 1, daysOverLimit: NOT_OVER }

describe('a file beside the license that is nonsense', () => {
  const license = sample({ validation: answer('valid') })
  let open: OpenStore
  beforeEach(async () => {
    open = openStore(cleanup)
    await open.write((writer) => {
      writer.putLicense(license)
      writer.putUsage(usage)
      writer.raiseMark(100)
    })
  })
  const folder = `licenses/${license.id}`
  const asWritten = { licenses: [license], usage: [usage], mark: 100 }
  const files: readonly [string, object][] = [
    ['clock.json', { ...asWritten, mark: 0 }],
    ['usage.json', { ...asWritten, usage: [] }],
    [`${folder}/answers/validation.json`, { ...asWritten, licenses: [{ ...license, validation: null }] }],
    [`${folder}/activation.json`, { ...asWritten, licenses: [{ ...license, activatedOn: null }] }],
  ]
  const nonsense = ['', 'null', '[]', '7', '{', '{"usage":[{}]}', '\0\0\0\0', '{"latestSigned":"soon"}']
  /** A number that no date can be made of, which is what would break whoever shows it. */
  const farAway = JSON.stringify({
    latestSigned: 1e300,
    usage: [{ ...usage, reportedAt: 1e300 }],
    id: license.id,
    mode: 'online',
    activatedOn: 1e300,
  })

  describe.each(files)('%s', (file, read) => {
    test.each([...nonsense, farAway])('%j hides no license, and is written anew', async (text) => {
      writeFileSync(path.join(open.dataDir, file), text)
      // A limit's other half, and the guard against a clock set back: what is lost is named (issue 10.13, 12.2).
      const named = file === 'usage.json' || file === 'clock.json'
      expect(open.contents()).toMatchObject({
        ...read,
        problems: named ? [{ where: file, reason: 'unreadable' }] : [],
      })
      await open.write((writer) => {
        writer.putLicense(license)
        writer.putUsage(usage)
        writer.raiseMark(100)
      })
      const setAside = { where: expect.stringContaining(`quarantine/${file.replace('.', '_')}`) as string }
      expect(open.contents()).toMatchObject({ ...asWritten, problems: named ? [setAside] : [] })
    })

    test('of four gigabytes hides no license', () => {
      writeFileSync(path.join(open.dataDir, file), '')
      truncateSync(path.join(open.dataDir, file), 2 ** 32)
      expect(open.contents()).toMatchObject({ ...read, problems: [{ where: file, reason: 'unreadable' }] })
    })

    test('that is a folder hides no license', () => {
      rmSync(path.join(open.dataDir, file))
      mkdirSync(path.join(open.dataDir, file))
      expect(open.contents()).toMatchObject({ ...read, problems: [{ where: file, reason: 'not_a_file' }] })
    })
  })

  test.each([
    ['revision', 'anything'],
    ['lock.db', 'not a database at all, but long enough to look like one: '.repeat(40)],
    ['activity.jsonl', '\0'],
  ])('%s stands in the way of no reader and no writer', async (file, text) => {
    writeFileSync(path.join(open.dataDir, file), text)
    expect(open.contents()).toMatchObject(asWritten)
    await open.write((writer) => writer.raiseMark(101))
    expect(open.contents()).toMatchObject({ ...asWritten, mark: 101 })
  })
})

test('a reader sees the old license or the new one while two processes write, and always one', async () => {
  const { dataDir, put, store } = openStore(cleanup)
  const id = 'rewritten'
  await put({ id, code: 'code 0', file: rewrittenFile('code 0', 0) })
  await put({ id: 'untouched' })
  const writers = [1, 2].map(() => startChild(cleanup, 'rewriting-child.ts', { dataDir, id, times: 20 }))
  let running = writers.length
  const ends = writers.map((writer) => writer.ended.finally(() => (running -= 1)))
  let [version, reads] = [0, 0]
  while (running > 0) {
    const contents = must(store.read())
    expect(contents.licenses).toHaveLength(2)
    const found = contents.licenses.find((license) => license.id === id)
    const seen = versionOf(found?.file)
    expect(found?.file === rewrittenFile(found?.code, seen), `one whole file of version ${seen}`).toBe(true)
    expect(seen).toBeGreaterThanOrEqual(version)
    expect(contents.problems.filter((problem) => problem.reason !== 'replaced')).toEqual([])
    version = seen
    reads += 1
    await new Promise(setImmediate)
  }
  expect(await Promise.all(ends)).toEqual([0, 0])
  expect(versionOf(must(store.read()).licenses[0]?.file)).toBe(40)
  expect(reads).toBeGreaterThan(40)
})
