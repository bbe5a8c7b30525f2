// A name among the licenses that is no UTF-8: no place can hold it, and it is named, kept out of the way, and hides nothing.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { must } from '#tests/support/must.ts'
import { onLinux } from '#tests/support/runs-where.ts'
import { openStore, sample, type OpenStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const license = sample()
let open: OpenStore
beforeEach(async () => {
  open = openStore(cleanup)
  await open.write((writer) => writer.putLicense(license))
})

const onDisk = onLinux('other systems have no such names')
const licenses = () => path.join(open.dataDir, 'licenses')
const unnamed = () => Buffer.concat([Buffer.from(`${licenses()}/`), Buffer.from([0xff])])
const problem = { where: 'licenses/\uFFFD', reason: 'unreadable' }
const repair = async (young: number) => must(await fileStore(open.dataDir, undefined, young).repair())

test('is a problem beside the license, though what it is read as is there, too', onDisk, () => {
  mkdirSync(unnamed())
  expect(open.contents()).toMatchObject({ licenses: [license], problems: [problem] })
  mkdirSync(path.join(licenses(), '\uFFFD'))
  const { problems } = open.contents()
  expect(problems).toEqual([{ where: 'licenses/\uFFFD', reason: 'incomplete' }, problem])
})

test.each([
  ['a folder', () => mkdirSync(unnamed())],
  ['a file', () => writeFileSync(unnamed(), 'x')],
])('%s of such a name is set aside by a repair, once it lies there for a while', onDisk, async (_, make) => {
  make()
  expect(await repair(60_000)).toEqual({ setAside: [], left: [{ ...problem, reason: 'young' }] })
  expect(await repair(0)).toEqual({ setAside: [problem], left: [] })
  expect(readdirSync(path.join(open.dataDir, 'quarantine'))).toEqual([
    expect.stringMatching(/^\uFFFD\.unreadable\.[0-9a-f]{8}$/),
  ])
  expect(readdirSync(licenses())).toEqual([license.id])
  expect(open.contents().licenses).toEqual([license])
})

test('alone it says that there is something', onDisk, () => {
  rmSync(path.join(licenses(), license.id), { recursive: true })
  mkdirSync(unnamed())
  expect(open.contents()).toMatchObject({ licenses: [], problems: [problem] })
})
