// Vectors of what does not hold: signatures, forms, other machines.
import { signedText } from '#shared/formats/envelope.ts'
import {
  ALPHA,
  digestOf,
  ID,
  kept,
  MACHINE_ID,
  NOW,
  OTHER_ID,
  type FileTerms,
  type GateVendor,
} from './gate-vendor.ts'
import type { Entries } from './gate-case.ts'
import { signatureOfNobody } from './signature-of-nobody.ts'
import { withFile, type Add } from './vectors.ts'

const CODE = `licenses/${ID}/code`
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

export function signatures(add: Add, v: GateVendor): void {
  const damaged = (name: string, key: string) =>
    add(name, 'error license_damaged', kept({ key, code: v.code }))
  const invalid = (name: string, terms: FileTerms, expected = 'no invalid') =>
    add(name, expected, withFile(v, terms))
  damaged('signed-by-a-stranger', v.file({ signer: v.stranger }))
  damaged('signed-by-a-revoked-key', v.file({ signer: v.revoked }))
  damaged('signed-by-a-key-for-answers', v.file({ signer: v.forAnswers }))
  damaged('typed-key-by-a-stranger', v.typed({ signer: v.stranger }))
  damaged('typed-key-by-a-revoked-key', v.typed({ signer: v.revoked }))
  damaged('typed-key-by-a-key-for-answers', v.typed({ signer: v.forAnswers }))
  invalid('signed-after-the-end-of-its-key', { signer: v.former })
  add(
    'signed-before-the-end-of-its-key',
    'active',
    withFile(v, { signer: v.former, issued: Date.parse('2027-01-01T00:00:00Z') }),
  )
  add(
    'typed-key-after-the-end-of-its-key',
    'no invalid',
    kept({ key: v.typed({ signer: v.former }), code: v.code }),
  )
  add(
    'typed-key-in-the-last-minute-of-its-key',
    'active',
    kept({ key: v.typed({ signer: v.former, issued: Date.parse('2027-01-01T00:00:00Z') }), code: v.code }),
  )
  invalid('signed-before-the-beginning-of-its-key', { issued: Date.parse('2025-12-31T23:59:59.999Z') })
  const file = v.file()
  damaged('cut-off', file.slice(0, file.length / 2))
  damaged('its-last-line-lost', file.slice(0, file.indexOf('-----END')))
  damaged('its-first-line-lost', file.slice(file.indexOf('\n') + 1))
  damaged('a-letter-lost', file.slice(0, 100) + file.slice(101))
  damaged('a-letter-changed', changedInside(file))
  damaged('empty', '')
  damaged('a-letter-of-urls', file.replace('\ney', '\ne_'))
  damaged('envelope-is-a-list', armored('["enc","sig","alg"]'))
  damaged('envelope-without-a-signature', armored('{"enc":"YQ==","alg":"base64+ed25519"}'))
  damaged('envelope-of-another-algorithm', armored(envelope(file).replace('aes-256-gcm', 'aes-128-gcm')))
  damaged('envelope-with-a-short-signature', armored(envelope(file).replace(/"sig":"...../, '"sig":"')))
  add(
    'envelope-with-a-byte-order-mark',
    'active',
    kept({ key: armored(`\ufeff${envelope(file)}`), code: v.code }),
  )
  add(
    'envelope-with-a-member-twice',
    'active',
    kept({ key: armored(envelope(file).replace('{', '{"alg":"x",')), code: v.code }),
  )
  damaged('signed-with-a-point-of-small-order', armored(withoutRandomness(v, envelope(file))))
  damaged('envelope-too-deep', armored(envelope(file).replace('{', `{"deep":${nested(100)},`)))
  add(
    'envelope-just-not-too-deep',
    'active',
    kept({ key: armored(envelope(file).replace('{', `{"deep":${nested(99)},`)), code: v.code }),
  )
  invalid('a-license-file', { kind: 'license' })
  invalid('no-machine-in-it', { data: { type: 'users', id: 'u', attributes: {} } })
  invalid('no-license-in-it', { included: [] })
  invalid('another-application', { relationships: { product: { data: { id: 'application-2' } } } })
  add('no-application-named', 'active', withFile(v, { relationships: { product: { data: null } } }))
  invalid('another-account', { relationships: { account: { data: { id: 'account-2' } } } })
  add(
    'typed-key-of-another-application',
    'no invalid',
    kept({ key: v.typed({ application: 'application-2' }), code: v.code }),
  )
  invalid('issued-in-words', { meta: { issued: 'today' } })
  invalid('issued-in-leap-second', { meta: { issued: '2027-06-05T23:59:60Z' } })
  invalid('issued-on-no-day', { meta: { issued: '2027-02-29T00:00:00Z' } })
  invalid('expiry-as-a-number', { attributes: { expiry: NOW } })
  invalid('expiry-beyond-four-digits', { attributes: { expiry: '9999-12-31T23:59:59-01:00' } })
  invalid('grace-days-too-many', { metadata: { graceDays: 3651 } })
  invalid('grace-days-as-a-fraction', { metadata: { graceDays: 1.5 } })
  invalid('over-limit-rule-unknown', { metadata: { overLimit: 'never' } })
  invalid('limit-negative', { metadata: { products: [{ ...ALPHA, limit: -1 }] } })
  invalid('limit-too-large', { metadata: { products: [{ ...ALPHA, limit: 2 ** 53 }] } })
  invalid('suspended-is-null', { attributes: { suspended: null } })
  invalid('products-are-no-list', { metadata: { products: { code: 'alpha' } } })
  invalid('products-as-text-are-no-json', { metadata: { products: '[' } })
  invalid('metadata-is-a-list', { attributes: { metadata: [] } })
  invalid('relationships-are-null', { included: [{ ...v.resource(), relationships: null }] })
  invalid('id-too-long', { included: [{ ...v.resource(), id: 'x'.repeat(201) }] })
  invalid('features-are-numbers', { metadata: { features: [1] } })
  add('notes-of-20000-units', 'active', withFile(v, { metadata: { notes: '𝔘'.repeat(10_000) } }))
  invalid('notes-too-long', { metadata: { notes: `${'𝔘'.repeat(10_000)}x` } })
  add(
    'first-license-counts',
    'active',
    withFile(v, { more: [{ ...v.resource({ metadata: { products: [] } }), id: 'second' }] }),
  )
  add('no-products', 'no not_licensed', withFile(v, { metadata: { products: [] } }))
  add('an-empty-list-is-no-missing-one', 'no not_licensed', withFile(v, { metadata: { products: [] } }), {
    ask: { product: 'license' },
  })
  const rows = v.typed().split('\n')
  damaged(
    'typed-key-a-letter-changed',
    v.typed().replace(/ {2}(\w)/, (_, letter: string) => `  ${letter === '0' ? '1' : '0'}`),
  )
  damaged('typed-key-a-row-lost', rows.toSpliced(1, 1).join('\n'))
  damaged('typed-key-a-row-too-many', `${v.typed()}${String(rows.length).padStart(2)}:  00000\n`)
  damaged('typed-key-cut-off', v.typed().slice(0, 150))
  damaged('typed-key-of-an-unknown-product', v.typed({ products: [{ number: 99, limit: 1, expiry: null }] }))
  damaged('typed-key-signature-changed', resigned(v))
  add(
    'typed-key-with-another-code',
    'error license_damaged',
    kept({ key: v.typed(), code: 'XXXXX', activation: null }),
  )
}

/** One letter of the base64 block. */
function changedInside(file: string): string {
  const place = file.indexOf('\n') + 200
  const letter = file[place] === 'A' ? 'B' : 'A'
  return file.slice(0, place) + letter + file.slice(place + 1)
}

const envelope = (file: string): string =>
  Buffer.from(
    file
      .split('\n')
      .filter((line) => !line.startsWith('-'))
      .join(''),
    'base64',
  ).toString('utf8')
const armored = (json: string): string =>
  `-----BEGIN MACHINE FILE-----\n${Buffer.from(json).toString('base64')}\n-----END MACHINE FILE-----\n`

function withoutRandomness(v: GateVendor, json: string): string {
  const { enc, alg } = JSON.parse(json) as Readonly<Record<'enc' | 'alg', string>>
  const sig = signatureOfNobody(v.key.privateKey, Buffer.from(signedText('machine', enc))).toString('base64')
  return JSON.stringify({ enc, sig, alg })
}

/** By a key that names itself as the vendor's. */
function resigned(v: GateVendor): string {
  return v.typed({ signer: { ...v.stranger, trusted: v.key.trusted } })
}

export function elsewhere(add: Add, v: GateVendor): void {
  const other = v.file({ machineId: OTHER_ID })
  const kept_ = (key: string, more = {}) => kept({ key, code: v.code, ...more })
  add('of-another-machine', 'no other_machine', kept_(other))
  add(
    'of-another-machine-not-encrypted',
    'no other_machine',
    withFile(v, { algorithm: 'base64+ed25519', machineId: OTHER_ID }),
  )
  add(
    'of-another-machine-by-what-it-states',
    'no other_machine',
    withFile(v, { statedFingerprint: v.uniqueKey(OTHER_ID) }),
  )
  add('of-another-machine-a-typed-key', 'no other_machine', kept_(v.typed({ machineId: OTHER_ID })))
  add('of-another-machine-or-its-code-changed', 'error license_damaged', {
    ...kept_(v.file()),
    [CODE]: { text: `${v.code}X\n` },
  })
  add(
    'code-changed-and-nothing-noted',
    'error license_damaged',
    kept({ key: v.file(), code: 'CHANGED', activation: null }),
  )
  add(
    'code-in-small-letters-and-nothing-noted',
    'error license_damaged',
    kept({ key: v.file(), code: v.code.toLowerCase(), activation: null }),
  )
  add('of-another-machine-and-nothing-noted', 'no other_machine', kept_(other, { activation: null }))
  add(
    'of-another-machine-with-a-code-of-another-issuer',
    'error license_damaged',
    kept({ key: v.file({ machineId: OTHER_ID, code: 'abc' }), code: 'abc', activation: null }),
  )
  add(
    'of-another-machine-with-an-answer',
    'no other_machine',
    kept_(other, { answer: v.answer(), activation: { id: ID, mode: 'online', activatedOn: null } }),
  )
  add(
    'code-of-an-open-file-changed',
    'error license_damaged',
    kept({ key: v.file({ algorithm: 'base64+ed25519' }), code: 'other' }),
  )
  const noted = { id: ID, mode: 'offline', activatedOn: null, codeDigest: digestOf(v.code), idFile: true }
  const system = (text: string) => ({ '/etc/machine-id': { text } })
  add('id-file-gone-that-was-here', 'error machine_id_not_readable', kept_(other, { activation: noted }), {
    without: ['machine-id'],
    sources: system(`${MACHINE_ID}\n`),
  })
  add(
    'id-file-gone-that-the-vendor-does-not-allow',
    'error machine_id_not_readable',
    kept_(other, { activation: noted }),
    {
      sources: system(`${MACHINE_ID}\n`),
      profile: v.profile({ machineIdFile: false }),
    },
  )
  add('id-file-here-and-another-machine', 'no other_machine', kept_(other, { activation: noted }))
  add('source-of-the-id-emptied', 'error machine_id_not_readable', kept_(other), {
    without: ['machine-id'],
    sources: { '/var/lib/dbus/machine-id': { text: '' }, ...system(`${MACHINE_ID}\n`) },
  })
  add('source-of-the-id-emptied-and-it-holds', 'active', kept_(v.file()), {
    without: ['machine-id'],
    sources: { '/var/lib/dbus/machine-id': { text: '' }, ...system(`${MACHINE_ID}\n`) },
  })
}

export function machines(add: Add, v: GateVendor): void {
  const system = (sources: Entries, name: string, expected: string) =>
    add(name, expected, withFile(v), { without: ['machine-id'], sources })
  const [dbus, etc] = ['/var/lib/dbus/machine-id', '/etc/machine-id']
  system({ [etc]: { text: `${MACHINE_ID}\n` } }, 'machine-id-of-the-system', 'active')
  system({ [etc]: { text: MACHINE_ID.toUpperCase() } }, 'machine-id-in-capitals-without-newline', 'active')
  system(
    { [etc]: { text: ' 01234567-89ab-cdef-0123-456789abcdef \nmore' } },
    'machine-id-as-a-uuid',
    'active',
  )
  system(
    { [dbus]: { text: `${OTHER_ID}\n` }, [etc]: { text: `${MACHINE_ID}\n` } },
    'machine-id-of-dbus-goes-first',
    'no other_machine',
  )
  system({}, 'machine-id-missing', 'error machine_id_missing')
  system({ [etc]: { text: '' } }, 'machine-id-empty', 'error machine_id_missing')
  system({ [etc]: { text: '\n' } }, 'machine-id-a-line-without-anything', 'error machine_id_missing')
  system({ [etc]: { text: 'uninitialized\n' } }, 'machine-id-none', 'error machine_id_not_usable')
  system({ [etc]: { text: `${'0'.repeat(32)}\n` } }, 'machine-id-of-one-digit', 'error machine_id_not_usable')
  system({ [etc]: { folder: true } }, 'machine-id-is-a-folder', 'error machine_id_not_readable')
  system(
    { [dbus]: { folder: true }, [etc]: { text: `${MACHINE_ID}\n` } },
    'machine-id-of-dbus-is-a-folder',
    'error machine_id_not_readable',
  )
  system(
    { [dbus]: { link: '../etc/machine-id' }, [etc]: { text: `${MACHINE_ID}\n` } },
    'machine-id-of-dbus-is-a-link',
    'active',
  )
  const file = (entry: Entries[string], name: string, expected: string) =>
    add(name, expected, { ...withFile(v), 'machine-id': entry })
  file({ text: `\ufeff\u00a0${MACHINE_ID}\u2003\r\n` }, 'id-file-with-white-space', 'active')
  file({ text: `${MACHINE_ID}\n${MACHINE_ID}\n` }, 'id-file-with-two-lines', 'error machine_id_file_invalid')
  file({ text: 'none' }, 'id-file-without-an-id', 'error machine_id_file_invalid')
  file({ text: '' }, 'id-file-empty', 'error machine_id_file_invalid')
  file({ folder: true }, 'id-file-is-a-folder', 'error machine_id_file_invalid')
  file({ link: 'store.json' }, 'id-file-is-a-link', 'error machine_id_file_invalid')
  add(
    'id-file-that-the-vendor-does-not-allow',
    'active',
    { ...withFile(v), 'machine-id': { text: OTHER_ID } },
    {
      profile: v.profile({ machineIdFile: false }),
      sources: { [etc]: { text: MACHINE_ID } },
    },
  )
  add('unique-key-prefix-is-in-the-file', 'no other_machine', withFile(v), {
    profile: v.profile({ uniqueKeyPrefix: 'OTHER' }),
  })
  add('vendor-without-keys', 'error vendor_without_keys', withFile(v), { profile: v.profile({ keys: [] }) })
}
