// What a writer finds and mends first: no licenses, rests of killed writers, ids that look like paths.
import {
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  answer,
  filesIn,
  MACHINE_FILE,
  openStore,
  sample,
  type OpenStore,
} from '#tests/support/store-samples.ts'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { explainStoreProblem } from '#shared/messages/explain-store-problem.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
let open: OpenStore
beforeEach(async () => {
  open = openStore(cleanup)
  await open.put({ id: 'good' })
})
afterEach(() => cleanup.run())

const at = (...names: string[]) => path.join(open.dataDir, ...names)
const ids = () => open.contents().licenses.map((license) => license.id)
/** Any writer, which mends what it finds first. */
const nextWriter = () => open.write((writer) => writer.raiseMark(1))
/** As if it had been there for long. */
const repair = async () => must(await fileStore(open.dataDir, undefined, 0).repair())

describe('what is no license', () => {
  const file = (text: string) => (place: string) => {
    mkdirSync(place)
    writeFileSync(path.join(place, 'machine.lic'), text)
    writeFileSync(path.join(place, 'code'), 'CODE\n')
  }
  const without = (name: string) => (place: string) => {
    file(MACHINE_FILE)(place)
    rmSync(path.join(place, name))
  }
  /** What it is, its reason, the file of it that is named, and how it comes about. */
  const cases: readonly [string, string, string, (place: string) => void][] = [
    ['without its code', 'incomplete', '', without('code')],
    ['without its file', 'incomplete', '', without('machine.lic')],
    ['an empty folder', 'incomplete', '', (place) => mkdirSync(place)],
    [
      'a folder instead of its file',
      'not_a_file',
      '/machine.lic',
      (place) => {
        without('machine.lic')(place)
        mkdirSync(path.join(place, 'machine.lic'))
      },
    ],
    ['a stray file', 'not_a_folder', '', (place) => writeFileSync(place, 'stray')],
    ['a link to nowhere', 'not_a_folder', '', (place) => symlinkSync('nowhere', place)],
    ['a link to itself', 'not_a_folder', '', (place) => symlinkSync(path.basename(place), place)],
    ['a file of NUL bytes, as a power cut leaves it', 'unreadable', '/machine.lic', file('\0'.repeat(4096))],
    ['a file that is larger than any key', 'unreadable', '/machine.lic', file('x'.repeat(300_000))],
    [
      'a file of four gigabytes',
      'unreadable',
      '/machine.lic',
      (place) => {
        file('')(place)
        truncateSync(path.join(place, 'machine.lic'), 2 ** 32)
      },
    ],
    [
      'a code of four gigabytes',
      'unreadable',
      '/code',
      (place) => {
        file(MACHINE_FILE)(place)
        truncateSync(path.join(place, 'code'), 2 ** 32)
      },
    ],
  ]

  test.each(cases)(
    '(%s) is named with its reason, stays whoever writes, and is set aside by a repair (issue 12.2)',
    async (_, reason, file, make) => {
      make(at('licenses', 'broken.thing'))
      expect(ids()).toEqual(['good'])
      expect(open.contents().problems).toEqual([{ where: `licenses/broken.thing${file}`, reason }])
      await nextWriter()
      expect(open.contents().problems).toEqual([{ where: `licenses/broken.thing${file}`, reason }])
      expect(await repair()).toEqual({
        setAside: [{ where: `licenses/broken.thing${file}`, reason }],
        left: [],
      })
      const [aside] = readdirSync(at('quarantine'))
      expect(readdirSync(at('licenses'))).toEqual(['good'])
      expect(open.contents().problems).toEqual([{ where: `quarantine/${aside}`, reason }])
      expect(ids()).toEqual(['good'])
    },
  )

  test('is kept as it was', async () => {
    file('not a key, but somebody may know what it was')(at('licenses', 'broken'))
    rmSync(at('licenses', 'broken', 'code'))
    const before = filesIn(at('licenses', 'broken'))
    await repair()
    const [aside = ''] = readdirSync(at('quarantine'))
    expect(filesIn(at('quarantine', aside))).toEqual(before)
  })

  test.each(['n'.repeat(255), 'ä'.repeat(127), '🙂'.repeat(63)])(
    'may have a name as long as names can be: %s',
    async (name) => {
      writeFileSync(at('licenses', name), '')
      await repair()
      expect(readdirSync(at('licenses'))).toEqual(['good'])
      expect(open.contents().problems).toMatchObject([{ reason: 'not_a_folder' }])
    },
  )

  test('is left by a repair while somebody may be copying it here (issue 12.4)', async () => {
    mkdirSync(at('licenses', 'coming', 'answers'), { recursive: true })
    const named = [{ where: 'licenses/coming', reason: 'young' }]
    expect(must(await open.store.repair())).toEqual({ setAside: [], left: named })
    expect(readdirSync(at('licenses'))).toEqual(['coming', 'good'])
  })

  test('gives way to an activation of the same license', async () => {
    writeFileSync(at('licenses', 'good', 'code'), '\0\0\0')
    await open.put({ id: 'good' })
    expect(ids()).toEqual(['good'])
    expect(open.contents().problems).toMatchObject([{ reason: 'replaced' }])
  })

  test('may be there several times under one name', async () => {
    for (let time = 0; time < 3; time += 1) {
      mkdirSync(at('licenses', 'broken'))
      await repair()
    }
    expect(readdirSync(at('quarantine'))).toHaveLength(3)
  })
})

describe('what a killed writer left in staging', () => {
  /** A license as it stands in staging just before its folder is renamed. */
  const stage = async (id: string) => {
    await open.put({ id, code: `code of ${id}`, validation: answer('valid') })
    renameSync(at('licenses', id), at('staging', `${id}.0123456789ab`))
  }

  test('a complete license whose place is empty is there for every reader, and the next writer puts it in place', async () => {
    await stage('staged')
    const expected = sample({ id: 'staged', code: 'code of staged', validation: answer('valid') })
    expect(open.contents().licenses).toContainEqual(expected)
    await nextWriter()
    expect(readdirSync(at('licenses'))).toEqual(['good', 'staged'])
    expect(readdirSync(at('staging'))).toEqual([])
    expect(open.contents().licenses).toContainEqual(expected)
  })

  test('a license whose place is taken is removed, and what is in its place stays', async () => {
    const staged = at('staging', 'good.0123456789ab')
    cpSync(at('licenses', 'good'), staged, { recursive: true })
    writeFileSync(path.join(staged, 'code'), 'another code\n')
    expect(open.contents().licenses).toEqual([sample({ id: 'good' })])
    await nextWriter()
    expect(readdirSync(at('staging'))).toEqual([])
    expect(open.contents().licenses).toEqual([sample({ id: 'good' })])
  })

  test.each(['code', 'machine.lic'])('a license without %s is removed', async (missing) => {
    await stage('half')
    const [staged = ''] = readdirSync(at('staging'))
    rmSync(at('staging', staged, missing))
    expect(ids()).toEqual(['good'])
    await nextWriter()
    expect(readdirSync(at('staging'))).toEqual([])
    expect(readdirSync(at('licenses'))).toEqual(['good'])
    expect(open.contents().problems).toEqual([])
  })

  test('is named with what repair does, and then removed by it; a license that counts is none of it (issue 12)', async () => {
    await stage('staged')
    mkdirSync(at('staging', 'good.ba9876543210.removed'))
    const store = fileStore(open.dataDir, undefined, 0)
    const left = { where: 'staging/good.ba9876543210.removed', reason: 'left_over' }
    expect(store.damagedBeside()).toEqual([left])
    expect(explainStoreProblem(left, messages).todo).toContain('“activation-desk repair”, removes it')
    expect(await repair()).toEqual({ setAside: [], left: [] })
    expect(store.damagedBeside()).toEqual([])
    expect(ids()).toEqual(['good', 'staged'])
  })

  test.each(['EACCES', 'EIO'])(
    'where %s keeps one of it from being read, that one is named and the others are too (issue 12)',
    async (code) => {
      mkdirSync(at('staging', 'a.0123456789ab.removed', 'answers'), { recursive: true })
      mkdirSync(at('staging', 'b.0123456789ab'))
      mkdirSync(at('staging', 'c.0123456789ab.removed'))
      const store = fileStore(open.dataDir, undefined, 0)
      const left = ['a.0123456789ab.removed', 'b.0123456789ab', 'c.0123456789ab.removed'].map((name) => ({
        where: `staging/${name}`,
        reason: 'left_over',
      }))
      expect(store.damagedBeside()).toEqual(left)
      const reason = code === 'EIO' ? 'read_failed' : 'no_permission'
      const kind = { kind: code, code }
      await whileDamaged(kind, { file: at('staging', 'b.0123456789ab', 'code'), aside: '' }, () => {
        expect(store.damagedBeside()).toEqual(left.with(1, { where: 'staging/b.0123456789ab', reason }))
        return Promise.resolve()
      })
      // With an age it is looked at more closely.
      const young = fileStore(open.dataDir, undefined, 1)
      await whileDamaged(kind, { file: at('staging', 'a.0123456789ab.removed'), aside: '' }, () => {
        expect(young.damagedBeside()).toContainEqual(left[2])
        return Promise.resolve()
      })
      await whileDamaged(kind, { file: at('staging'), aside: '' }, () => {
        expect(store.damagedBeside()).toEqual([{ where: 'staging', reason }])
        return Promise.resolve()
      })
    },
  )

  test.each(['EACCES', 'EIO', 'EMFILE'])(
    'a license that %s keeps from being read stays for whoever can read it (issue 12)',
    async (code) => {
      await stage('staged')
      const [name = ''] = readdirSync(at('staging'))
      const file = at('staging', name, 'machine.lic')
      await whileDamaged({ kind: code, code }, { file, aside: '' }, nextWriter)
      expect(readdirSync(at('staging'))).toEqual([name])
      expect(ids()).toEqual(['good', 'staged'])
      await nextWriter()
      expect(readdirSync(at('licenses'))).toEqual(['good', 'staged'])
    },
  )

  test('a folder that is called like one of their files keeps no writer from writing (issue 12)', async () => {
    mkdirSync(at('settings.json.0123456789ab.tmp'))
    await nextWriter()
    expect(readdirSync(open.dataDir)).toContain('settings.json.0123456789ab.tmp')
  })

  test('files that were on their way to their place are removed', async () => {
    writeFileSync(at('staging', 'clock.json.0123456789ab.tmp'), '{"latestSigned":7')
    for (const folder of ['staging', '.']) writeFileSync(at(folder, 'probe-0123456789ab'), '     ')
    await nextWriter()
    expect(readdirSync(at('staging'))).toEqual([])
    expect(readdirSync(open.dataDir)).not.toContain('probe-0123456789ab')
    expect(open.contents()).toMatchObject({ mark: 1, problems: [] })
  })
})

describe('the id of a license', () => {
  const hostile = [
    '../../x',
    '..',
    '.',
    '',
    '/etc/passwd',
    'a/b',
    'a\\b',
    'nul\0byte',
    'x'.repeat(5000),
    'лицензия-🙂',
    'con.',
    '-rf',
    '__proto__',
  ]
  test.each(hostile)('never names a path: %j', async (id) => {
    const outside = () => readdirSync(path.dirname(open.dataDir))
    const before = outside()
    await open.put({ id, code: 'first' })
    await open.put({ id, code: 'first', mode: 'offline' })
    await open.write((writer) => writer.putValidation(id, answer('valid')))
    expect(open.contents().licenses).toContainEqual(
      sample({ id, code: 'first', mode: 'offline', validation: answer('valid') }),
    )
    expect(readdirSync(at('licenses')).filter((name) => name !== 'good')).toEqual([
      expect.stringMatching(/^([A-Za-z0-9][A-Za-z0-9-]{0,63}|x[0-9a-f]{40})$/),
    ])
    expect(outside()).toEqual(before)
  })

  test('of two licenses keeps them apart, however alike they are', async () => {
    const alike = ['a/b', 'a_b', 'a b', 'A/b', '../a']
    for (const id of alike) await open.put({ id })
    expect(ids().toSorted()).toEqual([...alike, 'good'].toSorted())
  })

  test('is that of its folder where somebody edited it', () => {
    writeFileSync(
      at('licenses', 'good', 'activation.json'),
      JSON.stringify({ id: 'other', mode: 'online', activatedOn: 1 }),
    )
    expect(open.contents().licenses).toEqual([sample({ id: 'good', activatedOn: 1 })])
  })
})
