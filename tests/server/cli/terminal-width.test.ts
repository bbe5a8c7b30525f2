// activation-server on a terminal: no line is wider than it, and none of a file is broken (issue 13.17).
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requireBuild, serverProgram } from '#tests/support/cli.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { deskOnTerminal, hasTerminals } from '#tests/support/terminal.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openBackOffice, uniqueKey } from '../support/back-office.ts'

const WIDTH = 80
const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

async function linesOf(argv: readonly string[]): Promise<string[]> {
  const size = { columns: WIDTH, rows: 24 }
  const terminal = deskOnTerminal(cleanup, argv, { program: serverProgram, size })
  await terminal.ended
  return stripVTControlCharacters(terminal.raw()).trimEnd().split(/\r?\n/)
}

describe('on 80 columns', runsWhere(hasTerminals(), 'no terminal can be made here'), () => {
  it('answers, refusals, faults and wrong usage go on below at a word', { timeout: 60_000 }, async () => {
    const office = await openBackOffice(Date.now())
    const { id } = await office.sell({ owner: 'A company with a name that takes some room', machines: 1 })
    const there = ['--data-dir', office.dataDir]
    const answer = ['answer', '--license', id, '--unique-key']
    const said = [
      [...answer, uniqueKey(1), ...there],
      [...answer, uniqueKey(2), ...there],
      [...answer, `${uniqueKey(2).slice(0, -1)}8`, ...there],
      ['license', 'update', id, '--expires', '2020-01-01', ...there],
      ['license', 'renew', id, ...there],
      [
        'doctor',
        '--data-dir',
        join(office.dataDir, 'a-folder-that-nobody-has-made-so-far-and-has-a-long-name'),
      ],
      ['license', 'list'],
    ]
    for (const argv of said) {
      const lines = await linesOf(argv)
      expect(lines.join('').length, argv.join(' ')).toBeGreaterThan(0)
      expect(
        lines.filter((line) => line.length > WIDTH && line.includes(' ')),
        argv.join(' '),
      ).toEqual([])
    }
  })

  it('a profile is whole, however long its words', { timeout: 60_000 }, async () => {
    const { dataDir } = await openBackOffice(Date.now())
    const lines = await linesOf(['profile', '--data-dir', dataDir])
    const { keys } = JSON.parse(lines.join('\n')) as { keys: unknown[] }
    expect(keys.length).toBeGreaterThan(0)
  })
})
