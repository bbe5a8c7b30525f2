// What `licenses.inspect` says of a text, and that saying it changes nothing.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemMachineId } from '#main/adapters/system-machine-id.ts'
import { inspect as inspectText } from '#main/core/inspection/inspect.ts'
import { failure } from '#shared/contract/errors.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { formatLicenseCode } from '#shared/formats/license-code.ts'
import { DAY, iso } from '#shared/instant.ts'
import { err } from '#shared/result.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { licenseResource, machineFile, makeKey } from '#tests/support/machine-files.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor, type LocalKeyTerms, type TypedKeyChanges } from '#tests/support/paper-vendor.ts'
import { filesIn } from '#tests/support/store-samples.ts'
import { ed25519Key, otherSchemes } from '#tests/support/signed-keys.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const NOW = Date.parse('2027-03-01T12:00:00Z')
const CODE = 'ZGQMS-KTQ2X-3S62W-MFZQB-5N13W'
const OTHER_CODE = formatLicenseCode(new Uint8Array(16).fill(7))
const OTHER_MACHINE = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'
const signer = makeKey()
const vendor = paperVendor(signer)
const keyId = signer.trusted.id
const cleanup = new Cleanup()
let desk: Installation
let here: string
beforeEach(async () => {
  desk = install(cleanup, vendor.profile, { clock: () => NOW })
  here = await desk.uniqueKey()
})
afterEach(() => cleanup.run())

/** A desk of a vendor whose codes all have check letters. */
async function useOurForm(): Promise<void> {
  const { server, ...rest } = vendor.profile
  desk = install(cleanup, { ...rest, server: { ...server, codeForm: 'checked' } }, { clock: () => NOW })
  here = await desk.uniqueKey()
}

const file = (change: Partial<LocalKeyTerms> = {}) =>
  vendor.localKey({ id: 'license-1', code: CODE, fingerprint: here, issued: NOW, ...change })
const typed = (change: Partial<TypedKeyChanges> = {}) =>
  vendor.typedKey({ id: 'license-1', code: CODE, fingerprint: here, issued: NOW, ...change })
const enter = async (offlineKey: string, code = CODE) =>
  must(await desk.router.call('licenses.activateOffline', { code, offlineKey })).license
const inspect = async (text: string, code?: string): Promise<Inspection> =>
  must(await desk.router.call('licenses.inspect', { text, ...(code === undefined ? {} : { code }) }))
const finding = async (text: string, code?: string) => {
  const { verdict, finding: found } = await inspect(text, code)
  return [verdict, found?.code ?? null]
}
/** In the place of the key’s own last row. */
const withoutRow = (text: string, row: number) =>
  text
    .split('\n')
    .toSpliced(row - 1, 1)
    .join('\n')

describe('a key with its code', () => {
  test.each([
    ['machine_file', () => file({ metadata: { owner: 'Contoso Manufacturing BV' } })],
    ['typed_key', () => typed()],
  ])('says for whom, which products, the dates and the signer: %s', async (kind, make) => {
    const answer = await inspect(make(), CODE)
    expect(answer).toMatchObject({
      kind,
      verdict: 'holds',
      finding: null,
      complete: true,
      machine: { is: 'this', certain: true, here, stated: here, differentGroups: [] },
      openedWith: 'given_code',
      license: {
        owner: 'Contoso Manufacturing BV',
        expires: null,
      },
      issued: iso(NOW),
      validUntil: null,
      signedBy: keyId,
      stored: null,
      comparison: 'new',
      changes: [],
    })
    const product = {
      code: 'virtualization',
      name: 'Virtualization',
      type: 'Socket',
      limit: 16,
      expires: null,
    }
    expect(answer.license?.products).toContainEqual(product)
  })

  test('shows what it says even where it would be refused', async () => {
    const over = await inspect(file({ issued: NOW - 9 * DAY, expiry: NOW - DAY }), CODE)
    expect(over).toMatchObject({
      verdict: 'does_not_hold',
      finding: { code: 'file_expired', params: { expiry: iso(NOW - DAY) } },
      validUntil: iso(NOW - DAY),
      license: { products: [{ limit: 16 }] },
    })
    expect(await finding(typed({ issued: NOW + DAY + 60_000 }), CODE)).toEqual([
      'does_not_hold',
      'clock_behind',
    ])
    expect(await finding(typed({ licenseExpiry: NOW - 30 * DAY }), CODE)).toEqual([
      'does_not_hold',
      'license_expired',
    ])
  })

  test('that is another one’s, mistyped or no code at all', async () => {
    await useOurForm()
    expect(await finding(file(), OTHER_CODE)).toEqual(['does_not_hold', 'code_or_machine_mismatch'])
    expect(await finding(typed(), OTHER_CODE)).toEqual(['does_not_hold', 'license_code_mismatch'])
    const mistyped = CODE.replace('Z', 'Y')
    expect(await finding(file(), mistyped)).toEqual(['could_not_tell', 'license_code_mistyped'])
    expect(await finding(file(), here)).toEqual(['could_not_tell', 'license_code_is_unique_key'])
  })
})

describe('a key without its code', () => {
  test('says that the code is needed, and what is known without it', async () => {
    const mail = `Unique Key: ${here}\nOwner: Contoso\n\n${file()}`
    expect(await inspect(mail)).toMatchObject({
      kind: 'machine_file',
      verdict: 'could_not_tell',
      finding: { code: 'license_code_needed' },
      complete: true,
      machine: { is: 'this', certain: false, stated: here },
      openedWith: null,
      license: null,
      signedBy: keyId,
    })
    expect((await inspect(file())).machine).toMatchObject({ is: 'unknown', stated: null })
    expect(await inspect(typed())).toMatchObject({
      verdict: 'could_not_tell',
      machine: { is: 'this', certain: false, stated: null },
      signedBy: keyId,
    })
  })

  test('is opened with the code of a license that is here', async () => {
    await enter(typed({ code: OTHER_CODE, id: 'license-2' }), OTHER_CODE)
    await enter(file({ issued: NOW - DAY }))
    for (const key of [file(), typed()])
      expect(await inspect(key)).toMatchObject({ verdict: 'holds', openedWith: 'stored_code' })
  })

  test('and not encrypted says all it says', async () => {
    const open = file({ algorithm: 'base64+ed25519' })
    expect(await inspect(open)).toMatchObject({
      verdict: 'holds',
      openedWith: 'code_inside',
      license: { owner: 'Contoso B.V.' },
    })
    expect(JSON.stringify(await inspect(open))).not.toContain(CODE)
  })
})

describe('a key for another machine', () => {
  const open = { algorithm: 'base64+ed25519', statedFingerprint: OTHER_MACHINE } as const

  test('that says so shows both Unique Keys and the groups that differ', async () => {
    const answer = await inspect(file(open), CODE)
    expect(answer).toMatchObject({
      verdict: 'does_not_hold',
      finding: { code: 'other_machine', params: { uniqueKey: here, fileUniqueKey: OTHER_MACHINE } },
      machine: { is: 'other', certain: true, here, stated: OTHER_MACHINE },
      license: { owner: 'Contoso B.V.' },
      comparison: null,
    })
    const groups = (key: string) => key.split('-').slice(1)
    const different = groups(here).flatMap((group, at) =>
      group === groups(OTHER_MACHINE)[at] ? [] : [at + 1],
    )
    expect(answer.machine?.differentGroups).toEqual(different)
  })

  test('and encrypted is explained by the mail around it', async () => {
    const mail = `for ${OTHER_MACHINE}:\n${file({ fingerprint: OTHER_MACHINE })}`
    expect(await inspect(mail, CODE)).toMatchObject({
      finding: { code: 'code_or_machine_mismatch', params: { mailUniqueKey: OTHER_MACHINE } },
      machine: { is: 'other', certain: false, here, stated: OTHER_MACHINE },
    })
  })

  test('and typed says so, with or without its code', async () => {
    const key = typed({ fingerprint: OTHER_MACHINE })
    expect(await inspect(key, CODE)).toMatchObject({
      finding: { code: 'other_machine', params: { fileUniqueKey: null } },
      machine: { is: 'other', certain: false, stated: null },
    })
    expect((await inspect(`Unique Key: ${OTHER_MACHINE}\n\n${key}`)).machine).toMatchObject({
      is: 'other',
      stated: OTHER_MACHINE,
    })
    expect((await inspect(`Unique Key: ${here}\n\n${key}`)).machine).toMatchObject({
      is: 'other',
      stated: null,
    })
  })
})

describe('what entering a key would change:', () => {
  const limit = (amount: number) => ({
    metadata: {
      products: [{ code: 'virtualization', name: 'Virtualization', type: 'Socket', limit: amount }],
    },
  })

  test('a newer one is told with its changes, under the id that is here', async () => {
    const first = await enter(file({ issued: NOW - DAY, license: { expiry: iso(NOW + DAY) } }))
    const answer = await inspect(file({ ...limit(32), license: { expiry: iso(NOW + 90 * DAY) } }))
    expect(answer).toMatchObject({
      comparison: 'newer',
      stored: { id: first.id, owner: 'Contoso B.V.', issued: iso(NOW - DAY), expires: iso(NOW + DAY) },
    })
    expect(answer.changes).toEqual([
      expect.objectContaining({ kind: 'renewed', from: iso(NOW + DAY), to: iso(NOW + 90 * DAY) }),
      expect.objectContaining({ kind: 'limit', from: 16, to: 32 }),
    ])
  })

  test('the same one, an older one with both dates, and a returned one', async () => {
    const { id } = await enter(file())
    expect(await inspect(file())).toMatchObject({ verdict: 'holds', comparison: 'same', changes: [] })
    expect(await inspect(file({ issued: NOW - DAY }))).toMatchObject({
      verdict: 'does_not_hold',
      finding: { code: 'older_key', params: { storedIssued: iso(NOW), newIssued: iso(NOW - DAY) } },
      comparison: 'older',
    })
    must(await desk.router.call('licenses.deactivate', { id }))
    expect(await inspect(file(), CODE)).toMatchObject({
      finding: { code: 'key_returned' },
      comparison: 'returned',
      stored: null,
    })
  })

  test('a typed key beside a machine file is one for the license that is here', async () => {
    await enter(file({ issued: NOW - DAY }))
    const answer = await inspect(typed())
    expect(answer).toMatchObject({ comparison: 'newer', stored: { id: 'license-1' } })
    expect(answer.changes).toContainEqual(
      expect.objectContaining({ kind: 'product_added', licenseId: 'license-1' }),
    )
  })
})

describe('a text that is no whole key', () => {
  const cases: readonly [string, () => string, Inspection['kind'], string, boolean][] = [
    ['nothing', () => ' \n', 'empty', 'key_empty', true],
    ['words', () => 'Dear customer, your key is attached.', 'unknown', 'key_not_recognized', true],
    ['a book', () => 'word '.repeat(100_000), 'unknown', 'key_too_large', true],
    ['half a file', () => file().slice(0, 400), 'machine_file', 'key_cut_off', false],
    ['a file without its first line', () => file().slice(30), 'machine_file', 'key_not_recognized', false],
    ['a damaged file', () => file().replace('\n', '\nA'), 'machine_file', 'key_damaged', true],
    [
      'a file of another vendor',
      () => machineFile(makeKey(), { code: CODE, fingerprint: here }),
      'machine_file',
      'signature_invalid',
      true,
    ],
    ['rows with one missing', () => withoutRow(typed(), 3), 'typed_key', 'typed_key_rows_missing', false],
    [
      'rows of another vendor',
      () => paperVendor(makeKey()).typedKey({ id: 'x', code: CODE, fingerprint: here, issued: NOW }),
      'typed_key',
      'typed_key_unknown_signing_key',
      true,
    ],
  ]
  test.each(cases)('%s', async (_, make, kind, code, complete) => {
    for (const given of [undefined, CODE])
      expect(await inspect(make(), given)).toMatchObject({ kind, finding: { code }, complete, license: null })
  })
})

describe('a text that is no key', () => {
  test('a License Code is well-formed or not, and may be here', async () => {
    await useOurForm()
    expect(await inspect(CODE.toLowerCase())).toMatchObject({
      kind: 'license_code',
      verdict: 'well_formed',
      stored: null,
    })
    expect(await finding(CODE.replace('Z', 'Y'))).toEqual(['does_not_hold', 'license_code_mistyped'])
    await enter(file())
    await enter(file({ id: 'license-2', code: OTHER_CODE }), OTHER_CODE)
    expect(await inspect(` ${CODE}\n`)).toMatchObject({ stored: { id: 'license-1' } })
    expect(await inspect(OTHER_CODE)).toMatchObject({ kind: 'license_code', stored: { id: 'license-2' } })
  })

  test('a Unique Key is this machine’s or another’s', async () => {
    expect(await inspect(here.toLowerCase())).toMatchObject({
      kind: 'unique_key',
      verdict: 'well_formed',
      machine: { is: 'this', certain: true, differentGroups: [] },
    })
    const last = here.slice(0, -5) + OTHER_MACHINE.slice(-5)
    expect(await finding(last)).toEqual(['does_not_hold', 'unique_key_mistyped'])
    expect((await inspect(OTHER_MACHINE)).machine).toMatchObject({ is: 'other', stated: OTHER_MACHINE })
  })

  test('a return code is one that was given here or not', async () => {
    const { id } = await enter(file())
    const { returnCode } = must(await desk.router.call('licenses.deactivate', { id }))
    expect(await inspect(`Return code: ${returnCode?.toLowerCase()}`)).toMatchObject({
      kind: 'return_code',
      verdict: 'well_formed',
      issued: iso(NOW),
      returned: '2027-03-01T00:00:00.000Z',
    })
    expect(await finding('RETURN-2HS3H-05GBA-7XC7G-BAMKF-KM77D-H943H')).toEqual([
      'does_not_hold',
      'return_code_not_ours',
    ])
  })

  test('a license file is read, and activates nothing', async () => {
    const license = { ...licenseResource({ code: CODE }), id: 'license-1' }
    const text = file({ kind: 'license', data: license, included: [] })
    expect(await inspect(text, CODE)).toMatchObject({
      kind: 'license_file',
      verdict: 'does_not_hold',
      finding: { code: 'wrong_file_type' },
      machine: null,
      license: { owner: 'Contoso B.V.', products: [{ limit: 16 }] },
      signedBy: keyId,
    })
    expect(await inspect(text)).toMatchObject({ finding: { code: 'wrong_file_type' }, license: null })
  })
})

describe('a License Code that carries a signature holds by that signature alone (issue 10.8):', () => {
  test('the vendor’s holds, and says which of its keys signed', async () => {
    const key = ed25519Key(signer)
    for (const text of [key, ` ${key}\n`, `License Code: ${key}`])
      expect(await inspect(text)).toMatchObject({ kind: 'signed_key', verdict: 'holds' })
    expect(await inspect(key)).toMatchObject({ finding: null, signedBy: keyId, stored: null })
  })

  test('one with which a license is activated here says so', async () => {
    const key = ed25519Key(signer)
    await enter(file({ code: key }), key)
    expect(await inspect(key)).toMatchObject({ verdict: 'holds', stored: { id: 'license-1' } })
  })

  const { rsaPss, rsaPkcs1, ecdsa } = otherSchemes()
  test.each([
    ['nothing that is a signature', 'key/e30=.AAAA', 'key_damaged'],
    ['no base64', 'key/e30=.A', 'key_damaged'],
    ['zeros', `key/e30=.${Buffer.alloc(64).toString('base64')}`, 'signature_invalid'],
    ['a changed key', ed25519Key(signer).replace('key/e', 'key/f'), 'signature_invalid'],
    ['another vendor’s', ed25519Key(makeKey()), 'signature_invalid'],
    ['RSA-PSS', rsaPss, 'algorithm_not_supported'],
    ['RSA-PKCS1', rsaPkcs1, 'algorithm_not_supported'],
    ['ECDSA', ecdsa, 'algorithm_not_supported'],
  ])('%s does not', async (_, key, code) => {
    expect(await inspect(key)).toMatchObject({
      kind: 'signed_key',
      verdict: 'does_not_hold',
      finding: { code },
      signedBy: null,
    })
  })

  test.each([
    [rsaPss, 'RSA-PSS or RSA-PKCS1, 2048 bits'],
    [ecdsa, 'ECDSA'],
  ])('another algorithm is refused by its name', async (key, algorithm) => {
    expect((await inspect(key)).finding).toEqual({ code: 'algorithm_not_supported', params: { algorithm } })
  })

  test.each([
    ['revoked', { revoked: true }],
    ['that signs answers only', { use: ['responses' as const] }],
  ])('a key %s proves nothing', async (_, change) => {
    const profile = { ...vendor.profile, keys: [{ ...signer.trusted, ...change }] }
    const other = install(cleanup, profile, { clock: () => NOW })
    const text = ed25519Key(signer)
    expect(must(await other.router.call('licenses.inspect', { text }))).toMatchObject({
      verdict: 'does_not_hold',
      finding: { code: 'signature_invalid' },
    })
  })

  test('without any key of the vendor nothing can be told', async () => {
    const keyless = install(cleanup, { ...vendor.profile, keys: [] })
    const text = ed25519Key(signer)
    expect(must(await keyless.router.call('licenses.inspect', { text }))).toMatchObject({
      verdict: 'could_not_tell',
      finding: { code: 'vendor_without_keys' },
    })
  })
})

test('whatever holds was signed: nothing else says so (issue 10.8)', async () => {
  await enter(file())
  const request = `Activation request\n\nUnique Key:   ${here}\nLicense Code: ${CODE}\n`
  const unsigned = [
    ...[CODE, here, OTHER_MACHINE, OTHER_CODE, request, 'words', ' ', 'key/e30=.AAAA'],
    ...[file(), typed()].map((key) => key.slice(0, 300)),
    file().replace('MACHINE', 'LICENSE').replace('MACHINE', 'LICENSE'),
  ]
  for (const text of unsigned)
    for (const code of [undefined, CODE, OTHER_CODE]) {
      const answer = await inspect(text, code)
      expect([text, answer.verdict]).not.toEqual([text, 'holds'])
    }
})

describe('on a machine that is not well', () => {
  test('without a machine id, what can be said is said', async () => {
    const broken = install(cleanup, vendor.profile, { machineId: 'no id', clock: () => NOW })
    const call = async (text: string) =>
      must(await broken.router.call('licenses.inspect', { text, code: CODE }))
    const none = { verdict: 'could_not_tell', finding: { code: 'machine_id_file_invalid' } }
    for (const key of [file(), typed()])
      expect(await call(key)).toMatchObject({
        ...none,
        signedBy: keyId,
        machine: { is: 'unknown', here: null },
      })
    expect(await call(here)).toMatchObject({ ...none, kind: 'unique_key' })
    expect(await call(CODE)).toMatchObject({ verdict: 'well_formed' })
  })

  test('that trusts no key yet, a key cannot be judged', async () => {
    const keyless = install(cleanup, { ...vendor.profile, keys: [] })
    expect(must(await keyless.router.call('licenses.inspect', { text: file() }))).toMatchObject({
      verdict: 'could_not_tell',
      finding: { code: 'vendor_without_keys' },
    })
  })

  test('whose licenses cannot be read, a key is judged by itself', async () => {
    await enter(file())
    const unreadable = { read: () => err(failure('store_not_readable', { path: '/licenses' })) }
    const dependencies = {
      vendor: vendor.profile,
      primitives: nodePrimitives,
      clock: { now: () => NOW },
      machineId: systemMachineId({ dataDir: desk.dataDir, fileAllowed: true }),
      store: { ...desk.store, ...unreadable },
    }
    const returnCode = 'RETURN-2HS3H-05GBA-7XC7G-BAMKF-KM77D-H943H'
    expect(await inspectText({ text: returnCode }, dependencies)).toMatchObject({
      verdict: 'could_not_tell',
      finding: { code: 'store_not_readable' },
    })
    const newer = { read: () => err(failure('store_newer', { path: '/licenses' })) }
    const ofNewer = { ...dependencies, store: { ...desk.store, ...newer } }
    expect(await inspectText({ text: returnCode }, ofNewer)).toMatchObject({
      verdict: 'could_not_tell',
      finding: { code: 'store_newer' },
    })
    expect(await inspectText({ text: file(), code: CODE }, dependencies)).toMatchObject({
      verdict: 'holds',
      machine: { is: 'this' },
      comparison: null,
    })
  })
})

test('nothing is written, and nothing is logged', async () => {
  await enter(file({ issued: NOW - DAY }))
  const before = filesIn(desk.dataDir)
  for (const text of [file(), typed(), CODE, here, 'words', file({ issued: NOW - 2 * DAY })]) {
    await inspect(text)
    await inspect(text, CODE)
  }
  expect(filesIn(desk.dataDir)).toEqual(before)
})
