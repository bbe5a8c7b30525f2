// Ids of licenses that look like paths, or are alike.
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { answer, sample } from '#tests/support/store-samples.ts'
import { storeScene } from '#tests/support/store-scene.ts'

const scene = storeScene()
const { at, ids } = scene

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
    const outside = () => readdirSync(path.dirname(scene.open.dataDir))
    const before = outside()
    await scene.open.put({ id, code: 'first' })
    await scene.open.put({ id, code: 'first', mode: 'offline' })
    await scene.open.write((writer) => writer.putValidation(id, answer('valid')))
    expect(scene.open.contents().licenses).toContainEqual(
      sample({ id, code: 'first', mode: 'offline', validation: answer('valid') }),
    )
    expect(readdirSync(at('licenses')).filter((name) => name !== 'good')).toEqual([
      expect.stringMatching(/^([A-Za-z0-9][A-Za-z0-9-]{0,63}|x[0-9a-f]{40})$/),
    ])
    expect(outside()).toEqual(before)
  })

  test('of two licenses keeps them apart, however alike they are', async () => {
    const alike = ['a/b', 'a_b', 'a b', 'A/b', '../a']
    for (const id of alike) await scene.open.put({ id })
    expect(ids().toSorted()).toEqual([...alike, 'good'].toSorted())
  })

  test('is that of its folder where somebody edited it', () => {
    writeFileSync(
      at('licenses', 'good', 'activation.json'),
      JSON.stringify({ id: 'other', mode: 'online', activatedOn: 1 }),
    )
    expect(scene.open.contents().licenses).toEqual([sample({ id: 'good', activatedOn: 1 })])
  })
})
