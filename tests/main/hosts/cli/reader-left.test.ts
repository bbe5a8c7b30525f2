// “activation-desk … | head -1” ends quietly (issue 12.22).
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { endWithLostOutput } from '#main/hosts/cli/lost-output.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { deskProgram, requireBuild } from '#tests/support/cli.ts'
import { headOf } from '#tests/support/head.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

describe('a reader that has left (issue 12.22)', () => {
  test('of more than a pipe holds ends the program as SIGPIPE would', async () => {
    const dataDir = path.join(cleanup.folder(), 'data')
    const argv = [deskProgram, '--data-dir', dataDir, 'notices']
    expect((await headOf(argv, { bytes: 1 })).status).toBe(141)
  })

  test.each([
    ['the notices, which are long', ['notices'], /\S/],
    ['a long log', ['activity', '--export', 'csv'], /\S/],
    ['help', ['--help'], /^Usage: /],
    ['a list', ['list'], /^/],
    ['a failure', ['code', 'none'], /^/],
  ])('of %s is told nothing more', async (_, argv, first) => {
    const dataDir = path.join(cleanup.folder(), 'data')
    mkdirSync(dataDir)
    const entry = {
      at: '2027-01-01T00:00:00.000Z',
      actor: 'somebody',
      host: 'cli',
      action: 'refresh',
      subject: null,
      result: 'ok',
    }
    writeFileSync(path.join(dataDir, 'activity.jsonl'), `${JSON.stringify(entry)}\n`.repeat(3000))
    for (const together of [false, true]) {
      const { first: line, stderr } = await headOf([deskProgram, '--data-dir', dataDir, ...argv], {
        together,
      })
      expect(line).toMatch(first)
      expect(stderr).not.toMatch(/EPIPE|at .*:\d+|node:/)
      if (together) expect(stderr).toBe('')
    }
  })

  test.each([
    [['list'], 141],
    [['notices', '--json'], 141],
    [['check', '--product', 'storage'], 2],
    [['--json', 'check', '--product=storage'], 2],
  ])('of %j ends it with %i', (words, status) => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const exit = (ended: number): never => {
      throw new Error(`exit ${ended}`)
    }
    const streams = { stdout, stderr, exit } as unknown as Parameters<typeof endWithLostOutput>[0]
    endWithLostOutput(streams, ['node', 'activation-desk', ...words], cli)
    const left = Object.assign(new Error('broken pipe'), { code: 'EPIPE' })
    expect(() => stdout.emit('error', left)).toThrow(`exit ${status}`)
    expect(stderr.read()).toBeNull()
  })
})
