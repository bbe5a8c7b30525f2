// A console of 80 columns and 24 rows, as a server has it: no line is wider, and what an answer comes to is still on it when
// it is longer (issue 15).
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { install } from '#tests/support/installation.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { deskOnTerminal, hasTerminals } from '#tests/support/terminal.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must, openVendorSide } from '#tests/support/vendor-side.ts'

const CONSOLE = { columns: 80, rows: 24 }
const cleanup = new Cleanup()
afterAll(() => cleanup.run())

let there: readonly string[]
beforeAll(async () => {
  requireBuild()
  const side = await openVendorSide(cleanup)
  const folder = cleanup.folder()
  const [profile, dataDir] = [path.join(folder, 'vendor.json'), path.join(folder, 'data')]
  writeFileSync(profile, JSON.stringify(await side.profile()))
  const desk = install(cleanup, await side.profile(), { dataDir })
  const ids: string[] = []
  for (const owner of ['Contoso B.V.', 'A company with a name that takes some room', 'Fabrikam']) {
    const sold = await side.sell({ owner })
    must(await desk.router.call('licenses.activateOnline', { code: sold.key }))
    ids.push(sold.id)
  }
  rmSync(path.join(dataDir, 'licenses', ids[0] ?? '', 'machine.lic'))
  there = ['--data-dir', dataDir, '--vendor', profile]
})

async function linesOf(argv: readonly string[]): Promise<readonly string[]> {
  const terminal = deskOnTerminal(cleanup, [...argv, ...there], { size: CONSOLE })
  await terminal.ended
  return stripVTControlCharacters(terminal.raw()).trimEnd().split(/\r?\n/)
}

describe('on 80 columns and 24 rows', runsWhere(hasTerminals(), 'no terminal can be made here'), () => {
  const ANSWERS: readonly (readonly [command: string, argv: () => readonly string[], verdict: RegExp])[] = [
    ['list', () => ['list'], /^14 products: 14 Active$/],
    ['list, of what cannot be read', () => ['list'], /^One license here cannot be read: see above\.$/],
    ['doctor', () => ['doctor'], /^1 step failed: Licenses on this machine\.$/],
    ['refresh', () => ['refresh'], /^2 of 2 licenses refreshed\.$/],
    ['check', () => ['check', '--product', 'storage'], /^storage: may run/],
  ]
  test.each([
    ['unique-key', '--qr-ascii'],
    ['request', '--qr-ascii'],
  ])('%s %s says at its end that it needs a larger terminal', async (...argv) => {
    const said = (await linesOf(argv)).slice(-CONSOLE.rows).join(' ')
    expect(said).toMatch(
      /VIRTUALMETRIC-.*The QR code needs \d+ columns and \d+ lines, and this terminal has 80 and 24\./,
    )
  })

  test.each(ANSWERS)('%s ends with what it comes to', async (_, argv, verdict) => {
    const lines = await linesOf(argv())
    expect(lines.filter((line) => line.length > CONSOLE.columns)).toEqual([])
    expect(lines.slice(-CONSOLE.rows).some((line) => verdict.test(line))).toBe(true)
  })
})
