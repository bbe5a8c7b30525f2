// “activation-desk … | head -1” ends quietly (issue 12.22).
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
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
})
