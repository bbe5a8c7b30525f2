// activation-desk activity --export, as an auditor's script uses it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'

const cleanup = new Cleanup()
let globals: string[]
let output: string
beforeEach(() => {
  const folder = cleanup.folder()
  output = path.join(folder, 'activity.csv')
  writeFileSync(path.join(folder, 'vendor.json'), JSON.stringify(loadProfile()))
  mkdirSync(path.join(folder, 'data'))
  globals = ['--vendor', path.join(folder, 'vendor.json'), '--data-dir', path.join(folder, 'data')]
})
afterEach(() => cleanup.run())

test('writes the file that --output names, and the words for each failure are in it', async () => {
  await runDeskHere([...globals, 'activate', UNSOLD_CODE, '--offline-key', '-'], { input: 'nonsense' })
  const run = await runDeskHere([
    ...globals,
    'activity',
    '--export',
    'csv',
    '--result',
    'failed',
    '--output',
    output,
  ])
  expect(run).toEqual({ status: 0, stdout: `Written: ${output}\n`, stderr: '' })
  const lines = readFileSync(output, 'utf8').trimEnd().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('"activate_offline"')
  const shown = await runDeskHere([...globals, 'activity', '--export', 'json', '--search', 'activity csv'])
  expect(JSON.parse(shown.stdout)).toMatchObject({ entries: [{ action: 'export', subject: 'activity csv' }] })
})

test('refuses what does not go together, and writes nothing', async () => {
  for (const options of [
    ['--export', 'csv', '--limit', '5', '--output', output],
    ['--export', 'csv', '--before', '1:2', '--output', output],
    ['--export', 'xlsx', '--output', output],
    ['--output', output],
    ['--search', 'anna'],
  ]) {
    const { status, stdout, stderr } = await runDeskHere([...globals, 'activity', ...options])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: /)
  }
  expect(existsSync(output)).toBe(false)
})

test('a part of the log says that there is more, and the words lead to it (issue 12.9)', async () => {
  for (const text of ['one', 'two'])
    await runDeskHere([...globals, 'activate', UNSOLD_CODE, '--offline-key', '-'], { input: text })
  const activity = (...options: string[]) => runDeskHere([...globals, 'activity', ...options])
  const { stdout } = await activity('--limit', '1')
  const place = /What is older: “--before (\S+)”; more at once: “--limit”\.\n$/.exec(stdout)?.[1]
  const older = await activity('--before', String(place))
  expect(older.status).toBe(0)
  expect(older.stdout).not.toContain('There is more')
  expect((await activity()).stdout).not.toContain('There is more')
})
