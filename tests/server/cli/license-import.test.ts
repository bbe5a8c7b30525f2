// `license import`: a list of licenses is taken over whole or not at all, and each line that is refused is named
// (docs/formats/license-list.md#import).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { onPosix } from '#tests/support/runs-where.ts'
import { run, runHere, start } from '../support/command.ts'
import { CSV, prepareListDesk } from '../support/list-desk.ts'

const listDesk = prepareListDesk()

describe('a good list', () => {
  it('is taken over with every term that it names', async () => {
    const head =
      'owner;products;code;expires;machines;checkOutDays;graceDays;overLimit;maintenanceUntil;features;notes;policy;overrides;uses;state'
    const row =
      '"Fabrikam; Inc.";"storage:5; service";OLD-7;2099-02-28;9;14;0;30;2098-01-01;"sso;a.b";"two\nlines";Trial;maxCores=16;7;suspended'
    const { ask, licenses } = await listDesk(`\uFEFF${head}\n${row}\n\n"Bare";storage;;;;;;;;;;;;;\n`)
    expect(await ask()).toMatchObject({ exit: 0, imported: 2, good: 2, refusedTotal: 0 })
    const [first, second] = await licenses()
    expect(first).toMatchObject({
      owner: 'Fabrikam; Inc.',
      products: ['storage:5', 'service'],
      code: 'OLD-7',
      expires: '2099-02-28T23:59:59.999Z',
      machines: 9,
      checkOutDays: 14,
      graceDays: 0,
      overLimit: 30,
      maintenanceUntil: '2098-01-01T23:59:59.999Z',
      features: ['sso', 'a.b'],
      notes: 'two\nlines',
      policy: 'Trial',
      overrides: ['maxCores=16'],
      uses: 7,
      state: 'suspended',
    })
    expect(second).toMatchObject({
      owner: 'Bare',
      machines: 1,
      checkOutDays: 31,
      graceDays: 7,
      expires: 'never',
    })
    expect(second?.['code']).toMatch(/^(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}$/)
  })

  it.each([
    ['tabs', Buffer.from(CSV.replaceAll(',', '\t') + 'A\tstorage\t\t\t2\t')],
    ['UTF-16', Buffer.from(`\uFEFF${CSV}مرحبا ✓,storage,,,2,`, 'utf16le')],
    ['JSON lines', Buffer.from('\n{"owner":"A","products":["storage"],"machines":2,"notes":null}\n')],
  ])('with %s is one', async (_, list) => {
    const { ask, licenses } = await listDesk(list)
    expect(await ask()).toMatchObject({ exit: 0, imported: 1 })
    expect(await licenses()).toMatchObject([{ machines: 2 }])
  })

  it('of standard input is one, and --output has the codes that were made', async () => {
    const { dataDir, folder, licenses } = await listDesk('')
    const output = join(folder, 'made.csv')
    const argv = ['license', 'import', '-', '--output', output]
    const { exit, out } = await runHere(dataDir, argv, `${CSV}A,storage,,,,\nB,storage,,,,revoked\n`)
    expect([exit, out]).toEqual([0, expect.stringMatching(/^2 licenses imported/)])
    const made = parse(readFileSync(output, 'utf8'), { bom: true, columns: true })
    const codes = (await licenses()).map(({ code, id }) => ({ code, id }))
    expect(made).toMatchObject(codes)
    expect(made).toMatchObject([{ state: 'active' }, { state: 'revoked' }])
  })

  it('is tried with --dry-run and nothing more', async () => {
    const { ask, licenses, folder } = await listDesk(`${CSV}A,storage,,,,\n`)
    expect(await ask('--dry-run', '--output', join(folder, 'made'))).toMatchObject({
      exit: 0,
      imported: 0,
      good: 1,
    })
    expect(await licenses()).toEqual([])
    expect(readdirSync(folder)).toEqual(['list'])
  })
})

describe('a line that is refused', () => {
  const LINES: readonly (readonly [string, string])[] = [
    [',storage,,,,', 'owner_invalid'],
    ['A,,,,,', 'no_products'],
    ['A,nothing,,,,', 'unknown_product'],
    ['A,storage:x,,,,', 'limit_invalid'],
    ['A,storage,two words,,,', 'code_invalid'],
    ['A,storage,,tomorrow,,', 'value_invalid'],
    ['A,storage,,2099-02-30,,', 'value_invalid'],
    ['A,storage,,,0,', 'machines_invalid'],
    ['A,storage,,,1e3,', 'machines_invalid'],
    ['A,storage,,,,gone', 'value_invalid'],
    ['A,storage', 'line_not_read'],
    ['A,storage,,,,,', 'line_not_read'],
    ['"A\nB",storage,,,,', 'owner_invalid'],
  ]
  it('is named by line, code and sentence, and no other is taken over', async () => {
    const { ask, licenses, folder } = await listDesk(
      `${CSV}Good,storage,,,,\n${LINES.map(([line]) => line).join('\n')}\n`,
    )
    const errors = join(folder, 'errors.csv')
    const answer = await ask('--errors', errors)
    expect(answer).toMatchObject({ exit: 1, imported: 0, good: 1, refusedTotal: LINES.length })
    expect(answer.refused.map(({ line, code }) => [line, code])).toEqual(
      LINES.map(([, code], at) => [at + 3, code]),
    )
    expect(await licenses()).toEqual([])
    const rows = parse(readFileSync(errors, 'utf8'), { columns: true })
    expect(rows).toHaveLength(LINES.length)
    expect(rows[0]).toEqual({
      line: '3',
      code: 'owner_invalid',
      message: expect.stringMatching(/one line/) as string,
    })
  })

  it('with --partial leaves the others, which are taken over', async () => {
    const { ask, licenses } = await listDesk(`${CSV}Bad,,,,,\nGood,storage,,,,\n`)
    expect(await ask('--partial')).toMatchObject({ exit: 1, imported: 1, refused: [{ line: 2 }] })
    expect(await licenses()).toMatchObject([{ owner: 'Good' }])
  })

  it('has a code that another line or the database has', async () => {
    const { ask, licenses } = await listDesk(
      `${CSV}A,storage,OLD-1,,,\nB,storage,OLD-2,,,\nC,storage,OLD-1,,,\n`,
    )
    expect((await ask()).refused).toMatchObject([{ line: 4, code: 'code_twice' }])
    expect(await ask('--partial')).toMatchObject({ imported: 2 })
    expect((await ask('--partial')).refused).toMatchObject([
      { line: 4, code: 'code_twice' },
      { line: 2, code: 'code_taken' },
      { line: 3, code: 'code_taken' },
    ])
    expect(await licenses()).toHaveLength(2)
  })

  it('is told to a person twenty times, and then how many more there are', async () => {
    const { dataDir, file } = await listDesk(`${CSV}${'A,,,,,\n'.repeat(30)}`)
    const { exit, out, error } = await runHere(dataDir, ['license', 'import', file])
    expect([exit, out]).toEqual([1, expect.stringMatching(/nothing was imported/i)])
    expect(error.match(/^line \d+: /gm)).toHaveLength(20)
    expect(error).toMatch(/10 more/)
  })

  it.each([
    ['no object', '[1]', 'line_not_read'],
    ['half an object', '{"owner":', 'line_not_read'],
    ['a member that there is not', '{"owner":"A","products":["storage"],"maxMachines":5}', 'unknown_column'],
    ['a member of another kind', '{"owner":"A","products":"storage"}', 'value_invalid'],
    ['a NUL', '{"owner":"A","products":["storage"],"notes":"\\u0000"}', 'value_invalid'],
    ['half a letter', String.raw`{"owner":"A\ud800","products":["storage"]}`, 'value_invalid'],
  ])('of JSON lines has %s', async (_, line, code) => {
    const { ask } = await listDesk(`{"owner":"A","products":["storage"]}\n${line}\n`)
    expect((await ask()).refused).toMatchObject([{ line: 2, code }])
  })
})

it('who is killed meanwhile has imported nothing, and leaves no file', onPosix('SIGKILL'), async () => {
  const { dataDir, folder, ask, file } = await listDesk(`${CSV}A,storage,,,,\n`)
  const child = start(dataDir, ['license', 'import', '-', '--output', join(folder, 'made')])
  const exit = new Promise((resolve) => child.once('close', resolve))
  child.stdin.on('error', () => {})
  // More than the pipe holds: it has read some of it when all is taken.
  await new Promise<void>((resolve) =>
    child.stdin.write(`${CSV}${'A,storage,,,,\n'.repeat(20_000)}`, () => resolve()),
  )
  child.kill('SIGKILL')
  await exit
  expect(readdirSync(folder)).toEqual(['list'])
  expect(await ask()).toMatchObject({ exit: 0, imported: 1 })
  expect((await run(dataDir, ['doctor'])).exit).toBe(0)
  expect(file).toContain(folder)
})
