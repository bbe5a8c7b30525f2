// What a command did stands, also where what it prints is lost: it says so, and that the place is at fault (3).
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { onLinux } from '#tests/support/runs-where.ts'
import { program, run } from '../support/command.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()
const here = { ...onLinux('there is no /dev/full here'), timeout: 60_000 }
const LOST = 'what was to be printed could not be written (ENOSPC)\n'

/** `| true`: who was to read the output has left before it came. */
async function toNobody(dataDir: string, argv: readonly string[]) {
  const child = spawn(process.execPath, [program, ...argv, '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let error = ''
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const exit = await new Promise((resolve) => child.once('close', resolve))
  return { exit, error }
}

/** Standard output is a redirection to a disk that is full. */
async function onFullDisk(dataDir: string, argv: readonly string[]) {
  const full = openSync('/dev/full', 'w')
  try {
    const child = spawn(process.execPath, [program, ...argv, '--data-dir', dataDir], {
      stdio: ['ignore', full, 'pipe'],
    })
    let error = ''
    child.stderr?.on('data', (chunk: Buffer) => (error += chunk.toString()))
    const exit = await new Promise((resolve) => child.once('close', resolve))
    return { exit, error }
  } finally {
    closeSync(full)
  }
}

it('a license that was sold is named, and can be seen', here, async () => {
  const dataDir = await office.copy(() => {})
  for (const more of [[], ['--json']]) {
    const argv = ['license', 'create', '--owner', 'Fabrikam', '--product', 'storage', ...more]
    const { exit, error } = await onFullDisk(dataDir, argv)
    expect([exit, error]).toEqual([3, expect.stringMatching(/^the license is sold all the same: /)])
    expect(error.endsWith(LOST)).toBe(true)
    const id = /"license show (\S+)"/.exec(error)?.[1] ?? ''
    expect((await run(dataDir, ['license', 'show', id])).out).toMatch(/Fabrikam/)
  }
})

it('every command that changes something says that it did', here, async () => {
  const { license } = office
  const dataDir = await office.copy(() => {})
  const elsewhere = join(temporaryFolder(), 'office')
  for (const [folder, argv, told] of [
    [dataDir, ['answer', '--license', license, '--unique-key', uniqueKey()], 'the seat is taken'],
    [dataDir, ['license', 'suspend', license], 'is done all the same'],
    [dataDir, ['license', 'update', license, '--machines', '5'], 'is done all the same'],
    [dataDir, ['machine', 'release', license, uniqueKey()], 'is done all the same'],
    [dataDir, ['application', 'add', 'other', 'Other'], 'is done all the same'],
    [dataDir, ['keys', 'prepare'], 'the keys are changed'],
    [dataDir, ['backup', join(dataDir, 'copy.db')], 'is done all the same'],
    [dataDir, ['restore', join(dataDir, 'copy.db')], 'is done all the same'],
    [elsewhere, ['init'], 'is done all the same'],
  ] as const) {
    const { exit, error } = await onFullDisk(folder, argv)
    expect([exit, error], argv.join(' ')).toEqual([3, expect.stringContaining(told)])
    expect(error.endsWith(LOST)).toBe(true)
  }
  expect(await onFullDisk(dataDir, ['license', 'list'])).toEqual({ exit: 3, error: LOST })
})

it('to a reader that has left, too; what only lists is quiet', async () => {
  const dataDir = await office.copy(() => {})
  const sold = await toNobody(dataDir, ['license', 'create', '--owner', 'Fabrikam', '--product', 'storage'])
  expect(sold.exit).toBe(141)
  const id = /^the license is sold all the same: "license show (\S+)".*\n$/.exec(sold.error)?.[1] ?? ''
  expect((await run(dataDir, ['license', 'show', id])).out).toMatch(/Fabrikam/)
  expect(await toNobody(dataDir, ['license', 'list'])).toEqual({ exit: 141, error: '' })
})
