// The schema of docs/formats/managed-settings.schema.json: the shape that the program reads, and patterns for what its
// readers refuse besides. Patterns are ECMAScript's, as JSON Schema says.
import { z } from 'zod'
import { managedSettings } from '#main/adapters/managed-settings/managed-content.ts'

const HEX = '[0-9A-Fa-f]{1,4}'
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
const ADDRESS_4 = String.raw`${BYTE}(?:\.${BYTE}){3}`
const PORT = '0*(?:[1-5]?[0-9]{1,4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])'

/** Eight groups, the last two also as an address of version 4; `::` for one group or more. */
function address6(): string {
  const groups = (count: number) => `${HEX}(?::${HEX}){${count - 1}}`
  const short = Array.from({ length: 8 }, (_, before) => {
    const first = before === 0 ? '' : groups(before)
    const rest = 7 - before
    const whole = rest === 0 ? '' : `(?:${HEX}(?::${HEX}){0,${rest - 1}})?`
    return `${first}::${rest < 2 ? whole : `(?:(?:${HEX}:){0,${rest - 2}}${ADDRESS_4}|${whole})`}`
  })
  return String.raw`\[(?:${[groups(8), `(?:${HEX}:){6}${ADDRESS_4}`, ...short].join('|')})\]`
}

/** A letter of a name, also of another script: which ones, no pattern says. It means the same with the flag `u` and without. */
const LETTER = String.raw`[^\u0000-,./:-@\[-^\u0060{-\u007f]`
/** The last part of a name is no number: that would be an address of version 4. */
const NAME = String.raw`(?:${LETTER}+\.)*(?!(?:[0-9]+|0[Xx][0-9A-Fa-f]*)(?:[.:/\s]|$))${LETTER}+\.?`
/** No control character, not as an escape either. */
const USER = String.raw`(?:[^%/\\?#\u0000-\u001f\u007f-\u009f]|%(?![01][0-9A-Fa-f]|7[Ff]))*@`
const PROXY = String.raw`^\s*(?:[Hh][Tt][Tt][Pp][Ss]?://)?(?:${USER})?(?:${ADDRESS_4}|${NAME}|${address6()})(?::(?:${PORT})?)?/?\s*$`

const EXCEPTION_PORT = '(?::[0-9]{1,5})?'
const LABEL = '[0-9A-Za-z_-]+'
const EXCEPTION = [
  String.raw`\*${EXCEPTION_PORT}`,
  String.raw`(?:\*?\.)?${LABEL}(?:\.${LABEL})*${EXCEPTION_PORT}`,
  String.raw`\[[0-9A-Fa-f:.]+\]${EXCEPTION_PORT}`,
  '[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*',
].join('|')
const NO_PROXY = String.raw`^[,\s]*(?:(?:${EXCEPTION})(?:[,\s]+|$))*$`

/** By the name of the setting. A file has absolute paths of Linux and macOS: Windows has its registry. */
const PATTERNS: Readonly<Record<string, string>> = { url: PROXY, noProxy: NO_PROXY, caFile: '^/' }

export function publishedManagedSettings(): object {
  const shape = managedSettings.meta({ title: 'What an administrator lays down in managed-settings.json' })
  return z.toJSONSchema(shape, {
    override({ jsonSchema, path }) {
      const pattern = path.map((part) => PATTERNS[part]).findLast((one) => one !== undefined)
      if (jsonSchema.type === 'string' && pattern !== undefined) jsonSchema.pattern = pattern
    },
  })
}
