import { describe, expect, test } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { licenseNumber } from '#shared/formats/typed-key/hints.ts'
import { DAY, iso } from '#shared/instant.ts'
import { openTypedKey } from '#shared/license/typed-key-grant.ts'
import { isOlder, sameLicense } from '#shared/license/typed-key-license.ts'
import { ISSUED, makeKey, UNIQUE_KEY, type TestKey } from '#tests/support/machine-files.ts'
import { mutateTypedKey } from '#tests/support/mutations.ts'
import { LICENSE_ID, SEED_TERMS, typedContextFor, typedKeyRows } from '#tests/support/typed-keys.ts'

const MUTATIONS = 2_000
const key = makeKey()
const rows = typedKeyRows(key)
const context = typedContextFor([key])
type Opened = ReturnType<typeof openTypedKey>
const codeOf = (opened: Opened): string => (opened.ok ? 'ok' : opened.error.code)
const open = (list: readonly string[], clock = ISSUED, given = context): Opened =>
  openTypedKey(list.join('\n'), given, { clock })

describe('a typed key for this machine and code', () => {
  test('gives the grant that a machine file with the same facts gives', () => {
    const expiry = SEED_TERMS.licenseExpiry
    expect(open(rows)).toMatchObject({
      ok: true,
      value: {
        machineId: null,
        fingerprint: UNIQUE_KEY,
        issued: ISSUED,
        fileExpiry: null,
        keyId: key.trusted.id,
        license: {
          owner: 'Contoso Manufacturing BV',
          expiry,
          graceDays: 7,
          overLimit: 'allow',
          products: [
            { code: 'virtualization', name: 'Virtualization', type: 'Socket', limit: 16, expiry },
            { code: 'server-vm', limit: 800 },
            { code: 'network', limit: 250 },
            { code: 'storage', limit: null },
            { code: 'log-analytics', type: 'GB', limit: 50 },
            { code: 'change-tracking', type: 'Status', limit: null },
            { code: 'inventory', type: 'Status', limit: null },
          ],
        },
      },
    })
  })

  test('is taken with any of several trusted keys, and names the one that signed', () => {
    const other = makeKey()
    const grant = open(rows, ISSUED, typedContextFor([other, key]))
    expect(grant).toMatchObject({ ok: true, value: { keyId: key.trusted.id } })
  })
})

describe('a typed key that is not to be taken', () => {
  const trusting = (...keys: TestKey[]) => typedContextFor(keys)
  const bent = (change: Partial<TestKey['trusted']>) =>
    trusting({ ...key, trusted: { ...key.trusted, ...change } })

  test.each([
    ['revoked', { revoked: true }],
    ['not_for_typed_keys', { use: ['files' as const, 'responses' as const] }],
  ])('says that its signing key is %s', (reason, change) => {
    const error = { code: 'typed_key_unknown_signing_key', keyId: key.trusted.id, reason }
    expect(open(rows, ISSUED, bent(change))).toEqual({ ok: false, error })
  })

  test('says that it is another vendor’s', () =>
    expect(open(rows, ISSUED, trusting(makeKey()))).toMatchObject({
      error: { code: 'typed_key_unknown_signing_key', reason: 'unknown' },
    }))

  test('says wrong code and other machine apart', () => {
    expect(codeOf(open(rows, ISSUED, { ...context, code: 'OTHER' }))).toBe('license_code_mismatch')
    expect(codeOf(open(rows, ISSUED, { ...context, uniqueKey: 'OTHER' }))).toBe('other_machine')
  })

  test('says that its key signed out of its time', () => {
    expect(codeOf(open(rows, ISSUED, bent({ until: iso(ISSUED - 1) })))).toBe('signing_key_not_valid')
    expect(codeOf(open(rows, ISSUED, bent({ from: iso(ISSUED + 60_000) })))).toBe('signing_key_not_valid')
    expect(codeOf(open(rows, ISSUED, bent({ from: iso(ISSUED + 59_999) })))).toBe('ok')
  })

  test('says future, over and expired apart, and none of it once it is stored', () => {
    const short = typedKeyRows(key, { validDays: 30, licenseExpiry: ISSUED + 10 * DAY })
    expect(codeOf(open(short, ISSUED - DAY - 1))).toBe('clock_behind')
    expect(codeOf(open(short, ISSUED + 31 * DAY))).toBe('file_expired')
    expect(codeOf(open(short, ISSUED + 19 * DAY))).toBe('license_expired')
    expect(codeOf(openTypedKey(short.join('\n'), context, null))).toBe('ok')
  })

  test('says other application and a product that the catalogue lacks', () => {
    expect(codeOf(open(rows, ISSUED, { ...context, application: 'other' }))).toBe('other_application')
    const shorter = { ...context, catalogue: context.catalogue.slice(0, 6) }
    expect(open(rows, ISSUED, shorter)).toEqual({
      ok: false,
      error: { code: 'typed_key_unknown_product', number: 7 },
    })
  })
})

describe('the license that a typed key is for', () => {
  const number = licenseNumber(LICENSE_ID, nodePrimitives)
  const idOf = (licenseIds?: readonly string[]) => {
    const grant = open(rows, ISSUED, licenseIds ? { ...context, licenseIds } : context)
    return grant.ok ? grant.value.license.id : grant.error.code
  }

  test('has its number for an id, or the id of the stored license with that number', () => {
    expect(idOf()).toBe(`typed-${number}`)
    expect(idOf(['another', LICENSE_ID])).toBe(LICENSE_ID)
    expect(idOf(['another'])).toBe(`typed-${number}`)
    expect(idOf([`typed-${number}`])).toBe(`typed-${number}`)
  })

  test('is the same as a machine file’s in either direction', () => {
    expect(sameLicense(LICENSE_ID, `typed-${number}`, nodePrimitives)).toBe(true)
    expect(sameLicense(`typed-${number}`, LICENSE_ID, nodePrimitives)).toBe(true)
    expect(sameLicense('another', `typed-${number}`, nodePrimitives)).toBe(false)
  })

  test('keeps its newer key; within one minute a typed key and a file are of one age', () => {
    const typed = (issued: number) => ({ issued, machineId: null })
    const file = (issued: number) => ({ issued, machineId: 'machine' })
    expect(isOlder(typed(ISSUED), file(ISSUED + 59_999))).toBe(false)
    expect(isOlder(typed(ISSUED), file(ISSUED + 60_000))).toBe(true)
    expect(isOlder(file(ISSUED + 1), typed(ISSUED))).toBe(false)
    expect(isOlder(file(ISSUED), file(ISSUED + 1))).toBe(true)
  })
})

test(
  'no random change to a text or to the bytes is accepted, and none throws (many more: npm run test:long)',
  { timeout: 30_000 + 20 * MUTATIONS },
  () => {
    const { tried, accepted, slow } = mutateTypedKey(MUTATIONS, 1, () => false)
    expect({ accepted, slow }).toEqual({ accepted: [], slow: [] })
    expect(tried).toBeGreaterThan(0)
  },
)
