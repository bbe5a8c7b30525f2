import fs, {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { activityFile } from '#main/adapters/activity/activity-file.ts'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import type { ActivityEntry, ActivityQuery } from '#main/core/ports/activity-log.ts'
import { must } from '#tests/support/must.ts'
import { startChild } from '#tests/support/child.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { until } from '#tests/support/until.ts'

const cleanup = new Cleanup()
let dataDir: string
beforeEach(() => (dataDir = cleanup.folder()))
afterEach(() => cleanup.run())

const file = () => path.join(dataDir, 'activity.jsonl')
const older = () => path.join(dataDir, 'activity.1.jsonl')
const log = (largest?: number) => activityFile(dataDir, 'cli', largest)
const entry = (number: number, change: Partial<ActivityEntry> = {}): ActivityEntry => ({
  at: Date.UTC(2027, 0, 1) + number,
  action: 'refresh',
  result: 'ok',
  subject: String(number),
  ...change,
})
const list = (query: Partial<ActivityQuery> = {}) => must(log().list({ limit: 1000, ...query }))
const subjects = (query: Partial<ActivityQuery> = {}) => list(query).entries.map(({ subject }) => subject)

async function write(from: number, to: number, change: Partial<ActivityEntry> = {}): Promise<void> {
  for (let number = from; number <= to; number += 1) await log().append(entry(number, change))
}

describe('the activity log', () => {
  test('is empty where nothing happened yet', () => {
    expect(list()).toEqual({ entries: [], next: null })
  })

  test('says who, from where, what, and how it ended, the newest first', async () => {
    await write(1, 2)
    expect(list().entries).toEqual([
      {
        at: '2027-01-01T00:00:00.002Z',
        actor: expect.any(String) as string,
        host: 'cli',
        action: 'refresh',
        result: 'ok',
        subject: '2',
        changes: [],
        checked: [],
        problems: [],
        returnCode: null,
      },
      expect.objectContaining({ subject: '1' }),
    ])
  })

  test('is for the group to append to, whatever the umask', async () => {
    await write(1, 1)
    expect(statSync(file()).mode & 0o777).toBe(0o660)
  })

  test('tells of one license alone: what was done with it, checked of it, and changed in it', async () => {
    const change = { owner: 'Contoso B.V.', kind: 'suspended', product: null, from: null, to: null } as const
    await write(1, 1, { action: 'activate_online', subject: 'a' })
    await write(2, 2, { action: 'activate_online', subject: 'b' })
    await write(3, 3, { subject: null, checked: ['b', 'a'] })
    await write(4, 4, { subject: null, changes: [{ ...change, licenseId: 'a' }] })
    await write(5, 5, { subject: null, problems: [{ license: 'a', code: 'server_timeout' }] })
    await write(6, 6, { action: 'export', subject: 'csv' })
    const days = (license: string) => list({ license }).entries.map(({ at }) => Number(at.slice(-4, -1)))
    expect(days('a')).toEqual([5, 4, 3, 1])
    expect(days('b')).toEqual([3, 2])
    expect(days('c')).toEqual([])
  })

  test('is read a page at a time, filtered or not', async () => {
    await write(1, 5)
    await write(6, 7, { action: 'export', result: 'disk_full' })
    await write(8, 8, { result: 'server_timeout' })
    const first = list({ limit: 3 })
    expect(first.entries.map(({ subject }) => subject)).toEqual(['8', '7', '6'])
    expect(subjects({ limit: 3, before: first.next ?? '' })).toEqual(['5', '4', '3'])
    expect(subjects({ action: 'export' })).toEqual(['7', '6'])
    expect(subjects({ result: 'failed' })).toEqual(['8', '7', '6'])
    expect(subjects({ result: 'server_timeout' })).toEqual(['8'])
    expect(subjects({ result: 'ok', action: 'export' })).toEqual([])
    for (const before of ['nonsense', '0:5', `${statSync(file()).ino}:x`])
      expect(subjects({ before })).toEqual([])
  })

  test('counts what is no line of ours in its place, whatever is asked for, and begins a new line after a torn one', async () => {
    await write(1, 1)
    appendFileSync(
      file(),
      'garbage\n\n{"at":"yesterday"}\n[1,2]\n\0\0\0\n{"at":"2027-01-01T00:00:00.000Z","act',
    )
    await write(2, 2)
    const unreadable = {
      at: '2027-01-01T00:00:00.001Z',
      actor: '',
      action: 'unreadable',
      subject: 'activity.jsonl: 5',
    }
    expect(list().entries).toMatchObject([{ subject: '2' }, unreadable, { subject: '1' }])
    expect(list({ action: 'export' }).entries).toMatchObject([unreadable])
    const [first, second] = [1, 2].map((limit) => list({ limit }))
    expect(list({ limit: 1, before: first?.next ?? '' }).entries).toMatchObject([unreadable])
    expect(list({ before: second?.next ?? '' }).entries).toMatchObject([{ subject: '1' }])
    appendFileSync(file(), 'garbage\n')
    expect(list({ limit: 1 }).entries).toMatchObject([{ subject: 'activity.jsonl: 1' }])
  })

  test('reads lines of versions that wrote less, or more', () => {
    const line = { at: '2027-01-01T00:00:00.000Z', actor: 'a', host: 'web', action: 'teleport', result: 'ok' }
    writeFileSync(file(), `${JSON.stringify({ ...line, subject: 7, changes: 'none', more: 1 })}\n`)
    expect(list().entries).toMatchObject([{ action: 'teleport', subject: null, changes: [] }])
  })

  test('is read from its end in pieces, lines across their borders included', async () => {
    const long = 'x'.repeat(70_000)
    await write(1, 300, { subject: 'y'.repeat(700) })
    await log().append(entry(301, { subject: long }))
    await write(302, 303)
    const all = list()
    expect(all.entries).toHaveLength(303)
    expect(all.entries[2]?.subject).toBe(long)
    const paged: string[] = []
    for (let before: string | undefined, more = true; more;) {
      const page = list({ limit: 50, ...(before === undefined ? {} : { before }) })
      paged.push(...page.entries.map(({ at }) => at))
      before = page.next ?? ''
      more = page.next !== null
    }
    expect(paged).toEqual(all.entries.map(({ at }) => at))
  })

  test('does not keep a line in memory that is larger than any of ours', async () => {
    await write(1, 1)
    appendFileSync(file(), `${'z'.repeat(1_000_000)}\n`)
    await write(2, 2)
    expect(subjects()).toEqual(['2', 'activity.jsonl: 1', '1'])
  })

  test('is read no farther than a log of ours can be long, and says where it was cut', async () => {
    await write(1, 1)
    truncateSync(file(), 2 ** 32)
    await write(2, 3, { action: 'export' })
    const cut = { at: '2027-01-01T00:00:00.002Z', action: 'not_read', actor: '', subject: null }
    const read = vi.spyOn(fs, 'readSync')
    syncBuiltinESMExports()
    cleanup.add(() => (read.mockRestore(), syncBuiltinESMExports()))
    expect(list().entries).toEqual([
      expect.objectContaining({ subject: '3' }),
      expect.objectContaining({ subject: '2' }),
      expect.objectContaining(cut),
    ])
    expect(read.mock.calls.length).toBeLessThan(1000)
    expect(list({ action: 'refresh' }).entries).toMatchObject([cut])
    const page = list({ limit: 2 })
    const rest = { entries: [{ action: 'not_read' }], next: null }
    expect(list({ limit: 2, before: page.next ?? '' })).toMatchObject(rest)
  })

  test('answers a filter that fits seldom in steps', async () => {
    await write(1, 1, { action: 'export' })
    const line = `${JSON.stringify({ at: '2027-01-01T00:00:00.000Z', actor: 'a', host: 'cli', action: 'refresh', result: 'ok', subject: 'w'.repeat(500) })}\n`
    appendFileSync(file(), line.repeat(10_000))
    let page = list({ action: 'export' })
    const steps = [page.entries.length]
    while (page.next !== null) {
      page = list({ action: 'export', before: page.next })
      steps.push(page.entries.length)
    }
    expect(steps.length).toBeGreaterThan(1)
    expect(steps.at(-1)).toBe(1)
  })

  test('cannot be read by those who may not', async (context) => {
    if (process.getuid?.() === 0) context.skip('rights do not stop root')
    await write(1, 1)
    chmodSync(file(), 0)
    expect(log().list({ limit: 1 })).toMatchObject({ error: { code: 'store_not_readable' } })
  })

  test('is no reason to fail: a folder that is not there loses the line, not the caller', async () => {
    await activityFile(path.join(dataDir, 'nowhere'), 'cli').append(entry(1))
    mkdirSync(file())
    await write(1, 1)
  })
})

describe('whoever watches the log', () => {
  test('is told of a line by another process, until it unsubscribes', async () => {
    let [here, gone] = [0, 0]
    cleanup.add(log().watch(() => (here += 1)))
    log().watch(() => (gone += 1))()
    const child = startChild(cleanup, 'logging-child.ts', { dataDir, name: 'a', lines: 1, largest: 8000 })
    await child.line()
    child.tell('go')
    expect(await child.ended).toBe(0)
    await until('the line to be told', () => (here > 0 ? true : undefined))
    expect(gone).toBe(0)
  })
})

describe('a log that grew too large', () => {
  /** The lock is the store's. */
  const prepared = async () => void must(await fileStore(dataDir).probe())

  test('becomes the older one, and both are read as one', async () => {
    await prepared()
    for (let number = 1; number <= 12; number += 1) await log(1000).append(entry(number))
    expect(statSync(file()).size).toBeLessThan(1200)
    expect(existsSync(older())).toBe(true)
    const kept = subjects()
    expect(kept.slice(0, 8)).toEqual(['12', '11', '10', '9', '8', '7', '6', '5'])
    const page = list({ limit: 2 })
    for (let number = 13; number <= 16; number += 1) await log(1000).append(entry(number))
    expect(subjects({ limit: 2, before: page.next ?? '' })).toEqual(['10', '9'])
  })

  test('is made the older one once by writers at the same moment, and no line is lost', async () => {
    await prepared()
    const job = (name: string) => ({ dataDir, name, lines: 60, largest: 8000 })
    const children = ['a', 'b'].map((name) => startChild(cleanup, 'logging-child.ts', job(name)))
    for (const child of children) await child.line()
    for (const child of children) child.tell('go')
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0])
    const text = readFileSync(older(), 'utf8') + readFileSync(file(), 'utf8')
    // An empty one lies after a line that another writer saw half: readers pass over it.
    const lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { subject: string }).subject)
    expect(new Set(lines).size).toBe(120)
  })
})
