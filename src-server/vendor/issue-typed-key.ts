// Makes the rows of a typed key (docs/formats/typed-key-v1.md): the only place that signs one.
import { sign } from 'node:crypto'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { encodeTypedKey, type EncodeError } from '#shared/formats/typed-key/encode.ts'
import type { TypedKeyFacts } from '#shared/formats/typed-key/facts.ts'
import { hintOf, licenseNumber, messageToSign } from '#shared/formats/typed-key/hints.ts'
import { formatRows } from '#shared/formats/typed-key/rows.ts'
import { ok, type Result } from '#shared/result.ts'
import type { SigningKey } from './signing-key.ts'

/** What a typed key says of a license; key id, hints and number are made here. */
export type TypedKeyTerms = Omit<
  TypedKeyFacts,
  'keyId' | 'codeHint' | 'uniqueKeyHint' | 'applicationHint' | 'licenseNumber'
>

export interface TypedKeyRequest {
  readonly terms: TypedKeyTerms
  readonly licenseId: string
  /** The License Code exactly as it was issued. */
  readonly code: string
  readonly uniqueKey: string
  /** The licensed application's id on the activation server. */
  readonly application: string
}

/** Rows of groups of five, without their numbers. Refuses what a typed key has no room for. */
export function issueTypedKey(
  request: TypedKeyRequest,
  key: Pick<SigningKey, 'id' | 'privateKey'>,
): Result<readonly string[], EncodeError> {
  const payload = encodeTypedKey(factsOf(request, key.id), nodePrimitives)
  if (!payload.ok) return payload
  const message = messageToSign(payload.value, request.code, request.uniqueKey, nodePrimitives)
  const signature = sign(null, message, key.privateKey)
  return ok(formatRows(Uint8Array.from([...payload.value, ...signature])))
}

/** Asked before anything is changed: whether a typed key can say all this. */
export function refuseTypedKey(request: TypedKeyRequest): EncodeError | null {
  const payload = encodeTypedKey(factsOf(request, '00000000'), nodePrimitives)
  return payload.ok ? null : payload.error
}

function factsOf(request: TypedKeyRequest, keyId: string): TypedKeyFacts {
  const { terms, licenseId, code, uniqueKey, application } = request
  return {
    ...terms,
    keyId,
    codeHint: hintOf('code', code, nodePrimitives),
    uniqueKeyHint: hintOf('unique-key', uniqueKey, nodePrimitives),
    applicationHint: hintOf('application', application, nodePrimitives),
    licenseNumber: licenseNumber(licenseId, nodePrimitives),
  }
}
