// `license import`: a list of licenses is taken over whole or not at all, and each line that is refused is named
// (docs/formats/license-list.md#import).
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { createLicense } from '#server/back-office/create-license.ts'
import { licenseLister } from '#server/license-list/columns.ts'
import { importLicenses } from '#server/license-list/import-licenses.ts'
import { listText } from '#server/license-list/write-list.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { expectOk, openBackOffice, temporaryFolder, type TestBackOffice } from '../support/back-office.ts'
import { run, runHere, start } from '../support/command.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()

interface Answer {
  readonly imported: number
  readonly good: number
  readonly refused: readonly { readonly line: number; readonly code: string }[]
  readonly refusedTotal: number
  readonly error?: { readonly code: string; readonly message: string }
}

/** A vendor with one license, and what it says to a list. */
function desk(list: string | Buffer) {
  const dataDir = office.copy((folder) => {
    const vendor = expectOk(openVendor(folder))
    expectOk(createPolicy(vendor, { name: 'Trial', rules: ['floating=true', 'duration=86400'] }))
    vendor.close()
  })
  const folder = temporaryFolder()
  const file = join(folder, 'list')
  writeFileSync(file, list)
  const ask = async (...options: string[]) => {
    const { exit, out } = await runHere(dataDir, ['license', 'import', file, '--json', ...options])
    return { exit, ...(JSON.parse(out) as Answer) }
  }
  const licenses = async () => {
    const { out } = await runHere(dataDir, ['license', 'export', '--format', 'jsonl'])
    const lines = out.trimEnd().split('\n')
    return lines.slice(1).map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  return { dataDir, folder, file, ask, licenses }
}

const CSV = 'owner,products,code,expires,machines,state\r\n'

describe('a good list', () => {
  it('is taken over with every term that it names', async () => {
    const head =
      'owner;products;code;expires;machines;checkOutDays;graceDays;overLimit;maintenanceUntil;features;notes;policy;overrides;uses;state'
    const row =
      '"Fabrikam; Inc.";"storage:5; service";OLD-7;2099-02-28;9;14;0;30;2098-01-01;"sso;a.b";"two\nlines";Trial;maxCores=16;7;suspended'
    const { ask, licenses } = desk(`\uFEFF${head}\n${row}\n\n"Bare";storage;;;;;;;;;;;;;\n`)
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
    const { ask, licenses } = desk(list)
    expect(await ask()).toMatchObject({ exit: 0, imported: 1 })
    expect(await licenses()).toMatchObject([{ machines: 2 }])
  })

  it('of standard input is one, and --output has the codes that were made', async () => {
    const { dataDir, folder, licenses } = desk('')
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
    const { ask, licenses, folder } = desk(`${CSV}A,storage,,,,\n`)
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
    const { ask, licenses, folder } = desk(
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
    const { ask, licenses } = desk(`${CSV}Bad,,,,,\nGood,storage,,,,\n`)
    expect(await ask('--partial')).toMatchObject({ exit: 1, imported: 1, refused: [{ line: 2 }] })
    expect(await licenses()).toMatchObject([{ owner: 'Good' }])
  })

  it('has a code that another line or the database has', async () => {
    const { ask, licenses } = desk(`${CSV}A,storage,OLD-1,,,\nB,storage,OLD-2,,,\nC,storage,OLD-1,,,\n`)
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
    const { dataDir, file } = desk(`${CSV}${'A,,,,,\n'.repeat(30)}`)
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
    const { ask } = desk(`{"owner":"A","products":["storage"]}\n${line}\n`)
    expect((await ask()).refused).toMatchObject([{ line: 2, code }])
  })
})

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
    const { ask, licenses } = desk(list)
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
    const { dataDir, folder } = desk('')
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

describe('what is exported', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 })
  const odd = fc.oneof(
    text,
    fc.constantFrom('=1+1', "'=1", "''@x", '-', '"a", "b"', 'مرحبا', '👩‍👩‍👧', ';,\t', '007', 'a\r\nb'),
  )
  const license = fc.record({
    owner: odd.map((one) => `${one.replaceAll(/\p{Cc}/gu, '')}.`.trim()),
    notes: odd.map((one) => one.replaceAll('\0', '')),
    products: fc.constantFrom(['storage'], ['virtualization:16', 'storage:0'], ['storage:1000000000000']),
    machines: fc.integer({ min: 1, max: 1_000_000 }),
    expiry: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 })),
    overLimit: fc.constantFrom('allow' as const, 'refuse' as const, 0, 30),
    policy: fc.constantFrom(undefined, 'Trial'),
    rules: fc.constantFrom([], ['maxCores=16', 'maxUses=0']),
    features: fc.constantFrom([], ['sso', 'a:b']),
  })
  const ours = ({ vendor }: TestBackOffice) =>
    Array.from(vendor.store.licenses.each({}), licenseLister(vendor)).map(({ id: _, ...terms }) => terms)

  it.each(['csv', 'jsonl'] as const)(
    'as %s is the same at another server',
    { timeout: 30_000 },
    async (format) => {
      const licenses = fc.array(license, { minLength: 1, maxLength: 8 })
      const here = openBackOffice()
      const there = openBackOffice()
      for (const { vendor } of [here, there])
        expectOk(createPolicy(vendor, { name: 'Trial', rules: ['floating=true', 'duration=86400'] }))
      await fc.assert(
        fc.asyncProperty(licenses, async (some) => {
          for (const terms of some) expectOk(createLicense(here.vendor, terms))
          const bytes = function* () {
            for (const piece of listText(
              Array.from(here.vendor.store.licenses.each({}), licenseLister(here.vendor)),
              format,
            ))
              yield Buffer.from(piece)
          }
          const refused: string[] = []
          const asked = {
            dryRun: false,
            // Those of the rounds before are taken.
            partial: true,
            refused: (line: number, { code }: { code: string }) => {
              if (code !== 'code_taken') refused.push(`${line}: ${code}`)
            },
            read: () => {},
            prepare: () => ({ deliver: () => {}, discard: () => {} }),
          }
          const { imported } = expectOk(await importLicenses(there.vendor, Readable.from(bytes()), asked))
          expect([refused, imported]).toEqual([[], some.length])
          expect(ours(there)).toEqual(ours(here))
        }),
        { numRuns: 20 },
      )
    },
  )
})

it('who is killed meanwhile has imported nothing, and leaves no file', onPosix('SIGKILL'), async () => {
  const { dataDir, folder, ask, file } = desk(`${CSV}A,storage,,,,\n`)
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

it('a thousand lines are one transaction, which is all that others wait for', async () => {
  const office = openBackOffice()
  const { vendor } = office
  const other = expectOk(openVendor(office.dataDir, office.clock.read, { patience: 0 }))
  let sold = 0
  const bytes = function* () {
    yield Buffer.from(CSV)
    for (let line = 0; line < 1000; line += 1) {
      yield Buffer.from(`Customer ${line},storage,,,,\n`)
      // Another program sells meanwhile.
      if (line % 100 === 0)
        expectOk(createLicense(other, { owner: `Sold ${(sold += 1)}`, products: ['storage'] }))
    }
  }
  const asked = { dryRun: false, partial: false, refused: () => {}, read: () => {} }
  const prepare = () => ({ deliver: () => {}, discard: () => {} })
  expect(expectOk(await importLicenses(vendor, Readable.from(bytes()), { ...asked, prepare }))).toMatchObject(
    {
      imported: 1000,
    },
  )
  expect(vendor.store.licenses.count({})).toBe(1000 + sold)
  const [license] = vendor.store.licenses.list({ limit: 1, offset: 0 })
  expect(vendor.store.events.ofLicense(license?.id ?? '')).toMatchObject([
    { what: 'license.created', actor: 'desk' },
  ])
  other.close()
})

it('a code that is sold while the list is read is found within the transaction', async () => {
  const office = openBackOffice()
  const { vendor } = office
  const bytes = function* () {
    yield Buffer.from(`${CSV}A,storage,OLD-1,,,\nB,storage,OLD-2,,,\n`)
  }
  const refused: number[] = []
  let prepared = 0
  const asked = {
    dryRun: false,
    partial: true,
    refused: (line: number) => void refused.push(line),
    read: () => {},
  }
  const prepare = () => {
    prepared += 1
    if (prepared === 1) office.sell({ code: 'OLD-2' })
    return { deliver: () => {}, discard: () => {} }
  }
  expect(expectOk(await importLicenses(vendor, Readable.from(bytes()), { ...asked, prepare }))).toMatchObject(
    {
      imported: 1,
      refused: 1,
    },
  )
  expect([refused, prepared, vendor.store.licenses.count({})]).toEqual([[3], 2, 2])
})
