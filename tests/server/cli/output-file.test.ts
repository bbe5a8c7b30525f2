// `answer --output` replaces nothing but a file: what else stands there is written to, or the answer is refused.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  lchownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLog } from '#server/cli/log.ts'
import { run } from '../support/command.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'
import { onPosix } from '#tests/support/runs-where.ts'

const office = prepareBackOffice()
const asRoot = process.getuid?.() === 0
const SOMEBODY = 12_345
const ANSWER = /-----BEGIN MACHINE FILE-----/

async function answering() {
  const dataDir = await office.copy(() => {})
  const argv = ['answer', '--license', office.license, '--unique-key', uniqueKey(), '--json']
  return async (output: string) => {
    const { exit, out } = await run(dataDir, [...argv, '--output', output])
    const { error } = JSON.parse(out) as { error?: { code: string } }
    return [exit, error?.code]
  }
}
const DONE = [0, undefined]
const REFUSED = [3, 'output_not_written']

it('what has no place takes no seat', async () => {
  const folder = temporaryFolder()
  const dataDir = await office.copy(() => {})
  const argv = ['answer', '--license', office.license, '--unique-key', uniqueKey(), '--json', '--output']
  for (const output of [join(folder, 'missing', 'answer.txt'), folder]) {
    const { exit, out } = await run(dataDir, [...argv, output])
    expect([exit, JSON.parse(out)]).toMatchObject([3, { error: { code: 'output_not_written' } }])
    const shown = await run(dataDir, ['license', 'show', office.license, '--json'])
    expect(JSON.parse(shown.out)).toMatchObject({ machines: { used: 0 } })
  }
  expect(readdirSync(folder)).toEqual([])
})

it(
  'a file is replaced whole and private, and a link to one stays a link',
  onPosix('Windows lets not everybody make a link'),
  async () => {
    const folder = temporaryFolder()
    const [file, link] = [join(folder, 'answer.txt'), join(folder, 'latest.txt')]
    writeFileSync(file, 'old', { mode: 0o644 })
    symlinkSync(file, link)
    const answer = await answering()
    expect(await answer(link)).toEqual(DONE)
    expect(readFileSync(file, 'utf8')).toMatch(ANSWER)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(readdirSync(folder).toSorted()).toEqual(['answer.txt', 'latest.txt'])
  },
)

it(
  'a device of root’s is written to and stays one',
  onPosix('Windows has no devices in a folder'),
  async (context) => {
    if (!asRoot) context.skip('devices can be made by root only')
    const folder = temporaryFolder()
    const [sink, full] = [join(folder, 'null'), join(folder, 'full')]
    try {
      execFileSync('mknod', [sink, 'c', '1', '3'])
      execFileSync('mknod', [full, 'c', '1', '7'])
      writeFileSync(sink, '')
    } catch {
      context.skip('no devices can be made here')
    }
    const answer = await answering()
    expect(await answer(sink)).toEqual(DONE)
    expect(await answer(full)).toEqual([3, 'disk_full'])
    for (const device of [sink, full]) expect(lstatSync(device).isCharacterDevice()).toBe(true)
  },
)

it(
  'a pipe that nobody reads is refused, and stays one',
  onPosix('Windows has no pipes in a folder'),
  async () => {
    const pipe = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(await (await answering())(pipe)).toEqual(REFUSED)
    expect(lstatSync(pipe).isFIFO()).toBe(true)
  },
)

it(
  'a pipe of one’s own gets the answer, another user’s nothing',
  onPosix('Windows has no pipes in a folder'),
  async () => {
    const pipe = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const answer = await answering()
    // It holds the pipe open at both ends, so it is there as soon as it says so.
    const reader = spawn('sh', ['-c', 'exec 3<>"$0"; echo ready; exec cat <&3', pipe])
    let taken = ''
    reader.stdout.on('data', (chunk: Buffer) => (taken += chunk.toString()))
    await expect.poll(() => taken).toBe('ready\n')
    expect(await answer(pipe)).toEqual(DONE)
    await expect.poll(() => taken).toMatch(/-----END MACHINE FILE-----/)
    const before = taken
    if (asRoot) {
      chownSync(pipe, SOMEBODY, SOMEBODY)
      expect(await answer(pipe)).toEqual(REFUSED)
    }
    reader.kill()
    await once(reader, 'close')
    expect(taken).toBe(before)
  },
)

it(
  'another user’s link leads to no file of ours',
  onPosix('Windows lets not everybody make a link'),
  async (context) => {
    if (!asRoot) context.skip('links of other users can be made by root only')
    const folder = temporaryFolder()
    const [file, link] = [join(folder, 'ours.txt'), join(folder, 'planted.txt')]
    writeFileSync(file, 'old')
    symlinkSync(file, link)
    lchownSync(link, SOMEBODY, SOMEBODY)
    const above = join(folder, 'above')
    symlinkSync(folder, above)
    lchownSync(above, SOMEBODY, SOMEBODY)
    const dataDir = await office.copy(() => {})
    for (const planted of [link, join(above, 'ours.txt'), join(above, 'new.txt')]) {
      expect(await (await answering())(planted)).toEqual(REFUSED)
      const copied = await run(dataDir, ['backup', planted, '--json'])
      expect([copied.exit, JSON.parse(copied.out)]).toMatchObject([
        3,
        { error: { code: 'output_not_written' } },
      ])
      expect(await openLog(planted, dataDir)).toMatchObject({ ok: false, error: { code: 'log_not_written' } })
    }
    expect(readFileSync(file, 'utf8')).toBe('old')
    expect(readdirSync(folder)).not.toContain('new.txt')
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
  },
)
