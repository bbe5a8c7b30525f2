// A Local License Key from where the desk keeps it: in the one form that a gate of any language reads
// (docs/formats/gate-v1.md#keys). Whatever else a mail makes of a key is read when it is taken in (offline-key.ts).
import { readPlainEnvelope } from '../formats/envelope.ts'
import { readPlainRows } from '../formats/typed-key/plain-rows.ts'
import { err, type Result } from '../result.ts'
import type { MachineGrant } from './license.ts'
import { judgeMachineFile } from './machine-file.ts'
import type { OfflineKeyContext, OfflineKeyError } from './offline-key.ts'
import { judgeTypedKey } from './typed-key-grant.ts'

/** What time does to it is its status, not a failure. */
export function openKeptKey(text: string, context: OfflineKeyContext): Result<MachineGrant, OfflineKeyError> {
  const envelope = readPlainEnvelope(text, context.primitives)
  if (envelope) return judgeMachineFile(envelope, context, null)
  const rows = readPlainRows(text)
  return rows ? judgeTypedKey(rows, context, null) : err({ code: 'key_damaged' })
}
