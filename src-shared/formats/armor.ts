// The text around a machine file or license file (docs/formats/machine-file.md#text): PEM-like lines around one
// base64 block.
import { undoMailDamage } from './mail-damage.ts'
import { err, ok, type Result } from '../result.ts'

export type FileKind = 'machine' | 'license'

/** Keygen's largest files are some tens of kB; more than this is no license, whatever it says. */
export const MAX_FILE_CHARACTERS = 262_144

const LABELS: Record<FileKind, string> = { machine: 'MACHINE FILE', license: 'LICENSE FILE' }

export type ArmorError =
  | { readonly code: 'key_empty' }
  | { readonly code: 'key_too_large'; readonly maximum: number }
  | { readonly code: 'key_not_recognized' }
  | { readonly code: 'key_cut_off' }

/** Dashes and spaces in these lines are the first things that mail programs change. */
const BEGIN = /-{2,}\s*BEGIN\s+(MACHINE|LICENSE)\s+FILE\s*-{2,}/
const END: Record<FileKind, RegExp> = {
  machine: /-{2,}\s*END\s+MACHINE\s+FILE\s*-{2,}/,
  license: /-{2,}\s*END\s+LICENSE\s+FILE\s*-{2,}/,
}
const ANY_LINE = /-{2,}\s*(?:BEGIN|END)\s+(MACHINE|LICENSE)\s+FILE\s*-{2,}/

/** What a text is, or was before something of it was lost: one of its two lines is there. null: no file. */
export function armoredKind(text: string): FileKind | null {
  const line = ANY_LINE.exec(text) ?? ANY_LINE.exec(undoMailDamage(text))
  if (!line) return null
  return line[1] === 'MACHINE' ? 'machine' : 'license'
}

/**
 * The base64 block between the lines, white space dropped. Text before and after the block is not looked at. A text
 * that a mail program quoted, wrapped or beautified is read as it was.
 */
export function readArmor(text: string): Result<{ kind: FileKind; block: string }, ArmorError> {
  if (text.trim() === '') return err({ code: 'key_empty' })
  if (text.length > MAX_FILE_CHARACTERS) return err({ code: 'key_too_large', maximum: MAX_FILE_CHARACTERS })
  const whole = text.includes('>') || !BEGIN.test(text) ? undoMailDamage(text) : text
  const begin = BEGIN.exec(whole)
  if (!begin) return err({ code: 'key_not_recognized' })
  const kind: FileKind = begin[1] === 'MACHINE' ? 'machine' : 'license'
  const rest = whole.slice(begin.index + begin[0].length)
  const end = rest.search(END[kind])
  if (end < 0) return err({ code: 'key_cut_off' })
  return ok({ kind, block: rest.slice(0, end).replaceAll(/[\s\u200b\u2060\ufeff]/g, '') })
}

/** The file's text: lines of 60 letters, a newline at the end. */
export function writeArmor(kind: FileKind, block: string): string {
  const lines = block.match(/.{1,60}/g) ?? []
  return [`-----BEGIN ${LABELS[kind]}-----`, ...lines, `-----END ${LABELS[kind]}-----`, ''].join('\n')
}
