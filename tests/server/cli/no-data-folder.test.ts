// A data folder without a name is wrong usage, and never the folder that the shell is in.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/back-office.ts'
import { runHere, runLineHere } from '../support/command.ts'
import { expectFault } from '../support/fault.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()

it.each([
  ['init'],
  ['doctor'],
  ['serve', '--port', '0'],
  ['license', 'list'],
  ['database', 'upgrade'],
  ['backup', '/tmp/never-made.db'],
  ['restore', '/tmp/never-made.db'],
])('“%s” with an empty --data-dir is wrong usage that names the option (issue 12.10)', async (...argv) => {
  for (const blank of ['', ' ']) {
    const { exit, out, error } = await runLineHere([...argv, '--data-dir', blank])
    expect([exit, out, error]).toEqual([2, '', expect.stringContaining("'--data-dir'")])
    expect(error).toContain('is empty: give the path of a folder')
  }
})

it.each([
  [['backup', ''], "backup ''"],
  [['backup', ' '], "backup ' '"],
  [['backup', '-'], "backup '-'"],
  [['serve', '--port', '0', '--log-file', ''], "--log-file ''"],
  [['serve', '--port', '0', '--log-file', '-'], "--log-file '-'"],
  [['answer', '--code', 'A', '--unique-key', 'B', '--output', ''], "--output ''"],
  [['answer', '--code', 'A', '--unique-key', 'B', '--output', '-'], "--output '-'"],
])('“%s” is wrong usage, and makes no file', async (argv, words) => {
  const { exit, out, error } = await runLineHere([...argv, '--data-dir', '/tmp/never-made'])
  expect([exit, out, error.replaceAll('\n', ' ')]).toEqual([
    2,
    '',
    expect.stringContaining(`${words} names no file: give the path of one`),
  ])
  expect(existsSync('-')).toBe(false)
})

it('restore makes no folder of a --data-dir that was mistyped, and names the option (issue 12)', async () => {
  const folder = temporaryFolder()
  const dataDir = join(folder, 'no', 'such', 'folder')
  const copy = join(temporaryFolder(), 'copy.db')
  expect((await runHere(await office.copy(() => undefined), ['backup', copy])).exit).toBe(0)
  await expectFault(dataDir, ['restore', copy], 'not_initialized')
  expect((await runHere(dataDir, ['restore', copy])).error).toMatch(
    /there is no folder \S+: name .* with --data-dir/,
  )
  expect(existsSync(join(folder, 'no'))).toBe(false)
  // One that was made for it is one that somebody wants.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  expect((await runHere(dataDir, ['restore', copy])).exit).toBe(0)
})
