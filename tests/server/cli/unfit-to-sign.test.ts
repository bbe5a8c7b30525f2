// Nothing is signed in a folder that others may write, nor before the signing key's first day (issue 12.7, 12.11).
import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { runHere } from '../support/command.ts'
import { uniqueKey } from '../support/back-office.ts'
import { expectFault } from '../support/fault.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

type Change = (dataDir: string) => void

const office = prepareBackOffice()
const changed = (change: Change) => office.copy(change)

/** The first day is 2100-01-01. */
const datedAhead: Change = (dataDir) => {
  const database = new DatabaseSync(join(dataDir, 'activation.db'))
  database.exec('UPDATE keys SET valid_from = 4102444800000')
  database.close()
}

const UNFIT: readonly (readonly [string, string, Change])[] = [
  ['where others may write the folder', 'folder_writable_by_others', (dataDir) => chmodSync(dataDir, 0o777)],
  [
    'where others may write the keys',
    'folder_writable_by_others',
    (dataDir) => chmodSync(join(dataDir, 'keys'), 0o777),
  ],
  ['before the key’s first day', 'clock_before_key', datedAhead],
]

describe('nothing is signed', () => {
  it.each(UNFIT)('%s, and no seat is taken (issue 12.7, 12.11)', async (_, code, change) => {
    const dataDir = await changed(change)
    for (const format of ['file', 'typed', 'both'])
      await expectFault(
        dataDir,
        ['answer', '--license', office.license, '--unique-key', uniqueKey(), '--format', format],
        code,
      )
    const { out } = await runHere(dataDir, ['machine', 'list', office.license, '--json'])
    expect(JSON.parse(out)).toMatchObject({ machines: [], total: 0, kept: [], keptTotal: 0 })
    await expectFault(dataDir, ['serve', '--port', '0'], code)
  })

  it.each(UNFIT)('%s, and no other key comes in (issue 12.7, 12.11)', async (_, code, change) => {
    const dataDir = await changed(change)
    const before = await runHere(dataDir, ['keys', 'list'])
    await expectFault(dataDir, ['keys', 'rotate'], code)
    expect(await runHere(dataDir, ['keys', 'list'])).toEqual(before)
    expect(readdirSync(join(dataDir, 'keys'))).toHaveLength(1)
  })

  it('before a first day that the sentence names, with the time of this clock (issue 12.7)', async () => {
    const dataDir = await changed(datedAhead)
    const { exit, error } = await runHere(dataDir, [
      'answer',
      '--license',
      office.license,
      '--unique-key',
      uniqueKey(),
    ])
    expect(exit).toBe(3)
    expect(error).toContain('2100-01-01 00:00 UTC')
    expect(error).toContain(new Date().toISOString().slice(0, 10))
  })

  it('until a key that was made under a wrong clock is given up (issue 12.11)', async () => {
    const dataDir = await changed(datedAhead)
    expect((await runHere(dataDir, ['keys', 'rotate', '--compromised'])).exit).toBe(0)
    const { exit } = await runHere(dataDir, [
      'answer',
      '--license',
      office.license,
      '--unique-key',
      uniqueKey(),
    ])
    expect(exit).toBe(0)
  })
})
