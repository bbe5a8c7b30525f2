// What ties a typed key to a code, a machine, an application and a license (docs/formats/typed-key-v1.md, "Binding").
import type { Primitives } from '../primitives.ts'

const CONTEXT = 'typed-key/v1'

type Hinted = 'code' | 'unique-key' | 'application'

/** 4 hex digits: enough to tell a wrong one in words. The signature is what decides. */
export function hintOf(what: Hinted, text: string, primitives: Primitives): string {
  return digest(`${CONTEXT}/${what}\0${text}`, 2, primitives)
}

/** 16 hex digits that stand for a license id, for which a typed key has no room. */
export function licenseNumber(licenseId: string, primitives: Primitives): string {
  return digest(licenseId, 8, primitives)
}

function digest(text: string, bytes: number, primitives: Primitives): string {
  const hash = primitives.sha256(primitives.encodeUtf8(text))
  return Array.from(hash.subarray(0, bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The bytes that are signed: bound to code and machine without spending a letter on either. */
export function messageToSign(
  payload: Uint8Array,
  code: string,
  uniqueKey: string,
  primitives: Primitives,
): Uint8Array {
  const parts = [payload, primitives.encodeUtf8(code), primitives.encodeUtf8(uniqueKey)]
  const lengthOf = ({ length }: Uint8Array) => [
    length >>> 24,
    (length >>> 16) & 255,
    (length >>> 8) & 255,
    length & 255,
  ]
  const framed = parts.flatMap((part) => [...lengthOf(part), ...part])
  return Uint8Array.from([...primitives.encodeUtf8(`${CONTEXT}\0`), ...framed])
}
