// What counts in staging: who reads and the writer that comes next go by one rule.
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type OpenStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
let open: OpenStore
beforeEach(async () => {
  open = openStore(cleanup)
  await open.put({ id: 'good', code: 'STAYS' })
  await open.put({ id: 'staged', code: 'STAGED' })
})
afterEach(() => cleanup.run())

const at = (...names: string[]) => path.join(open.dataDir, ...names)
const stage = (name: string) => renameSync(at('licenses', 'staged'), at('staging', name))
const codes = () =>
  open
    .contents()
    .licenses.map(({ code }) => code)
    .sort()

const CASES: readonly [what: string, counts: boolean, prepare: () => void][] = [
  ['a complete license whose place is empty', true, () => stage('staged.0123456789ab')],
  ['one that follows a license that is gone', true, () => stage('staged.0123456789ab.for-gone')],
  ['one that follows a license that is there', false, () => stage('staged.0123456789ab.for-good')],
  ['one whose place is taken', false, () => stage('good.0123456789ab')],
  [
    'one whose place is taken by what is no license',
    false,
    () => {
      stage('staged.0123456789ab')
      mkdirSync(at('licenses', 'staged'))
    },
  ],
  ['one that was put there to be removed', false, () => stage('staged.0123456789ab.removed')],
  [
    'one without its code',
    false,
    () => {
      stage('staged.0123456789ab')
      rmSync(at('staging', 'staged.0123456789ab', 'code'))
    },
  ],
]

describe('in staging (issue 11)', () => {
  test.each(CASES)('%s counts: %s, for readers as for the next writer', async (_, counts, prepare) => {
    prepare()
    const expected = counts ? ['STAGED', 'STAYS'] : ['STAYS']
    expect(codes()).toEqual(expected)
    await open.write((writer) => writer.raiseMark(1))
    expect(readdirSync(at('staging'))).toEqual([])
    expect(codes()).toEqual(expected)
  })

  test('of two for one place the same counts for both', async () => {
    stage('staged.0123456789ab')
    cpSync(at('staging', 'staged.0123456789ab'), at('staging', 'staged.ba9876543210'), { recursive: true })
    expect(codes()).toEqual(['STAGED', 'STAYS'])
    await open.write((writer) => writer.raiseMark(1))
    expect(readdirSync(at('staging'))).toEqual([])
    expect(codes()).toEqual(['STAGED', 'STAYS'])
  })
})
