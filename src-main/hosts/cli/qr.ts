// A QR code for a terminal: readable on dark and on light ones, and where nothing but ASCII can be shown.
import { stripVTControlCharacters } from 'node:util'
import { encode, renderUnicodeCompact } from 'uqr'
import type { CommandContext } from './command-context.ts'

interface QrForm {
  /** Plain ASCII, dark on light, wished for or needed. */
  readonly ascii: boolean
  /** The terminal takes colors: what is dark and what is light is then said, whatever its own colors are. */
  readonly color: boolean
}

/** Modules of white round it: two are enough for phones, and consoles are small. */
const BORDER = 2
const WHITE_ON_BLACK = '\u001B[97;40m'
const DARK = '\u001B[30;40m##'
const LIGHT = '\u001B[37;47m  '
const PLAIN = '\u001B[0m'

export function qrText(data: string, { ascii, color }: QrForm): string {
  if (!ascii) {
    const lines = renderUnicodeCompact(data, { border: BORDER }).split('\n')
    return lines.map((line) => (color ? `${WHITE_ON_BLACK}${line}${PLAIN}` : line)).join('\n')
  }
  const [dark, light, end] = color ? [DARK, LIGHT, PLAIN] : ['##', '  ', '']
  const rows = encode(data, { border: BORDER }).data
  return rows.map((row) => row.map((isDark) => (isDark ? dark : light)).join('') + end).join('\n')
}

/** What it says in letters and the prompt stand below it. */
const BELOW = 2

/** Says that a terminal does not show all of it, of which a phone reads nothing. */
export function noteIfTooLarge(
  qr: string,
  { width, height, messages, note }: Pick<CommandContext, 'width' | 'height' | 'messages' | 'note'>,
): void {
  const lines = qr.split('\n')
  const [columns, rows] = [stripVTControlCharacters(lines[0] ?? '').length, lines.length + BELOW]
  if (width === null || height === null || (columns <= width && rows <= height)) return
  note(messages.cli.qrTooLarge({ columns, rows }, { columns: width, rows: height }))
}

export const qrForm = ({ color }: { readonly color: boolean }, ascii = false): QrForm => ({
  ascii: ascii || !showsUnicode(process.env, process.platform),
  color,
})

/** Whether a terminal shows more than ASCII, by the locale as the C library reads it. Windows takes text as it is. */
export function showsUnicode(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value) ?? ''
  return /utf-?8/i.test(locale)
}
