// What a killed writer left in staging: put in its place by the next one, or removed.
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { answer, sample } from '#tests/support/store-samples.ts'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { explainStoreProblem } from '#shared/messages/explain-store-problem.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { storeScene } from '#tests/support/store-scene.ts'

const scene = storeScene()
const { at, ids, nextWriter, repair } = scene

describe('what a killed writer left in staging', () => {
  /** A license as it stands in staging just before its folder is renamed. */
  const stage = async (id: string) => {
    await scene.open.put({ id, code: `code of ${id}`, validation: answer('valid') })
    renameSync(at('licenses', id), at('staging', `${id}.0123456789ab`))
  }

  test('a complete license whose place is empty is there for every reader, and the next writer puts it in place', async () => {
    await stage('staged')
    const expected = sample({ id: 'staged', code: 'code of staged', validation: answer('valid') })
    expect(scene.open.contents().licenses).toContainEqual(expected)
    await nextWriter()
    expect(readdirSync(at('licenses'))).toEqual(['good', 'staged'])
    expect(readdirSync(at('staging'))).toEqual([])
    expect(scene.open.contents().licenses).toContainEqual(expected)
  })

  test('a license whose place is taken is removed, and what is in its place stays', async () => {
    const staged = at('staging', 'good.0123456789ab')
    cpSync(at('licenses', 'good'), staged, { recursive: true })
    writeFileSync(path.join(staged, 'code'), 'another code\n')
    expect(scene.open.contents().licenses).toEqual([sample({ id: 'good' })])
    await nextWriter()
    expect(readdirSync(at('staging'))).toEqual([])
    expect(scene.open.contents().licenses).toEqual([sample({ id: 'good' })])
  })

  test.each(['code', 'machine.lic'])('a license without %s is removed', async (missing) => {
    await stage('half')
    const [staged = ''] = readdirSync(at('staging'))
    rmSync(at('staging', staged, missing))
    expect(ids()).toEqual(['good'])
    await nextWriter()
    expect(readdirSync(at('staging'))).toEqual([])
    expect(readdirSync(at('licenses'))).toEqual(['good'])
    expect(scene.open.contents().problems).toEqual([])
  })

  test('is named with what repair does, and then removed by it; a license that counts is none of it (issue 12)', async () => {
    await stage('staged')
    mkdirSync(at('staging', 'good.ba9876543210.removed'))
    const store = fileStore(scene.open.dataDir, undefined, 0)
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
      const store = fileStore(scene.open.dataDir, undefined, 0)
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
      const young = fileStore(scene.open.dataDir, undefined, 1)
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
    expect(readdirSync(scene.open.dataDir)).toContain('settings.json.0123456789ab.tmp')
  })

  test('files that were on their way to their place are removed', async () => {
    writeFileSync(at('staging', 'clock.json.0123456789ab.tmp'), '{"latestSigned":7')
    for (const folder of ['staging', '.']) writeFileSync(at(folder, 'probe-0123456789ab'), '     ')
    await nextWriter()
    expect(readdirSync(at('staging'))).toEqual([])
    expect(readdirSync(scene.open.dataDir)).not.toContain('probe-0123456789ab')
    expect(scene.open.contents()).toMatchObject({ mark: 1, problems: [] })
  })
})
