import { describe, expect, test } from 'vitest'
import { DAY, iso } from '#shared/instant.ts'
import { openMachineFile } from '#shared/license/machine-file.ts'
import {
  contextFor,
  ISSUED,
  licenseResource,
  machineFile,
  makeKey,
  UNIQUE_KEY,
  type FileChanges,
} from '#tests/support/machine-files.ts'
import { must } from '#tests/support/must.ts'
import { mutateMachineFile } from '#tests/support/mutations.ts'

const MUTATIONS = 2_000
const key = makeKey()
const open = (changes: FileChanges = {}, clock = ISSUED, context = contextFor([key])) =>
  openMachineFile(machineFile(key, changes), context, { clock })
const codeOf = (result: ReturnType<typeof openMachineFile>) => (result.ok ? 'ok' : result.error.code)

describe('dates and numbers of a license that no calendar or counter has (issue 10.2)', () => {
  test.each([
    { license: { expiry: '+275760-09-13T00:00:00.000Z' } },
    { license: { expiry: '-000001-01-01T00:00:00.000Z' } },
    { metadata: { maintenanceUntil: '+010000-01-01T00:00:00.000Z' } },
    { metadata: { graceDays: 1e300 } },
    { metadata: { overLimit: 1e300 } },
    { metadata: { products: [{ code: 'a', name: 'A', limit: 1e300 }] } },
    { metadata: { products: [{ code: 'a', name: 'A', limit: 1, expiry: '+275760-09-13T00:00:00.000Z' }] } },
  ])('are no license: %j', (changes) => {
    expect(codeOf(open(changes))).toBe('wrong_file_type')
  })

  test('may be the last day of the last year with four digits, and grace goes on from there', () => {
    expect(
      codeOf(open({ license: { expiry: '9999-12-31T23:59:59.999Z' }, metadata: { graceDays: 3650 } })),
    ).toBe('ok')
  })
})

describe('a machine file for this machine and code', () => {
  test('opens, and says owner, products, dates and the key that signed it', () => {
    const result = open({ expiry: ISSUED + 14 * DAY })
    expect(result).toMatchObject({
      ok: true,
      value: {
        fingerprint: UNIQUE_KEY,
        issued: ISSUED,
        fileExpiry: ISSUED + 14 * DAY,
        keyId: key.trusted.id,
        license: {
          owner: 'Contoso B.V.',
          expiry: ISSUED + 100 * DAY,
          products: [{ code: 'virtualization', type: 'Socket', limit: 16, expiry: ISSUED + 100 * DAY }],
        },
      },
    })
  })

  test('opens unencrypted too, when it holds the license of the typed code', () => {
    expect(codeOf(open({ algorithm: 'base64+ed25519' }))).toBe('ok')
  })

  test('opens with wrapped lines, CRLF and text around it', () => {
    const text = `Dear customer,\r\n\r\n${machineFile(key).replaceAll('\n', '\r\n')}\r\nRegards`
    expect(codeOf(openMachineFile(text, contextFor([key]), { clock: ISSUED }))).toBe('ok')
  })

  test('opens with any of several trusted keys', () => {
    expect(codeOf(open({}, ISSUED, contextFor([makeKey(), key])))).toBe('ok')
  })

  test('never expires by itself when its expiry is null', () => {
    const license = { expiry: null }
    expect(codeOf(open({ license }, ISSUED + 3650 * DAY))).toBe('ok')
  })

  test('is taken up to 24 hours before its date of issue, since clocks of closed networks run slow', () => {
    expect(codeOf(open({}, ISSUED - DAY))).toBe('ok')
    expect(codeOf(open({}, ISSUED - DAY - 1))).toBe('clock_behind')
  })
})

describe('a license as Keygen keeps it (issue 12.12)', () => {
  const included = (expirationStrategy: string) => [
    licenseResource({
      license: { expiry: iso(ISSUED - DAY) },
      relationships: { policy: { data: { type: 'policies', id: 'policy-1' } } },
    }),
    { type: 'policies', id: 'policy-1', attributes: { name: 'Perpetual', expirationStrategy } },
  ]

  test.each([
    ['MAINTAIN_ACCESS', ISSUED - DAY],
    ['ALLOW_ACCESS', null],
  ])('whose access is kept after its expiry has no end: %s', (strategy, maintenanceUntil) => {
    const { license } = must(open({ included: included(strategy) }))
    expect(license).toMatchObject({ expiry: null, maintenanceUntil, products: [{ expiry: null }] })
  })

  test.each(['RESTRICT_ACCESS', 'REVOKE_ACCESS', 'maintain_access'])('else it ends: %s', (strategy) => {
    expect(codeOf(open({ included: included(strategy) }))).toBe('license_expired')
  })

  test('has many more than 15 products as a JSON text: a list would be more metadata than Keygen takes', () => {
    const lines = Array.from({ length: 400 }, (_, at) => ({ code: `p-${at}`, name: `P ${at}`, limit: at }))
    const { license } = must(open({ metadata: { products: JSON.stringify(lines) } }))
    expect(license.products.map(({ code, limit }) => [code, limit])).toEqual(
      lines.map(({ code, limit }) => [code, limit]),
    )
  })
})

describe('each refusal has its own code', () => {
  const cases: readonly [string, FileChanges][] = [
    ['other_machine', { algorithm: 'base64+ed25519', statedFingerprint: 'VIRTUALMETRIC-OTHER' }],
    ['code_or_machine_mismatch', { code: 'OTHER' }],
    ['code_or_machine_mismatch', { fingerprint: 'VIRTUALMETRIC-OTHER' }],
    ['license_code_mismatch', { algorithm: 'base64+ed25519', code: 'OTHER' }],
    ['wrong_file_type', { data: { type: 'users', id: 'x', attributes: {} } }],
    ['license_missing_in_file', { included: [] }],
    ['wrong_file_type', { included: [{ type: 'licenses', id: 'x', attributes: { key: 7 } }] }],
    ['file_expired', { expiry: ISSUED - 1 }],
    ['license_expired', { license: { expiry: iso(ISSUED - 1) } }],
    ['license_suspended', { license: { suspended: true } }],
    ['other_application', { relationships: { product: { data: { type: 'products', id: 'other' } } } }],
    ['other_account', { relationships: { account: { data: { type: 'accounts', id: 'other' } } } }],
  ]
  test.each(cases)('%s for %j', (code, changes) => {
    expect(codeOf(open(changes))).toBe(code)
  })

  test('wrong_file_type for a license file, which is read but never activates', () => {
    expect(codeOf(open({ kind: 'license' }))).toBe('wrong_file_type')
  })

  test('signature_invalid for another vendor, a revoked key and a key that may not sign files', () => {
    const revoked = { ...key, trusted: { ...key.trusted, revoked: true } }
    const answers = { ...key, trusted: { ...key.trusted, use: ['responses' as const] } }
    for (const keys of [[makeKey()], [revoked], [answers], []])
      expect(codeOf(open({}, ISSUED, contextFor(keys)))).toBe('signature_invalid')
  })

  test('signing_key_not_valid for a file issued before or after the time of its key', () => {
    const bounded = { ...key, trusted: { ...key.trusted, until: iso(ISSUED + DAY) } }
    const late = { issued: ISSUED + DAY + 1 }
    expect(codeOf(open(late, ISSUED + 2 * DAY, contextFor([bounded])))).toBe('signing_key_not_valid')
    expect(codeOf(open({ issued: Date.parse('2026-12-31T23:59:59Z') }))).toBe('signing_key_not_valid')
  })
})

test('the first failure in the order of docs/formats/machine-file.md is the one that is reported', () => {
  const everything = { issued: ISSUED + 9 * DAY, expiry: ISSUED - DAY, license: { suspended: true } }
  expect(codeOf(open(everything))).toBe('clock_behind')
  expect(codeOf(open({ ...everything, code: 'OTHER' }))).toBe('code_or_machine_mismatch')
  expect(codeOf(open({ ...everything, code: 'OTHER' }, ISSUED, contextFor([makeKey()])))).toBe(
    'signature_invalid',
  )
})

test('a license within its days of grace is still taken in', () => {
  const changes = { license: { expiry: iso(ISSUED - DAY) }, metadata: { graceDays: 2 } }
  expect(codeOf(open({ ...changes, included: [graceLicense()] }))).toBe('ok')
})

function graceLicense() {
  const resource = licenseResource({ license: { expiry: iso(ISSUED - DAY) } })
  return {
    ...resource,
    attributes: { ...(resource.attributes as object), metadata: { graceDays: 2, products: [] } },
  }
}

test('what time does to a stored file is not a failure: it opens without an admission', () => {
  const text = machineFile(key, {
    expiry: ISSUED - DAY,
    license: { suspended: true, expiry: iso(ISSUED - DAY) },
  })
  expect(codeOf(openMachineFile(text, contextFor([key]), null))).toBe('ok')
})

describe('a text that is no whole machine file', () => {
  const whole = machineFile(key)
  const texts: readonly [string, string, string][] = [
    ['nothing', ' \n ', 'key_empty'],
    ['a letter', 'Dear customer, your key is attached.', 'key_not_recognized'],
    ['the first half', whole.slice(0, whole.length / 2), 'key_cut_off'],
    ['a missing letter', whole.slice(0, 200) + whole.slice(201), 'key_damaged'],
    ['a missing line', whole.split('\n').toSpliced(3, 1).join('\n'), 'signature_invalid'],
    ['a megabyte', whole + ' '.repeat(1_000_000), 'key_too_large'],
    ['an empty block', '-----BEGIN MACHINE FILE-----\n-----END MACHINE FILE-----\n', 'key_damaged'],
  ]
  test.each(texts)('%s', (_, text, code) => {
    expect(codeOf(openMachineFile(text, contextFor([key]), { clock: ISSUED }))).toBe(code)
  })

  test('an algorithm that is not ours is refused by its name', () => {
    const fields = { enc: 'e30=', sig: Buffer.alloc(64).toString('base64'), alg: 'rsa-pss-sha256' }
    const block = Buffer.from(JSON.stringify(fields)).toString('base64')
    const text = `-----BEGIN MACHINE FILE-----\n${block}\n-----END MACHINE FILE-----\n`
    expect(openMachineFile(text, contextFor([key]), { clock: ISSUED })).toEqual({
      ok: false,
      error: { code: 'algorithm_not_supported', algorithm: 'rsa-pss-sha256' },
    })
  })
})

test(
  'no random change to a file is accepted, and none throws (many more: npm run test:long)',
  { timeout: 30_000 + 5 * MUTATIONS },
  () => {
    const { tried, accepted, slow } = mutateMachineFile(MUTATIONS, 1, () => false)
    expect({ accepted, slow }).toEqual({ accepted: [], slow: [] })
    expect(tried).toBeGreaterThan(0)
  },
)
