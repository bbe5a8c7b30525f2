// A data folder without a name is wrong usage, and never the folder that the shell is in.
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runLineHere } from '../support/command.ts'

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
