// activation-desk activate CODE --offline-key - on a terminal, as an operator without a clipboard sees it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatLicenseCode } from '#shared/formats/license-code.ts'
import { DAY } from '#shared/instant.ts'
import { requireBuild } from '#tests/support/cli.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { CTRL_C, CTRL_D, deskOnTerminal, hasTerminals } from '#tests/support/terminal.ts'

const CODE = 'CODE OF THE TEST'
const OTHER_MACHINE = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'
const OUR_CODE = formatLicenseCode(new Uint8Array(16).fill(9))
const MISTYPED = `${OUR_CODE.slice(0, -1)}${OUR_CODE.endsWith('2') ? '3' : '2'}`
const vendor = paperVendor(makeKey({ from: '2020-01-01T00:00:00.000Z' }))
const cleanup = new Cleanup()
let desk: Installation
let globals: string[]
let answer: string
let terms: { id: string; code: string; fingerprint: string; issued: number }
beforeAll(requireBuild)
beforeEach(async () => {
  desk = install(cleanup, vendor.profile)
  terms = { id: 'license-1', code: CODE, fingerprint: await desk.uniqueKey(), issued: Date.now() - DAY }
  const folder = cleanup.folder()
  answer = path.join(folder, 'answer.json')
  writeFileSync(path.join(folder, 'vendor.json'), JSON.stringify(vendor.profile))
  globals = ['--vendor', path.join(folder, 'vendor.json'), '--data-dir', desk.dataDir]
})
afterEach(() => cleanup.run())

/** A vendor whose codes all have check letters: nothing that they do not fit is asked of a server. */
function codesHaveOurForm(): void {
  const { server, ...rest } = vendor.profile
  const profile = JSON.stringify({ ...rest, server: { ...server, codeForm: 'checked' } })
  writeFileSync(globals[1] ?? '', profile)
}

const rows = () =>
  vendor
    .typedKey(terms)
    .trimEnd()
    .split('\n')
    .map((row) => row.replace(/^ *\d+: */, ''))
const activate = (args: readonly string[] = [CODE], options: Parameters<typeof deskOnTerminal>[2] = {}) =>
  deskOnTerminal(cleanup, [...globals, 'activate', ...args, '--offline-key', '-'], options)

describe('a typed key on a terminal', runsWhere(hasTerminals(), 'no terminal can be made here'), () => {
  test('is judged row by row, and the last right row activates without Ctrl-D', async () => {
    const terminal = activate()
    const typed = rows()
    for (const [index, row] of typed.entries()) {
      await terminal.see(index === 0 ? 'Row 1: ' : `Row ${index + 1} of ${typed.length}: `)
      if (index === 2) {
        terminal.type(`${row.slice(0, -1)}\r`)
        await terminal.see('✗ Check row 3: 29 of 30 letters.')
        terminal.type('\u001B[A') // the Up arrow brings it back
        terminal.type(`${row.slice(-1)}\r`)
      } else terminal.type(`${row.toLowerCase()}\r`)
      await terminal.see(index === typed.length - 1 ? '✓ All' : `✓ Row ${index + 1} is right.`)
    }
    await terminal.see('Activated (offline).')
    expect(await terminal.ended).toBe(0)
    expect(terminal.raw()).toContain('\u001B[32m✓ Row 1 is right.')
  })

  test.each<Record<string, string>>([{ NO_COLOR: '1' }, { TERM: 'dumb' }])(
    'leaves standard output to the answer, and its verdicts are words without color too: %o',
    async (env) => {
      const terminal = activate([CODE, '--json'], { then: `>'${answer}'`, env })
      await terminal.see('Row 1: ')
      terminal.type(`${rows().join('\r')}\r`)
      await terminal.see('✓ All')
      expect(await terminal.ended).toBe(0)
      expect(terminal.raw()).not.toContain('\u001B[32m')
      expect(readFileSync(answer, 'utf8')).toMatch(/^\{.*"renewed":false.*\}\n$/)
    },
  )

  test('may be a machine file in a pasted mail; what follows its end is not the shell’s', async () => {
    const terminal = activate([CODE], { then: '; read -r line; echo "the shell got: $line"' })
    await terminal.see('Row 1: ')
    const file = vendor.localKey(terms).trimEnd()
    terminal.type(`${['Dear operator,', '', ...file.split('\n'), 'Regards', 'Anna'].join('\r')}\r`)
    await terminal.see('Activated (offline).')
    terminal.type('the next line\r')
    await terminal.see('the shell got: the next line')
    expect(await terminal.ended).toBe(0)
  })

  test('is not typed twice for a code that was the wrong one; the code is asked for first', async () => {
    const terminal = activate([])
    await terminal.see('License Code: ')
    terminal.type('ANOTHER CODE\r')
    await terminal.see('Row 1: ')
    terminal.type(`${rows().join('\r')}\r`)
    await terminal.see('✗ ')
    await terminal.see('License Code (Enter ends): ')
    terminal.type(`${CODE}\r`)
    await terminal.see('Activated (offline).')
    expect(await terminal.ended).toBe(0)
  })

  test('and its code, in one mail that is pasted at the question for the code (issue 13.3)', async () => {
    const code = OUR_CODE
    const key = vendor
      .typedKey({ ...terms, code })
      .trimEnd()
      .split('\n')
    const mail = [
      'Dear operator,',
      '',
      `License Code: ${code}`,
      '',
      ...key,
      '',
      'Regards',
      'echo not a command',
    ]
    const terminal = activate([], { then: '; read -r line; echo "the shell got: $line"' })
    await terminal.see('License Code: ')
    terminal.type(`${mail.join('\r')}\r`)
    await terminal.see('Activated (offline).')
    terminal.type('the next line\r')
    await terminal.see('the shell got: the next line')
    expect(await terminal.ended).toBe(0)
  })

  test('comes after a code that was mistyped, which is asked for again (issue 13.17)', async () => {
    codesHaveOurForm()
    const terminal = activate([MISTYPED])
    await terminal.see('✗ There is a typing error in the License Code.')
    await terminal.see('License Code (Enter ends): ')
    terminal.type(`${OUR_CODE}\r`)
    await terminal.see('Row 1: ')
    terminal.type(CTRL_C)
    expect(await terminal.ended).toBe(130)
  })

  test('goes on as it is at Ctrl-D, and the rows that are missing are named', async () => {
    const terminal = activate()
    await terminal.see('Row 1: ')
    terminal.type(`${rows().slice(0, 2).join('\r')}\r`)
    await terminal.see('Row 3 of ')
    terminal.type(CTRL_D)
    await terminal.see('(code: typed_key_rows_missing)')
    expect(await terminal.ended).toBe(1)
  })

  test('is called off with Ctrl-C, at either question, and nothing is left behind', async () => {
    for (const [args, question] of [
      [[], 'License Code: '],
      [[CODE], 'Row 1: '],
    ] as const) {
      const terminal = activate(args)
      await terminal.see(question)
      terminal.type(CTRL_C)
      expect(await terminal.ended).toBe(130)
      expect(terminal.raw()).not.toContain('internal error')
    }
    expect(existsSync(path.join(desk.dataDir, 'licenses'))).toBe(false)
    expect(existsSync(path.join(desk.dataDir, 'activity.jsonl'))).toBe(false)
  })
})

describe('a License Code on a terminal', runsWhere(hasTerminals(), 'no terminal can be made here'), () => {
  test('that was mistyped is asked for again with what to do, and Enter alone ends with what was wrong (issue 13.17)', async () => {
    codesHaveOurForm()
    const terminal = deskOnTerminal(cleanup, [...globals, 'activate'])
    await terminal.see('License Code: ')
    for (const [code, said] of [
      [MISTYPED, '✗ There is a typing error in the License Code.'],
      [OUR_CODE.slice(0, -1), '✗ Incomplete: 24 of 25 letters.'],
    ] as const) {
      terminal.type(`${code}\r`)
      await terminal.see(said)
      await terminal.see('Compare it')
      await terminal.see('License Code (Enter ends): ')
    }
    terminal.type('\r')
    await terminal.see('(code: license_code_incomplete)')
    expect(await terminal.ended).toBe(1)
  })

  test('is not asked for again where the key is another machine’s, says the mail around it (issue 13)', async () => {
    const file = path.join(cleanup.folder(), 'mail.txt')
    const key = vendor.localKey({ ...terms, fingerprint: OTHER_MACHINE })
    writeFileSync(file, `Unique Key: ${OTHER_MACHINE}\nLicense Code: ${CODE}\n\n${key}`)
    const terminal = deskOnTerminal(cleanup, [...globals, 'activate', CODE, '--offline-key', file])
    await terminal.see(OTHER_MACHINE)
    await terminal.see(terms.fingerprint)
    await terminal.see('Send the Unique Key of this machine')
    expect(await terminal.ended).toBe(1)
    expect(terminal.raw()).not.toContain('License Code (Enter ends)')
  })
})
