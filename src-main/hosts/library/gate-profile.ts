// The vendor profile of a product, read without the schema library, which would take longer to load than the gate to answer.
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { isSigningPoint } from '#shared/formats/signing-point.ts'
import { readInstant } from '#shared/instant.ts'
import {
  flag,
  integer,
  list,
  nullable,
  object,
  oneOf,
  OTHERWISE,
  optional,
  readJsonAs,
  text,
  type Shape,
} from '#shared/shape.ts'

const word = (max: number) => text({ min: 1, max })
const time: Shape<string> = (value) =>
  typeof value === 'string' && readInstant(value) !== null ? value : OTHERWISE
const hex =
  (length: number): Shape<string> =>
  (value) =>
    typeof value === 'string' && value.length === length && /^[0-9a-f]*$/.test(value) ? value : OTHERWISE
const publicKey: Shape<string> = (value) => {
  const digits = hex(64)(value)
  return digits !== OTHERWISE && isSigningPoint(digits) ? digits : OTHERWISE
}
const oneAtLeast =
  <T>(shape: Shape<T[]>): Shape<T[]> =>
  (value) => {
    const all = shape(value)
    return all !== OTHERWISE && all.length === 0 ? OTHERWISE : all
  }
const yes: Shape<true> = (value) => (value === true ? value : OTHERWISE)

const key = object({
  id: hex(8),
  publicKey,
  use: oneAtLeast(list(oneOf('files', 'responses', 'typed'))),
  from: time,
  until: nullable(time),
  revoked: flag,
})

/** What a gate asks of it; the rest is for the app. */
const gateProfile = object({
  id: word(64),
  name: word(100),
  uniqueKeyPrefix: word(24),
  server: object({ account: word(100), product: word(100) }),
  machineIdFile: flag,
  test: optional(yes),
  keys: list(key, 32),
  catalogue: list(
    object({ number: integer({ min: 1, max: 65_535 }), code: word(64), name: word(200), type: word(40) }),
    1000,
  ),
})

/** Null: it is none. */
export function readGateProfile(json: string): VendorProfile | null {
  const read = readJsonAs(json, gateProfile)
  if (read === null) return null
  const { server, test, ...profile } = read
  return {
    ...profile,
    ...(test === true && { test }),
    support: { email: '', url: '' },
    server: { ...server, url: 'https://vendor.invalid', codeForm: 'any' },
    offlineOnly: true,
    demo: false,
  }
}
