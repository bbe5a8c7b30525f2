// What has no end is refused by its size: on standard input, and where a file is named.
import { execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFileAtMost } from '#server/cli/bounded-input.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { program, runHere } from '../support/command.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()
const ENDLESS = '/dev/zero'
const there = onPosix('there is no file without end here')

/** Ends only where the program does: nothing else ends what it reads. */
async function fed(dataDir: string, argv: readonly string[]) {
  const endless = openSync(ENDLESS, 'r')
  try {
    const child = spawn(process.execPath, [program, ...argv, '--data-dir', dataDir], {
      stdio: [endless, 'pipe', 'pipe'],
    })
    let [out, error] = ['', '']
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (error += chunk.toString()))
    const exit = await new Promise((resolve) => child.once('close', resolve))
    return { exit, out, error }
  } finally {
    closeSync(endless)
  }
}

it('endless standard input, as a code or a request', { ...there, timeout: 60_000 }, async () => {
  const dataDir = await office.copy(() => {})
  const of = ['--unique-key', uniqueKey()]
  for (const argv of [
    ['license', 'show', '-'],
    ['license', 'create', '--owner', 'A', '--product', 'storage', '--code', '-'],
    ['machine', 'list', '-'],
    ['machine', 'release', '-', uniqueKey()],
    ['answer', '--code', '-', ...of],
    ['return', 'RETURN', '--code', '-', ...of],
  ]) {
    const { exit, error } = await fed(dataDir, argv)
    expect([exit, error], argv.join(' ')).toEqual([2, expect.stringContaining('longer than 1048576 bytes')])
  }
  const request = await fed(dataDir, ['answer', '--license', office.license, '--request', '-', '--json'])
  expect(request).toMatchObject({ exit: 1, out: expect.stringContaining('"request_not_read"') as string })
})

it('what is no file is named as what it is, and nobody waits for it (issue 10.6)', there, async () => {
  const folder = temporaryFolder()
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const dataDir = await office.copy(() => {})
  const elsewhere = join(folder, 'office')
  const noFiles = [
    [ENDLESS, 'a device'],
    [pipe, 'a pipe'],
    [folder, 'a folder'],
  ] as const
  for (const [place, is] of noFiles)
    for (const [where, status, argv] of [
      [dataDir, 1, ['answer', '--license', office.license, '--request', place]],
      [elsewhere, 1, ['init', '--vendor', place]],
      [dataDir, 3, ['restore', place]],
    ] as const) {
      const { exit, error } = await runHere(where, argv)
      expect([exit, error], argv.join(' ')).toEqual([
        status,
        expect.stringContaining(`${place} is ${is}, and no file`),
      ])
    }
})

it('a file of just that size is read whole, one byte more is not', () => {
  const file = join(temporaryFolder(), 'file')
  const bytes = Buffer.from('x'.repeat(200_000))
  writeFileSync(file, bytes)
  expect(readFileAtMost(file, 200_000)).toEqual(bytes)
  expect(readFileAtMost(file, 199_999)).toBeNull()
})
