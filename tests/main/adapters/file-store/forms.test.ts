// A license is a machine file or a typed key, never both and never neither; and a license that gets its own id is one.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import type { StoredLicense } from '#main/core/ports/license-store.ts'
import { everyMomentOf } from '#tests/support/every-moment.ts'
import { must } from '#tests/support/must.ts'
import { swept } from '#tests/support/rounds.ts'
import { answer, MACHINE_FILE, openStore, sample, licensesAsPut } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const ROWS = ' 1:  053DS CJ3C8 1T3TF YG9BG 3JE4J B6ZHG\n 2:  RBFQ0 8M2E4 X52W0 001R0 311PY VKMK4\n'
const file = sample({ validation: answer('kept') })
const typed: StoredLicense = { ...file, file: ROWS, mode: 'offline' }
const KEYS = ['machine.lic', 'typed.key']
const keysIn = (dataDir: string, id = file.id) =>
  KEYS.filter((name) => existsSync(path.join(dataDir, 'licenses', id, name)))

describe('a key is kept by what it is,', () => {
  test.each([
    ['typed.key', ROWS],
    ['typed.key', `Hello,\r\n\r\n${ROWS.replaceAll('\n', '\r\n')}\r\nÅsa`],
    ['machine.lic', MACHINE_FILE],
    ['machine.lic', MACHINE_FILE.replaceAll('-----', '—')],
  ])('verbatim: %s', async (name, text) => {
    const { dataDir, put, contents } = openStore(cleanup)
    await put({ file: text })
    expect(keysIn(dataDir)).toEqual([name])
    expect(contents().licenses).toMatchObject([{ file: text }])
  })

  test('and the other form takes its place with nothing set aside, and the last answer stays', async () => {
    const { dataDir, put, contents } = openStore(cleanup)
    await put(file)
    await put({ ...typed, validation: null })
    expect(keysIn(dataDir)).toEqual(['typed.key'])
    expect(contents()).toMatchObject({ licenses: [typed], problems: [] })
    await put({ ...file, validation: null })
    expect(keysIn(dataDir)).toEqual(['machine.lic'])
    expect(contents()).toMatchObject({ licenses: [file], problems: [] })
    expect(readdirSync(path.join(dataDir, 'staging'))).toEqual([])
  })

  test('and one form is left where a hand put both', async () => {
    const { dataDir, put } = openStore(cleanup)
    await put(file)
    writeFileSync(path.join(dataDir, 'licenses', file.id, 'typed.key'), ROWS)
    await put(file)
    expect(keysIn(dataDir)).toEqual(['machine.lic'])
  })
})

const former = sample({
  id: 'typed-cdfc2df702282713',
  file: ROWS,
  mode: 'offline',
  validation: answer('kept'),
})
const changes: readonly [string, StoredLicense, StoredLicense][] = [
  ['a typed key in the place of a file', file, typed],
  ['a file in the place of a typed key', typed, file],
  ['a file under another code in the place of a typed key', typed, { ...file, code: 'another code' }],
  ['a file under its own id in the place of a typed key', former, { ...file, mode: 'offline' }],
  [
    'a file under its own id and another code in the place of a typed key',
    former,
    { ...file, mode: 'offline', code: 'another code' },
  ],
]

test.each(changes)(
  'a crash at any moment leaves the old one or the new one: %s',
  async (_, before, after) => {
    const { dataDir, put, write } = openStore(cleanup)
    await put(before)
    const moments = await everyMomentOf(cleanup, dataDir, () =>
      write((writer) => writer.putLicense(after, before.id)),
    )
    expect(moments.length).toBeGreaterThan(8)
    const seen = swept(moments, 3).map((moment) => {
      const store = fileStore(moment)
      return { moment, store, read: licensesAsPut(store) }
    })
    for (const { moment, store, read } of seen) {
      expect(read, moment).toHaveLength(1)
      expect([before, after], moment).toContainEqual(read[0])
      must(await store.write((writer) => writer.raiseMark(1)))
      const { problems } = must(store.read())
      const licenses = licensesAsPut(store)
      expect(licenses, moment).toHaveLength(1)
      expect([before, after], moment).toContainEqual(licenses[0])
      expect(keysIn(moment, licenses[0]?.id), moment).toHaveLength(1)
      expect(problems.filter(({ reason }) => reason !== 'replaced')).toEqual([])
      expect(readdirSync(path.join(moment, 'staging'))).toEqual([])
    }
    const versions = seen.map(({ read }) => (read[0]?.file === after.file ? 'new' : 'old'))
    expect(versions).toEqual(versions.toSorted().toReversed()) // once the new one is there, it stays
    expect([versions[0], versions.at(-1)]).toEqual(['old', 'new'])
  },
)
