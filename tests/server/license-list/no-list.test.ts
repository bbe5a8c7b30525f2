// What is no list of licenses (docs/formats/license-list.md#what-is-read).
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onPosix } from '#tests/support/runs-where.ts'
import { runHere } from '../support/command.ts'
import { CSV, prepareListDesk } from '../support/list-desk.ts'

const listDesk = prepareListDesk()

describe('what is no list is refused as a whole, also with --partial', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /no license/],
    ['blank lines', '\n\n', /no license/],
    ['a head alone', CSV, /no license/],
    ['an unknown column', 'owner,products,maxMachines\nA,storage,5\n', /maxMachines/],
    ['a column twice', 'owner,products,owner\nA,storage,B\n', /“owner” twice/],
    ['no products', 'owner\nA\n', /“products”/],
    ['a quotation mark that is left open', `${CSV}"A\r\n",storage,,,,\n"B,storage\n\n`, /line 4.*end/],
    ['a quotation mark within a cell', `${CSV}\r\n\r\nA"B,storage,,,,\r\n`, /line 4/],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(`${CSV}A`), Buffer.from([0xe4, 0x2c])]),
      /line 2, byte 2/,
    ],
    ['a NUL', `${CSV}A,storage,,,,\nB\0,storage,,,,\n`, /line 3, byte 2/],
    ['a line without end', 'x'.repeat(3_000_000), /line 1 is longer/],
    ['a cell without end', `${CSV}"${'x\n'.repeat(1_000_000)}"`, /line 2 is longer/],
    ['half of UTF-16', Buffer.from([0xff, 0xfe, 0x41]), /UTF-16/],
  ])('%s', async (_, list, sentence) => {
    const { ask, licenses } = await listDesk(list)
    for (const options of [[], ['--partial']]) {
      const { exit, error } = await ask(...options)
      expect([exit, error]).toEqual([
        1,
        { code: 'list_not_read', message: expect.stringMatching(sentence) as string },
      ])
    }
    expect(await licenses()).toEqual([])
  })

  it('what lies in the place of a file', onPosix('Windows has no pipes in a folder'), async () => {
    const { dataDir, folder } = await listDesk('')
    const [pipe, loop, inner] = [join(folder, 'pipe'), join(folder, 'loop'), join(folder, 'folder')]
    execFileSync('mkfifo', [pipe])
    symlinkSync(loop, loop)
    mkdirSync(inner)
    for (const place of [pipe, loop, inner, join(folder, 'missing'), '/dev/zero']) {
      const { exit, out } = await runHere(dataDir, ['license', 'import', place, '--json'])
      expect([place, exit, JSON.parse(out)]).toMatchObject([place, 1, { error: { code: 'list_not_read' } }])
    }
  })
})
