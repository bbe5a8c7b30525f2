// XLSX and CSV opened by LibreOffice and compared cell by cell with what was to be written.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { LicenseView, ProductView } from '#shared/contract/views.ts'
import { CSV_WORDS, toCsv } from '#main/core/export/csv.ts'
import { tableWords } from '#main/core/export/report-words.ts'
import type { Cell, TableWords } from '#main/core/export/columns.ts'
import { toTable, type ExportTable } from '#main/core/export/table.ts'
import { toXlsx } from '#main/core/export/xlsx.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { report } from '#shared/messages/en/report.ts'
import { openInLibreOffice, type OfficeCell } from '#tests/support/libreoffice.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { libreOffice, needTool } from '#tests/support/tools.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())
// Its profile is made once.
const folder = cleanup.folder()
let program = ''
beforeEach((context) => {
  program = needTool(libreOffice, context)
})

/** 44 is the comma, 34 the quote, 76 UTF-8; what is quoted is text. */
const AS_CSV = 'CSV:44,34,76,1,,0,true,true'

const OWNERS = [
  'Contoso B.V.',
  '=cmd|"/C calc"!A0',
  '+1+1',
  '-2+3',
  '@SUM(A1:A2)',
  '\t=1+1',
  '007',
  '12345678901234567890',
  '1/2',
  'TRUE',
  '<script>alert(1)</script> & <b>',
  'שלום עולם ‏(عربي)',
  '株式会社 👩‍👩‍👧 🇳🇱',
  'a, "b"; c',
  'two\nlines',
  "'quoted",
  'NUL\0 and bell\u0007',
  'x'.repeat(10_000),
  '',
]

function product(over: Partial<ProductView>): ProductView {
  return {
    code: 'vm',
    name: 'Virtualization',
    type: 'Socket',
    limit: 16,
    totalLimit: 16,
    usage: 9,
    expires: '2027-02-28T23:59:59.999Z',
    status: 'active',
    mayRun: true,
    end: null,
    until: null,
    untilOf: null,
    ...over,
  }
}

function license(owner: string, products: readonly ProductView[], at: number): LicenseView {
  return {
    id: `license-${at}`,
    owner,
    mode: at % 2 === 0 ? 'online' : 'offline',
    status: 'active',
    mayRun: true,
    end: null,
    until: null,
    untilOf: null,
    expires: null,
    lastCheck: '2026-11-13T03:38:07.000Z',
    codeMasked: '•••••-7KQ2M',
    activatedOn: '2026-03-02T09:12:00.000Z',
    localKeyValidUntil: null,
    maintenanceUntil: at === 0 ? '9999-12-31T23:59:59.000Z' : null,
    machine: 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56',
    features: ['ha', 'audit'],
    issuedBy: 'b0abfa77',
    policy: null,
    notes: owner,
    problem: null,
    products: [...products],
  }
}

const LICENSES: readonly LicenseView[] = [
  ...OWNERS.map((owner, at) => license(owner, [product({})], at)),
  license(
    'Limits',
    [
      product({ code: 'none', limit: null, usage: 0 }),
      product({ code: 'zero', limit: 0, usage: 1 }),
      product({ code: 'status', type: 'Status', limit: null, usage: null }),
      product({ code: 'far', limit: 1, usage: 9_007_199_254_740_991 }),
      product({ code: 'half', limit: 1_000_000, usage: 0.5, expires: null }),
      product({ code: 'late', expires: '9999-12-31T23:59:59.999Z' }),
    ],
    90,
  ),
  { ...license('', [], 91), status: 'invalid', problem: 'signature_invalid', lastCheck: null },
  ...Array.from({ length: 2000 }, (_, at) => license(`Many ${at}`, [product({ usage: at })], 100 + at)),
]

const FACTS = {
  vendor: 'Vendor & Sons',
  uniqueKey: 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56',
  exportedAt: '2026-11-24T08:00:00.000Z',
  app: 'Activation Desk 0.1.0',
}
const WORDS = { ...messages, report }
const inWords = (words: TableWords): ExportTable =>
  toTable(FACTS, LICENSES, { rows: null, columns: null }, (one) => one.codeMasked, words)
const TABLE = inWords(tableWords(WORDS))
const CSV_TABLE = inWords(CSV_WORDS)

function written(fileName: string, content: string | Uint8Array): string {
  const file = path.join(folder, fileName)
  writeFileSync(file, content)
  return file
}

/** What a reader can tell of a text: control characters are not written. */
const readable = (text: string) => text.replaceAll('\0', '').replaceAll('\u0007', '')

describe('an XLSX file', () => {
  test('says in LibreOffice, cell by cell, what was to be written, each with its type', async () => {
    const [sheets = []] = await openInLibreOffice(
      program,
      [written('licenses.xlsx', await toXlsx(TABLE, WORDS))],
      folder,
    )
    expect(sheets.map(({ name }) => name)).toEqual(['Licenses', 'About'])
    const [header, ...rows] = sheets[0]?.rows ?? []
    expect(header?.map(({ text }) => text)).toEqual(TABLE.columns.map(({ title }) => title))
    expect(rows).toHaveLength(TABLE.rows.length)
    rows.forEach((row, at) => {
      const wanted = TABLE.rows[at] ?? []
      expect(wanted.map((_, column) => typed(row[column]))).toEqual(wanted.map(typedCell))
    })
    expect(sheets.flatMap((sheet) => sheet.rows.flat()).filter(({ formula }) => formula !== null)).toEqual([])
    expect(sheets[1]?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['Vendor', FACTS.vendor],
      ['Unique Key', FACTS.uniqueKey],
      ['Exported at', FACTS.exportedAt],
      ['Exported by', FACTS.app],
    ])
  })
})

/** A date to the second below: a spreadsheet counts days. */
function typed(cell: OfficeCell | undefined): string | number | null {
  if (!cell?.type) return null
  if (cell.type === 'float') return Number(cell.value)
  if (cell.type === 'date') return `date ${(cell.value ?? '').slice(0, 19)}`
  return `text ${cell.text}`
}

function typedCell(cell: Cell): string | number | null {
  if (cell === null || cell === '') return null
  if (cell instanceof Date) return `date ${cell.toISOString().slice(0, 19)}`
  return typeof cell === 'number' ? cell : `text ${readable(cell)}`
}

describe('a CSV file', () => {
  test('says in LibreOffice, cell by cell, what was to be written, and holds no formula', async () => {
    const hostile = '\uFEFFa,b\r\n=1+1,2\r\n'
    const files = [written('ours.csv', toCsv(CSV_TABLE)), written('others.csv', hostile)]
    const [[sheet] = [], [othersSheet] = []] = await openInLibreOffice(program, files, folder, AS_CSV)
    // This reader does look for formulas.
    expect(othersSheet?.rows[1]?.[0]?.formula).toContain('1+1')
    const [header, ...rows] = sheet?.rows ?? []
    expect(header?.slice(0, CSV_TABLE.columns.length).map(({ text }) => text)).toEqual(
      CSV_TABLE.columns.map(({ title }) => title),
    )
    expect(rows).toHaveLength(CSV_TABLE.rows.length)
    rows.forEach((row, at) => {
      const wanted = CSV_TABLE.rows[at] ?? []
      expect(row.map(({ text }) => text).slice(0, wanted.length)).toEqual(wanted.map(csvText))
    })
    expect(sheet?.rows.flat().filter(({ formula }) => formula !== null)).toEqual([])
  })
})

/** Text that a spreadsheet would run has a quote before it. */
function csvText(cell: Cell): string {
  if (cell instanceof Date) return cell.toISOString()
  const text = readable(String(cell ?? ''))
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
