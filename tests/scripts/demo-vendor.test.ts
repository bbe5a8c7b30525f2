// The demo of an earlier start is brought to this version, or made anew with a word (issue 12.11).
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { demoFolders, prepareDemo } from '../../scripts/demo/demo-vendor.ts'
import { startChild } from '#tests/support/child.ts'
import { serverProgram as program } from '#tests/support/cli.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('an older demo is upgraded with its licenses, one that is too new is made anew', () => {
  const folders = demoFolders(path.join(cleanup.folder(), 'demo'))
  const said: string[] = []
  const prepare = () => prepareDemo(folders, program, false, (text) => said.push(text))
  const sql = (text: string) => {
    const database = new DatabaseSync(path.join(folders.vendor, 'activation.db'))
    database.exec(text)
    database.close()
  }
  const first = prepare()
  expect(prepare()).toEqual(first)
  expect(said).toEqual([])
  sql(`DROP TABLE released_machines; ALTER TABLE machines DROP COLUMN file_until;
       ALTER TABLE licenses DROP COLUMN check_out_days; DELETE FROM migrations WHERE name <> '001_initial.sql'`)
  expect(prepare()).toEqual(first)
  expect(said).toEqual(['The demo’s database was brought to this version.'])
  sql("INSERT INTO migrations VALUES ('999_later.sql', 0)")
  expect(prepare()).not.toEqual(first)
  expect(said.at(-1)).toBe('The demo of an earlier start does not work with this version: it is made anew.')
})

test('the server of a demo ends with it, also where that is killed', async () => {
  const demo = startChild(cleanup, 'demo-server-child.ts', {
    folder: path.join(cleanup.folder(), 'demo'),
    program,
  })
  const url = await demo.line()
  const isThere = () =>
    fetch(url ?? '').then(
      () => true,
      () => false,
    )
  expect(await isThere()).toBe(true)
  await demo.kill()
  await expect.poll(isThere).toBe(false)
})
