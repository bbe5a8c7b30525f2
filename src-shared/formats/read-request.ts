// What an operator sent, read back (docs/formats/activation-request.md#reading-one): the request as text, or what its QR
// code held, with whatever a mail did to it.
import { findLicenseCodes } from './outside/codes-in-text.ts'
import { undoDamage } from './outside/undo-damage.ts'
import { charSet } from './text/char-set.ts'
import { Cursor } from './text/cursor.ts'
import { shortPattern } from './text/short-pattern.ts'
import { linesOf, trimmed } from './text/whole-text.ts'
import { parseUniqueKey, type UniqueKeyError } from './unique-key.ts'
import { err, ok, type Result } from '../result.ts'

export interface ReadRequest {
  readonly uniqueKey: string
  /** null: it names none, or more than one. Another issuer's is as it stands behind its name. */
  readonly code: string | null
}

const CODE_LINE = shortPattern(/^\s*License Code\s*:\s*(\S.*)$/i)
const MOST_LINES = 5000

/** `prefix`: of the vendor's Unique Keys. */
export function readActivationRequest(text: string, prefix: string): Result<ReadRequest, UniqueKeyError> {
  const uniqueKey = parseUniqueKey(text, prefix)
  if (!uniqueKey.ok) return err(uniqueKey.error)
  return ok({ uniqueKey: uniqueKey.value, code: codeIn(undoDamage(text)) })
}

function codeIn(text: string): string | null {
  const [code, ...others] = findLicenseCodes(text)
  if (code !== undefined) return others.length === 0 ? code : null
  for (const line of linesOf(text, MOST_LINES)) {
    const named = CODE_LINE.atStart(line)?.[1]
    if (named !== undefined) return trimmed(named)
  }
  return codeOfAddress(text)
}

const NAME = 'license-code='
const OF_ADDRESS = charSet(/[A-Za-z0-9%+._~-]/)

/** Of the address that the QR code holds where the vendor has a portal. */
function codeOfAddress(text: string): string | null {
  const cursor = new Cursor(text)
  if (!cursor.skipPast(NAME)) return null
  return new URLSearchParams(`${NAME}${cursor.take(OF_ADDRESS)}`).get('license-code')
}
