// What a pasted text is, whether it holds, and what entering it would change. Writes nothing and opens no socket.
import type { ParsedInput } from '#shared/contract/contract.ts'
import { failure } from '#shared/contract/errors.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import { MAX_FILE_CHARACTERS } from '#shared/formats/armor.ts'
import { findOtherFile } from '#shared/formats/outside/other-file.ts'
import { recognize, type Recognized } from '#shared/formats/recognize.ts'
import { signerOf, type SignedKey, type SignedKeyError } from '#shared/formats/signed-key.ts'
import { isoOrNull } from '#shared/instant.ts'
import { uniqueKey } from '../standing/unique-key.ts'
import { inspectKey } from './inspect-key.ts'
import { inspectedMachine } from './inspected-machine.ts'
import { plain, storedView, verified, type Here } from './inspected.ts'
import { judge, type JudgeDependencies } from '../standing/judge.ts'
import { withoutKeys } from '../standing/vendor-keys.ts'
import { readCode } from '../entered/read-code.ts'

export async function inspect(
  { text, code = '' }: ParsedInput<'licenses.inspect'>,
  dependencies: JudgeDependencies,
): Promise<Inspection> {
  const here = await lookHere(dependencies)
  const { uniqueKeyPrefix, server } = dependencies.vendor
  const recognized = recognize(text, uniqueKeyPrefix, server.codeForm)
  switch (recognized.kind) {
    case 'empty':
      return plain('empty', failure('key_empty', {}))
    case 'license_code':
      return recognized.code === null
        ? plain('license_code', failure('license_code_mistyped', {}))
        : aboutCode(recognized.code, here)
    case 'signed_key':
      return aboutSignedKey(recognized.key, here, dependencies)
    case 'unique_key':
      return aboutUniqueKey(recognized, here)
    case 'return_code':
      return aboutReturnCode(recognized, here)
    case 'unknown':
      return aboutUnknown(text, here)
    default:
      return inspectKey(
        { ...recognized, text, code: readCode(code, dependencies.vendor) },
        here,
        dependencies,
      )
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
    notStored: contents.ok ? null : contents.error,
  }
}

/** Well-formed is all that a code can show by itself; the activation server knows whether it sells anything. */
function aboutCode(code: string, here: Here): Inspection {
  return { ...plain('license_code', null), stored: storedWith(code, here) }
}

function storedWith(code: string, { stored: judged }: Here): Inspection['stored'] {
  const known = judged?.licenses.find(({ stored }) => stored.code === code)
  return known ? storedView(known) : null
}

/** That the vendor issued it shows in its signature; whether the license still runs, the activation server knows. */
function aboutSignedKey(key: SignedKey, here: Here, { vendor, primitives }: JudgeDependencies): Inspection {
  const stored = storedWith(key.text, here)
  const noKeys = withoutKeys(vendor)
  if (noKeys) return { ...plain('signed_key', noKeys), stored }
  const trusted = vendor.keys.filter(({ use, revoked }) => use.includes('files') && !revoked)
  const signer = signerOf(key, trusted, primitives)
  if (signer.ok) return verified({ ...plain('signed_key', null), signedBy: signer.value, stored })
  return { ...plain('signed_key', signedKeyFailure(signer.error)), stored }
}

const signedKeyFailure = (error: SignedKeyError) =>
  error.code === 'algorithm_not_supported'
    ? failure('algorithm_not_supported', { algorithm: error.algorithm })
    : failure(error.code, {})

/** A code of another issuer looks like nothing, unless it is one that is used here. */
function aboutUnknown(text: string, here: Here): Inspection {
  const kind = findOtherFile(text)
  if (kind !== null) return plain('unknown', failure('key_in_other_file', { kind }))
  if (text.length > MAX_FILE_CHARACTERS)
    return plain('unknown', failure('key_too_large', { maximum: MAX_FILE_CHARACTERS }))
  const code = aboutCode(text.trim(), here)
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
  { stored, notStored }: Here,
): Inspection {
  if (read === null) return plain('return_code', failure('return_code_mistyped', {}))
  const ours = stored?.contents.returned.some(({ returnCode }) => returnCode === read.text) ?? false
  const finding = notStored ?? (ours ? null : failure('return_code_not_ours', {}))
  const dates = { issued: isoOrNull(read.issued), returned: isoOrNull(read.returned) }
  return { ...plain('return_code', finding), ...dates }
}
