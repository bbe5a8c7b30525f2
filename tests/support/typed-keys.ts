// Typed keys of a vendor that the tests make up: every field can be bent, to see that it is noticed.
import { readFileSync } from 'node:fs'
import { issueTypedKey, type TypedKeyRequest, type TypedKeyTerms } from '#server/vendor/issue-typed-key.ts'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import type { TypedKeyContext } from '#shared/license/typed-key-grant.ts'
import { CODE, ISSUED, UNIQUE_KEY, type TestKey } from './machine-files.ts'
import { must } from './must.ts'

export const LICENSE_ID = '370fe8c7-df40-4f56-b9c1-c90cdd5cad91'
const template: unknown = JSON.parse(
  readFileSync(new URL('../../assets/vendor/virtualmetric.json', import.meta.url), 'utf8'),
)
const CATALOGUE = vendorProfile.parse(template).catalogue

const limits = [16, 800, 250, null, 50, null, null]

/** The seed's license: seven products, an owner of 24 characters. */
export const SEED_TERMS: TypedKeyTerms = {
  issued: ISSUED,
  validDays: null,
  licenseExpiry: Date.parse('2028-02-28T23:59:59.999Z'),
  maintenanceUntil: null,
  graceDays: 7,
  overLimit: 'allow',
  owner: 'Contoso Manufacturing BV',
  features: [],
  products: limits.map((limit, index) => ({ number: index + 1, limit, expiry: null })),
}

export function typedKeyRows(
  key: TestKey,
  terms: Partial<TypedKeyTerms> = {},
  request: Partial<TypedKeyRequest> = {},
): readonly string[] {
  const bound = { licenseId: LICENSE_ID, code: CODE, uniqueKey: UNIQUE_KEY, application: 'application-1' }
  const signer = { id: key.trusted.id, privateKey: key.privateKey }
  return must(issueTypedKey({ ...bound, ...request, terms: { ...SEED_TERMS, ...terms } }, signer))
}

export function typedContextFor(
  keys: readonly TestKey[],
  change: Partial<TypedKeyContext> = {},
): TypedKeyContext {
  return {
    code: CODE,
    uniqueKey: UNIQUE_KEY,
    keys: keys.map((key) => key.trusted),
    application: 'application-1',
    catalogue: CATALOGUE,
    primitives: nodePrimitives,
    ...change,
  }
}
