import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PendingReturn, ReturnedKey } from '#main/core/ports/license-store.ts'
import { answer, filesIn, openStore, type OpenStore } from '#tests/support/store-samples.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
let open: OpenStore
beforeEach(async () => {
  open = openStore(cleanup)
  await open.put({ id: 'goes', code: 'CODE THAT GOES', validation: answer('{}') })
  await open.put({ id: 'stays' })
})
afterEach(() => cleanup.run())

const at = (...names: string[]) => path.join(open.dataDir, ...names)
const ids = () => open.contents().licenses.map((license) => license.id)
const nextWriter = () => open.write((writer) => writer.raiseMark(1))

const pending: PendingReturn = {
  licenseId: 'goes',
  owner: 'Contoso B.V.',
  code: 'CODE THAT GOES',
  fingerprint: 'VIRTUALMETRIC-X',
  since: 5,
}
const returned: ReturnedKey = { licenseId: 'goes', issued: 1, returned: 2, returnCode: 'RETURN-1' }

describe('a license that is removed', () => {
  test('leaves no file, tells every watcher, and may come back', async () => {
    const { revision } = open.contents()
    await open.write((writer) => writer.removeLicense('goes'))
    expect(ids()).toEqual(['stays'])
    expect(open.contents().revision).not.toBe(revision)
    expect(JSON.stringify(filesIn(open.dataDir))).not.toContain('CODE THAT GOES')
    expect(readdirSync(at('staging'))).toEqual([])
    await open.put({ id: 'goes' })
    expect(ids()).toEqual(['goes', 'stays'])
  })

  test('is no failure where it is not here', async () => {
    const before = filesIn(open.dataDir)
    await open.write((writer) => writer.removeLicense('nobody'))
    expect(filesIn(open.dataDir)).toEqual(before)
  })

  test('stays where the write fails for another reason', async () => {
    const failed = open.write((writer) => {
      writer.removeLicense('goes')
      throw new Error('a bug')
    })
    await expect(failed).rejects.toThrow('a bug')
    expect(ids()).toEqual(['goes', 'stays'])
  })

  test('goes as the last one where a folder lies in the place of the note that there are licenses (issue 12)', async () => {
    rmSync(at('licensed'))
    mkdirSync(at('licensed', 'of somebody'), { recursive: true })
    await open.write((writer) => {
      writer.removeLicense('goes')
      writer.removeLicense('stays')
    })
    expect(ids()).toEqual([])
    expect(readdirSync(at('quarantine'))).toEqual([expect.stringMatching(/^licensed\.not_a_file\./)])
  })

  test('does not come back when its writer was killed before the files were deleted', async () => {
    renameSync(at('licenses', 'goes'), at('staging', 'goes.0123456789ab.removed'))
    expect(ids()).toEqual(['stays'])
    await nextWriter()
    expect(ids()).toEqual(['stays'])
    expect(readdirSync(at('staging'))).toEqual([])
  })

  test('is put back when its writer was killed while it was replaced, not removed', async () => {
    cpSync(at('licenses', 'goes'), at('staging', 'goes.0123456789ab'), { recursive: true })
    renameSync(at('licenses', 'goes'), at('staging', 'goes.ba9876543210.removed'))
    await nextWriter()
    expect(ids()).toEqual(['goes', 'stays'])
  })
})

describe('what was deactivated', () => {
  test('is kept: a seat to be given back until it is, a returned key for good', async () => {
    await open.write((writer) => {
      writer.putReturn(pending)
      writer.putReturned(returned)
      writer.putReturned({ ...returned, licenseId: 'other' })
      writer.putReturned({ ...returned, issued: 7 })
    })
    const { returns, returned: keys } = open.contents()
    expect(returns).toMatchObject([pending])
    expect(keys).toEqual([
      { ...returned, licenseId: 'other' },
      { ...returned, issued: 7 },
    ])
    await open.write((writer) => writer.removeReturn('goes'))
    await open.write((writer) => writer.removeReturn('goes'))
    expect(open.contents().returns).toEqual([])
    expect(open.contents().returned).toHaveLength(2)
  })

  test('counts as nothing where its file was damaged', async () => {
    await open.write((writer) => writer.putReturn(pending))
    writeFileSync(at('returns', 'goes.json'), '{"licenseId":')
    mkdirSync(at('returns', 'folder.json'))
    writeFileSync(at('returned.json'), '[]')
    expect(open.contents()).toMatchObject({ returns: [], returned: [] })
  })

  test('names no path by its id', async () => {
    await open.write((writer) => writer.putReturn({ ...pending, licenseId: '../../evil' }))
    expect(existsSync(at('returns'))).toBe(true)
    expect(readdirSync(at('returns'))).toEqual([expect.stringMatching(/^x[0-9a-f]{40}\.json$/)])
    expect(open.contents().returns).toMatchObject([{ licenseId: '../../evil' }])
  })
})

test('the latest signed time can be set back, and not by raising it', async () => {
  await open.write((writer) => writer.raiseMark(1000))
  await open.write((writer) => writer.raiseMark(500))
  expect(open.contents().mark).toBe(1000)
  await open.write((writer) => writer.setMark(500))
  expect(open.contents().mark).toBe(500)
  await open.write((writer) => writer.setMark(Number.NaN))
  expect(open.contents().mark).toBe(500)
})

/** The store is nobody's, but for this folder of root's; and so is the process meanwhile. */
async function asNobodyWhere(folder: string, work: () => Promise<void>): Promise<void> {
  const nobody = 65_534
  chmodSync(path.dirname(open.dataDir), 0o755)
  for (const name of ['', ...readdirSync(open.dataDir, { recursive: true, encoding: 'utf8' })])
    chownSync(path.join(open.dataDir, name), nobody, nobody)
  chownSync(folder, 0, 0)
  chmodSync(folder, 0o755)
  process.seteuid?.(nobody)
  try {
    await work()
  } finally {
    process.seteuid?.(0)
  }
}

test(
  'a license whose folder another user keeps is found not to be removable before its seat is given back (issue 12)',
  runsWhere(process.getuid?.() === 0, 'only root becomes another user'),
  async () => {
    await asNobodyWhere(at('licenses', 'goes'), async () => {
      expect(await open.store.probe('goes')).toMatchObject({ error: { code: 'store_not_writable' } })
      expect(await open.store.probe('stays')).toMatchObject({ ok: true })
    })
    expect(ids()).toEqual(['goes', 'stays'])
  },
)

test(
  'what another user keeps of a license that was removed keeps nobody from writing, and holds no License Code (issue 12)',
  runsWhere(process.getuid?.() === 0, 'only root becomes another user'),
  async () => {
    await asNobodyWhere(at('licenses', 'goes', 'answers'), async () => {
      await open.write((writer) => writer.removeLicense('goes'))
      await nextWriter()
    })
    expect(ids()).toEqual(['stays'])
    expect(JSON.stringify(filesIn(open.dataDir))).not.toContain('CODE THAT GOES')
  },
)
