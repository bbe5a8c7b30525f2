// A QR code on a terminal is read by a phone: here by a reader of QR codes, from what is printed (issue 12.22).
import jsQR from 'jsqr'
import { describe, expect, test } from 'vitest'
import { isAscii } from '#shared/search-text.ts'
import { qrText, showsUnicode } from '#main/hosts/cli/qr.ts'

const DATA = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'
// eslint-disable-next-line no-control-regex -- colors begin with it
const ANSI = /\u001B\[[\d;]*m/g

/** Whether each module is dark, as a terminal with dark letters on light ground shows it. */
function modules(text: string, wide: number, isDark: (cell: string) => boolean): boolean[][] {
  return text.split('\n').map((line) => (line.match(new RegExp(`.{${wide}}`, 'gu')) ?? []).map(isDark))
}

function read(rows: readonly (readonly boolean[])[]): string | undefined {
  const scale = 4
  const quiet = 4
  const side = (rows.length + 2 * quiet) * scale
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  rows.forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let at = 0; dark && at < scale * scale; at += 1) {
        const [py, px] = [(y + quiet) * scale + Math.floor(at / scale), (x + quiet) * scale + (at % scale)]
        pixels.set([0, 0, 0], (py * side + px) * 4)
      }
    }),
  )
  return jsQR(pixels, side, side)?.data
}

describe('in ASCII (issue 12.22)', () => {
  test('it is dark on light, and holds nothing else', () => {
    const text = qrText(DATA, { ascii: true, color: false })
    expect(text).toMatch(/^[ #\n]+$/)
    expect(read(modules(text, 2, (cell) => cell === '##'))).toBe(DATA)
  })

  test('with colors it says itself what is dark, so that a dark terminal shows it right too', () => {
    const text = qrText(DATA, { ascii: true, color: true })
    expect(isAscii(text)).toBe(true)
    const cells = text
      .split('\n')
      .map((line) => line.split('\u001B').filter((part) => /^\[\d+;\d+m/.test(part)))
    expect(read(cells.map((row) => row.map((cell) => cell.includes(';40m'))))).toBe(DATA)
    expect(read(modules(text.replaceAll(ANSI, ''), 2, (cell) => cell === '##'))).toBe(DATA)
  })
})

test('in half blocks with colors, its ground is black on every terminal (issue 12.22)', () => {
  const lines = qrText(DATA, { ascii: false, color: true }).split('\n')
  for (const line of lines)
    expect([line.startsWith('\u001B[97;40m'), line.endsWith('\u001B[0m')]).toEqual([true, true])
  const rows = lines.map((line) => line.replaceAll(ANSI, ''))
  const upper = rows.map((row) => Array.from(row, (cell) => cell === ' ' || cell === '▄'))
  const lower = rows.map((row) => Array.from(row, (cell) => cell === ' ' || cell === '▀'))
  expect(read(rows.flatMap((_, at) => [upper[at] ?? [], lower[at] ?? []]))).toBe(DATA)
})

test.each([
  [{ LANG: 'C' }, false],
  [{}, false],
  [{ LANG: 'de_DE.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, false],
  [{ LANG: 'C', LC_CTYPE: 'en_US.UTF-8' }, true],
  [{ LANG: 'de_DE.ISO-8859-1' }, false],
])('the locale %j shows more than ASCII: %s (issue 12.22)', (env, shows) => {
  expect(showsUnicode(env, 'linux')).toBe(shows)
  expect(showsUnicode(env, 'win32')).toBe(true)
})
