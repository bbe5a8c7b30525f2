// The text around a machine file or license file (docs/formats/machine-file.md#text): PEM-like lines around one
// base64 block.
import { undoDamage } from './outside/undo-damage.ts'
import { charSet, SPACE } from './text/char-set.ts'
import { Cursor } from './text/cursor.ts'
import {
  inGroups,
  isBlank,
  MAX_TEXT_CHARACTERS,
  placeOf,
  without,
  withoutNewlines,
} from './text/whole-text.ts'
import { err, ok, type Result } from '../result.ts'

export type FileKind = 'machine' | 'license'

export const MAX_FILE_CHARACTERS = MAX_TEXT_CHARACTERS

const LABELS: Record<FileKind, string> = { machine: 'MACHINE FILE', license: 'LICENSE FILE' }
const KINDS = ['machine', 'license'] as const satisfies readonly FileKind[]
const firstLine = (kind: FileKind): string => `-----BEGIN ${LABELS[kind]}-----\n`
const lastLine = (kind: FileKind): string => `-----END ${LABELS[kind]}-----`

export type ArmorError =
  | { readonly code: 'key_empty' }
  | { readonly code: 'key_too_large'; readonly maximum: number }
  | { readonly code: 'key_not_recognized' }
  | { readonly code: 'key_cut_off' }

/** What a text is, or was before something of it was lost: one of its two lines is there. null: no file. */
export function armoredKind(text: string): FileKind | null {
  if (text.length > MAX_FILE_CHARACTERS) return null
  const undamaged = undamagedArmor(text)
  if (undamaged) return undamaged.kind
  for (const { kind } of armorLines(undoDamage(text))) return kind
  return null
}

/**
 * What is between two lines that nothing happened to, without its newlines; whoever takes it makes sure that it is
 * base64. A gate reads every stored file at every start of a product, and this is nearly all of them: the vendor's
 * words stand above the block, not in it. Null: it has to be read with care.
 */
export function undamagedArmor(text: string): { readonly kind: FileKind; readonly block: string } | null {
  if (text.length > MAX_FILE_CHARACTERS) return null
  for (const kind of KINDS) {
    const start = placeOf(text, firstLine(kind))
    if (start < 0 || (start > 0 && !text.startsWith('\n', start - 1))) continue
    const rest = text.slice(start + firstLine(kind).length)
    const length = placeOf(rest, lastLine(kind))
    const end = length + lastLine(kind).length
    if (length >= 0 && (end === rest.length || rest.startsWith('\n', end)))
      return { kind, block: withoutNewlines(rest.slice(0, length)) }
  }
  return null
}

/**
 * The base64 block between the lines, white space dropped. Text before and after the block is not looked at. A text
 * that a mail program quoted, wrapped or beautified is read as it was.
 */
export function readArmor(text: string): Result<{ kind: FileKind; block: string }, ArmorError> {
  if (text.length > MAX_FILE_CHARACTERS) return err({ code: 'key_too_large', maximum: MAX_FILE_CHARACTERS })
  if (isBlank(text)) return err({ code: 'key_empty' })
  const whole = undoDamage(text)
  let begin: ArmorLine | null = null
  for (const line of armorLines(whole)) {
    if (begin === null) {
      if (line.what === 'BEGIN') begin = line
    } else if (line.what === 'END' && line.kind === begin.kind && line.start >= begin.end) {
      return ok({ kind: begin.kind, block: without(whole.slice(begin.end, line.start), SPACE) })
    }
  }
  return err({ code: begin === null ? 'key_not_recognized' : 'key_cut_off' })
}

interface ArmorLine {
  readonly what: 'BEGIN' | 'END'
  readonly kind: FileKind
  readonly start: number
  readonly end: number
}

const DASH = charSet(/[-]/)

/**
 * The first and last lines of files, in their order. Of dashes and spaces any number will do: mail programs change them
 * first. The dashes behind one line may be those before the next.
 */
function* armorLines(text: string): Generator<ArmorLine, undefined> {
  const cursor = new Cursor(text)
  let dashes = 0
  while (!cursor.atEnd) {
    if (dashes < 2) {
      cursor.skipTo(DASH)
      dashes = cursor.skip(DASH)
    }
    const start = cursor.at - dashes
    const named = dashes < 2 ? null : takeWords(cursor)
    dashes = named === null ? 0 : cursor.skip(DASH)
    if (named !== null && dashes >= 2) yield { ...named, start, end: cursor.at }
  }
}

/** `BEGIN MACHINE FILE` and its like, with the white space around them. */
function takeWords(cursor: Cursor): Pick<ArmorLine, 'what' | 'kind'> | null {
  cursor.skip(SPACE)
  const what = cursor.takeWord('BEGIN') ? 'BEGIN' : cursor.takeWord('END') ? 'END' : null
  if (what === null || cursor.skip(SPACE) === 0) return null
  const kind = cursor.takeWord('MACHINE') ? 'machine' : cursor.takeWord('LICENSE') ? 'license' : null
  if (kind === null || cursor.skip(SPACE) === 0 || !cursor.takeWord('FILE')) return null
  cursor.skip(SPACE)
  return { what, kind }
}

/** The file's text: lines of 60 letters, a newline at the end. */
export function writeArmor(kind: FileKind, block: string): string {
  const lines = block === '' ? [] : [inGroups(block, 60, '\n')]
  return [firstLine(kind), ...lines.map((line) => `${line}\n`), lastLine(kind), '\n'].join('')
}
