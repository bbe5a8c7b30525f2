// What lies among the licenses and is none: named, left, and set aside by a repair.
import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, MACHINE_FILE } from '#tests/support/store-samples.ts'
import { must } from '#tests/support/must.ts'
import { storeScene } from '#tests/support/store-scene.ts'

const scene = storeScene()
const { at, ids, nextWriter, repair } = scene

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
      expect(scene.open.contents().problems).toEqual([{ where: `licenses/broken.thing${file}`, reason }])
      await nextWriter()
      expect(scene.open.contents().problems).toEqual([{ where: `licenses/broken.thing${file}`, reason }])
      expect(await repair()).toEqual({
        setAside: [{ where: `licenses/broken.thing${file}`, reason }],
        left: [],
      })
      const [aside] = readdirSync(at('quarantine'))
      expect(readdirSync(at('licenses'))).toEqual(['good'])
      expect(scene.open.contents().problems).toEqual([{ where: `quarantine/${aside}`, reason }])
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
      expect(scene.open.contents().problems).toMatchObject([{ reason: 'not_a_folder' }])
    },
  )

  test('is left by a repair while somebody may be copying it here (issue 12.4)', async () => {
    mkdirSync(at('licenses', 'coming', 'answers'), { recursive: true })
    const named = [{ where: 'licenses/coming', reason: 'young' }]
    expect(must(await scene.open.store.repair())).toEqual({ setAside: [], left: named })
    expect(readdirSync(at('licenses'))).toEqual(['coming', 'good'])
  })

  test('gives way to an activation of the same license', async () => {
    writeFileSync(at('licenses', 'good', 'code'), '\0\0\0')
    await scene.open.put({ id: 'good' })
    expect(ids()).toEqual(['good'])
    expect(scene.open.contents().problems).toMatchObject([{ reason: 'replaced' }])
  })

  test('may be there several times under one name', async () => {
    for (let time = 0; time < 3; time += 1) {
      mkdirSync(at('licenses', 'broken'))
      await repair()
    }
    expect(readdirSync(at('quarantine'))).toHaveLength(3)
  })
})
