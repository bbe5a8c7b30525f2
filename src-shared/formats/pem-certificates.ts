// The certificates of a PEM file (RFC 7468), each still as text: whether it is one, the reader of certificates says.
import { Cursor } from './text/cursor.ts'
import { err, ok, type Result } from '../result.ts'

const BEGIN = '-----BEGIN CERTIFICATE-----'
const END = '-----END CERTIFICATE-----'

/** Text between the blocks is passed over. No block at all is an empty list: it may be a certificate in DER. */
export function pemCertificates(
  text: string,
  most: number,
): Result<readonly string[], 'cut_off' | 'too_many'> {
  const cursor = new Cursor(text)
  const blocks: string[] = []
  while (cursor.skipPast(BEGIN)) {
    const start = cursor.at - BEGIN.length
    if (!cursor.skipPast(END)) return err('cut_off')
    if (blocks.length === most) return err('too_many')
    blocks.push(cursor.between(start, cursor.at))
  }
  return ok(blocks)
}
