// What a pasted text is, whether it holds, and what entering it would change. Writes nothing and opens no socket.
import type { ParsedInput } from '#shared/contract/contract.ts'
import { failure } from '#shared/contract/errors.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import { MAX_FILE_CHARACTERS } from '#shared/formats/armor.ts'
import { recognize, type Recognized } from '#shared/formats/recognize.ts'
import { uniqueKey } from '../standing/unique-key.ts'
import { inspectKey } from './inspect-key.ts'
import { inspectedMachine } from './inspected-machine.ts'
import { plain, storedView, type Here } from './inspected.ts'
import { judge, type JudgeDependencies } from '../standing/judge.ts'
import { readCode } from '../entered/read-code.ts'
import { isoOrNull } from '../standing/views.ts'

export async function inspect(
  { text, code = '' }: ParsedInput<'licenses.inspect'>,
  dependencies: JudgeDependencies,
): Promise<Inspection> {
  const here = await lookHere(dependencies)
  const prefix = dependencies.vendor.uniqueKeyPrefix
  const recognized = recognize(text, prefix)
  switch (recognized.kind) {
    case 'empty':
      return plain('empty', failure('key_empty', {}))
    case 'license_code':
      return recognized.code === null
        ? plain('license_code', failure('license_code_mistyped', {}))
        : aboutCode('license_code', recognized.code, here)
    case 'signed_key':
      return aboutCode('signed_key', text.trim(), here)
    case 'unique_key':
      return aboutUniqueKey(recognized, here)
    case 'return_code':
      return aboutReturnCode(recognized, here)
    case 'unknown':
      return aboutUnknown(text, here)
    default:
      return inspectKey({ ...recognized, text, code: readCode(code, prefix) }, here, dependencies)
  }
}

async function lookHere(dependencies: JudgeDependencies): Promise<Here> {
  const key = await uniqueKey(dependencies)
  const contents = dependencies.store.read()
  const unique = key.ok ? key.value.uniqueKey : null
  return {
    uniqueKey: unique,
    noUniqueKey: key.ok ? null : key.error,
    stored: contents.ok ? judge(contents.value, unique ?? '', dependencies) : null,
  }
}

/** Well-formed is all that a code can show by itself; the activation server knows whether it sells anything. */
function aboutCode(kind: 'license_code' | 'signed_key', code: string, { stored: judged }: Here): Inspection {
  const known = judged?.licenses.find(({ stored }) => stored.code === code)
  return { ...plain(kind, null), stored: known ? storedView(known) : null }
}

/** A code of another issuer looks like nothing, unless it is one that is used here. */
function aboutUnknown(text: string, here: Here): Inspection {
  if (text.length > MAX_FILE_CHARACTERS)
    return plain('unknown', failure('key_too_large', { maximum: MAX_FILE_CHARACTERS }))
  const code = aboutCode('license_code', text.trim(), here)
  return code.stored ? code : plain('unknown', failure('key_not_recognized', {}))
}

function aboutUniqueKey(
  { uniqueKey: read, error }: Extract<Recognized, { kind: 'unique_key' }>,
  here: Here,
): Inspection {
  if (error?.code === 'unique_key_other_prefix')
    return plain('unique_key', failure('unique_key_other_vendor', { prefix: error.prefix }))
  if (read === null) return plain('unique_key', failure('unique_key_mistyped', {}))
  return { ...plain('unique_key', here.noUniqueKey), machine: inspectedMachine(read, true, here.uniqueKey) }
}

/** Who made it shows where it was made: what was returned on this machine is kept there. */
function aboutReturnCode(
  { returned: read }: Extract<Recognized, { kind: 'return_code' }>,
  { stored }: Here,
): Inspection {
  if (read === null) return plain('return_code', failure('return_code_mistyped', {}))
  const ours = stored?.contents.returned.some(({ returnCode }) => returnCode === read.text) ?? false
  const dates = { issued: isoOrNull(read.issued), returned: isoOrNull(read.returned) }
  return { ...plain('return_code', ours ? null : failure('return_code_not_ours', {})), ...dates }
}
