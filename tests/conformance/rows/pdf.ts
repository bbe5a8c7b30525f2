// Pages as PDF.
import { type Area, type Row, row } from '../row.ts'

const OWN_SIZE = '<style>@page { size: A5 }</style>'
const BODY = '<style>body { background: #f00 }</style><h1>One</h1><p style="break-before: page">Two'

/** The size of the first page in points, how many there are, and other marks in the file. */
const printed = (
  says: string,
  from: string,
  expected: unknown,
  options: Electron.PrintToPDFOptions,
  what: string,
  body = BODY,
): Row => ({
  ...row(
    says,
    from,
    expected,
    async (
      _,
      kit,
      arg: { options: Electron.PrintToPDFOptions; what: string; body: string; expected: unknown },
    ) => {
      const { inflateSync } = process.getBuiltinModule('node:zlib')
      kit.served.set('/pdf', () => kit.html(arg.body))
      const { webContents } = await kit.open({}, 'app://desk/pdf')
      const pdf = (await webContents.printToPDF(arg.options)).toString('latin1')
      const [, width, height] = /\/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? []
      const inside = Array.from(pdf.matchAll(/stream\r?\n([^]*?)\r?\nendstream/g), ([, bytes]) => {
        try {
          return inflateSync(Buffer.from(bytes ?? '', 'latin1')).toString('latin1')
        } catch {
          return ''
        }
      }).join('')
      const marks: Record<string, unknown> = {
        // Papers are rounded on their way.
        size: [width, height].map((text, at) => {
          const wanted = Number((arg.expected as number[])[at])
          return Math.abs(Number(text) - wanted) < 2 ? wanted : Number(text)
        }),
        pages: (pdf.match(/\/Type ?\/Page\b/g) ?? []).length,
        tagged: pdf.includes('/StructTreeRoot'),
        red: /\b1 0 0 rg\b/.test(inside),
        head: pdf.slice(0, 4),
      }
      return marks[arg.what]
    },
  ),
  arg: { options, what, body, expected: what === 'size' ? expected : [] },
})
/** Of inches: on Letter, which has 11, with margins of a centimeter on one page. */
const TALL = '<style>body { margin: 0 } div { height: 9.5in; background: #f00 }</style><div></div>'
const MARGINS = 'docs/api/structures/print-to-pdf-margins.md:3'
const structure = (line: number) => `docs/api/structures/print-to-pdf-options.md:${line}`

export const pdf: Area = {
  area: 'printToPDF',
  rows: [
    printed('it is a PDF', 'spec/api-web-contents-spec.ts:4357', '%PDF', {}, 'head'),
    printed('the paper is Letter where none is named', structure(7), [612, 792], {}, 'size'),
    printed(
      'the paper is the one that is named',
      'spec/api-web-contents-spec.ts:4366',
      [595, 842],
      { pageSize: 'A4' },
      'size',
    ),
    printed(
      'the paper may be in inches',
      structure(8),
      [288, 144],
      { pageSize: { width: 4, height: 2 }, margins: { top: 0, bottom: 0, left: 0, right: 0 } },
      'size',
    ),
    printed(
      'landscape turns the paper',
      'spec/api-web-contents-spec.ts:4414',
      [792, 612],
      { landscape: true },
      'size',
    ),
    printed(
      'landscape turns the named paper',
      'spec/api-web-contents-spec.ts:4414',
      [842, 595],
      { landscape: true, pageSize: 'A4' },
      'size',
    ),
    printed(
      'the size of the page’s style counts where that is preferred',
      structure(13),
      [420, 595],
      { preferCSSPageSize: true },
      'size',
      OWN_SIZE,
    ),
    printed(
      'it does not count otherwise',
      structure(13),
      [612, 792],
      { preferCSSPageSize: false },
      'size',
      OWN_SIZE,
    ),
    printed('backgrounds are left out', structure(5), false, {}, 'red'),
    printed(
      'backgrounds are printed where that is asked',
      structure(5),
      true,
      { printBackground: true },
      'red',
    ),
    printed('margins are a centimeter where none are named', MARGINS, 1, {}, 'pages', TALL),
    printed('margins are in inches', MARGINS, 2, { margins: { top: 2, bottom: 2 } }, 'pages', TALL),
    printed('all pages are printed', structure(10), 2, {}, 'pages'),
    printed('or those of a range', 'spec/api-web-contents-spec.ts:4427', 1, { pageRanges: '1' }, 'pages'),
    printed('it has no tags', 'spec/api-web-contents-spec.ts:4451', false, {}, 'tagged'),
    printed(
      'it has tags where that is asked',
      'spec/api-web-contents-spec.ts:4485',
      true,
      { generateTaggedPDF: true },
      'tagged',
    ),
    row(
      'a range of pages that are not there is refused',
      'spec/api-web-contents-spec.ts:4441',
      true,
      async (_, kit) => {
        const { webContents } = await kit.open()
        return String(await kit.tried(() => webContents.printToPDF({ pageRanges: '999' }))).startsWith(
          'threw',
        )
      },
    ),
    ...(
      [
        ['a paper that there is not', 33, 'Invalid pageSize IAmAPageSize', { pageSize: 'IAmAPageSize' }],
        ['a paper that is no name', 44, 'pageSize must be a string or an object', { pageSize: 4 }],
        [
          'a paper of one side',
          39,
          'width and height properties are required for pageSize',
          { pageSize: { width: 4 } },
        ],
        ['a turn that is no yes or no', 81, 'landscape must be a boolean', { landscape: 'yes' }],
        ['a scale that is none', 86, 'scale must be a number', { scale: 'large' }],
        ['a range that is no text', 91, 'pageRanges must be a string', { pageRanges: 1 }],
        ['a margin that is none', 87, 'margins.top must be a number', { margins: { top: 'wide' } }],
        [
          'a margin that is wider than the paper',
          76,
          'margins must be less than or equal to pageSize',
          { margins: { left: 9 } },
        ],
      ] as const
    ).map(([what, line, why, options]) => ({
      ...row(
        `${what} is refused`,
        `lib/browser/print-to-pdf.ts:${line}`,
        `threw ${why}`,
        async (_, kit, given) => {
          const { webContents } = await kit.home()
          return kit.tried(() => webContents.printToPDF(given))
        },
      ),
      arg: options,
    })),
    printed(
      'a paper may be named in small letters',
      'lib/browser/print-to-pdf.ts:31',
      [595, 842],
      { pageSize: 'a4' as 'A4' },
      'size',
    ),
    row(
      'a window that goes meanwhile ends the wait',
      'shell/browser/printing/print_to_pdf.cc:58',
      'over',
      async (_, kit) => {
        const window = await kit.open()
        const printing = window.webContents.printToPDF({}).catch(() => 0)
        window.destroy()
        await printing
        return 'over'
      },
    ),
  ],
}
