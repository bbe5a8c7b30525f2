// Vectors of the store itself: damaged and unreadable files, other forms, and what was given back.
import { iso } from '#shared/instant.ts'
import { ALPHA, at, digestOf, ID, kept, NOW, type GateVendor } from './gate-vendor.ts'
import type { Entries } from './gate-case.ts'
import { usageFile, used, withFile, type Add } from './vectors.ts'

const FILE = `licenses/${ID}/machine.lic`
const CODE = `licenses/${ID}/code`

export function stores(add: Add, v: GateVendor): void {
  const file = withFile(v)
  add('store-newer', 'error store_newer', { ...file, 'store.json': { text: '{"writers":1,"gate":2}' } })
  add('store-newer-for-writers-alone', 'active', {
    ...file,
    'store.json': { text: '{"writers":9,"gate":1,"more":[]}' },
  })
  add('store-older', 'active', { ...file, 'store.json': { text: '{"writers":0,"gate":0}' } })
  add('store-newer-and-damaged', 'error store_newer', {
    ...file,
    'store.json': { text: '{"writers":1,"gate" : 7' },
  })
  add('store-damaged', 'active', { ...file, 'store.json': { text: '{"writers"' } })
  add('store-format-is-a-folder', 'active', { ...file, 'store.json': { folder: true } })
  add('store-without-a-format', 'active', file, { without: ['store.json'] })
  add('licenses-gone', 'error store_unreachable', {})
  add('licenses-gone-and-an-empty-folder-left', 'error store_unreachable', { licenses: { folder: true } })
  add(
    'licenses-never-there',
    'no not_licensed',
    { licenses: { folder: true } },
    { without: ['licensed', 'revision'] },
  )
  add('licenses-folder-gone', 'error store_unreachable', {}, { without: ['licensed'] })
  add('licenses-are-a-file', 'error store_unreachable', { licenses: { text: '' } })
  add('licenses-are-a-link', 'error store_unreachable', {
    licenses: { link: 'elsewhere' },
    elsewhere: { folder: true },
  })
  add('license-is-a-file', 'error license_damaged', { 'licenses/x': { text: '' } })
  add('license-is-a-link', 'error license_damaged', {
    'licenses/x': { link: '../elsewhere' },
    ...moved(file, `licenses/${ID}`, 'elsewhere'),
  })
  add('license-folder-empty', 'error license_damaged', { 'licenses/x': { folder: true } })
  add('license-without-its-code', 'error license_damaged', file, { without: [CODE] })
  add('license-without-its-key', 'error license_damaged', file, { without: [FILE] })
  add('license-file-is-a-folder', 'error license_damaged', { ...file, [FILE]: { folder: true } })
  add('license-file-is-a-link', 'error license_damaged', {
    ...file,
    [FILE]: { link: '../../copy' },
    copy: { text: v.file() },
  })
  add('license-code-is-a-link', 'error license_damaged', {
    ...file,
    [CODE]: { link: '../../copy' },
    copy: { text: v.code },
  })
  add('license-file-too-long', 'error license_damaged', {
    ...file,
    [FILE]: { text: `${v.file()}${' '.repeat(262_144)}` },
  })
  add('license-file-with-a-zero', 'error license_damaged', { ...file, [FILE]: { text: `${v.file()}\0` } })
  add('license-code-with-a-byte-that-is-no-text', 'error license_damaged', {
    ...file,
    [CODE]: { base64: Buffer.from([0xff, 0x41]).toString('base64') },
  })
  add('license-code-of-bytes-that-are-no-text', 'active', {
    ...withFile(v, { code: 'A\ufffd\ufffdB' }, { activation: null }),
    [CODE]: { base64: Buffer.from([0x41, 0xf0, 0x9f, 0xff, 0x42, 0x0a]).toString('base64') },
  })
  add('side-file-damaged', 'active', { ...file, [`licenses/${ID}/activation.json`]: { text: '{' } })
  add(
    'side-file-with-another-id',
    'active',
    withFile(v, {}, { activation: { id: 'other', mode: 'offline', activatedOn: null } }),
  )
  add('side-file-is-a-folder', 'active', { ...file, [`licenses/${ID}/activation.json`]: { folder: true } })
  add('side-file-is-a-folder-and-it-expired', 'error license_damaged', {
    ...withFile(v, { attributes: { expiry: iso(at(-1)) } }),
    [`licenses/${ID}/activation.json`]: { folder: true },
  })
  add(
    'answer-is-a-folder',
    'error license_damaged',
    { ...withFile(v, { fileExpiry: at(4) }), [`licenses/${ID}/answers/validation.json`]: { folder: true } },
    { without: [`licenses/${ID}/activation.json`] },
  )
  add('staged-license-counts', 'active', moved(file, `licenses/${ID}`, `staging/${ID}.0a1b2c`))
  add(
    'staged-license-of-another-id-counts',
    'active',
    moved(file, `licenses/${ID}`, `staging/${ID}.0a1b2c.for-typed-1`),
  )
  add('staged-license-whose-place-is-taken', 'active', {
    ...file,
    ...moved(
      withFile(v, { issued: at(-1), metadata: { products: [{ ...ALPHA, limit: 3 }] } }),
      `licenses/${ID}`,
      `staging/${ID}.0a1b2c`,
    ),
  })
  add('staged-license-whose-former-is-here', 'active', {
    ...file,
    ...moved(withFile(v, { id: 'new' }, { id: 'new' }), 'licenses/new', `staging/new.0a1b2c.for-${ID}`),
  })
  add(
    'removed-license-does-not-count',
    'error store_unreachable',
    moved(file, `licenses/${ID}`, `staging/${ID}.0a1b2c.removed`),
  )
  add('staged-license-half-written', 'error store_unreachable', {
    [`staging/${ID}.0a1b2c/code`]: { text: v.code },
  })
  add('quarantine-does-not-count', 'active', { ...file, 'quarantine/x.damaged': { text: '' } })
}

function moved(entries: Entries, from: string, to: string): Entries {
  return Object.fromEntries(Object.entries(entries).map(([place, entry]) => [place.replace(from, to), entry]))
}

export function returns(add: Add, v: GateVendor): void {
  const returned = (...entries: readonly unknown[]) => ({
    'returned.json': { text: JSON.stringify({ returned: entries }) },
  })
  const key = (issued: number, licenseId = ID) => ({
    licenseId,
    issued,
    returned: NOW,
    returnCode: 'RETURN-X',
  })
  const seat = (issued: number, licenseId = ID) => ({ licenseId, issued, givenBack: NOW })
  add('key-returned', 'no invalid', { ...withFile(v), ...returned(key(at(-10))) })
  add('key-returned-in-the-same-minute', 'no invalid', {
    ...withFile(v, { issued: at(-10) + 59_999 }),
    ...returned(key(at(-10))),
  })
  add('key-issued-a-minute-after-the-return', 'active', {
    ...withFile(v, { issued: at(-10) + 60_000 }),
    ...returned(key(at(-10) + 1)),
  })
  add('key-returned-of-another-license', 'active', { ...withFile(v), ...returned(key(NOW, 'other')) })
  add('key-returned-of-a-folder-with-another-name', 'no invalid', {
    ...withFile(v, {}, { folder: 'another', activation: null }),
    ...returned(key(at(-10))),
  })
  add('key-returned-by-its-number', 'no invalid', {
    ...withFile(v),
    ...returned(key(NOW, `typed-${digestOf(ID).slice(0, 16)}`)),
  })
  add('typed-key-returned', 'no invalid', {
    ...kept({ key: v.typed(), code: v.code }),
    ...returned(key(at(-10))),
  })
  add('key-returned-and-online-now', 'active', {
    ...withFile(v, {}, { answer: v.answer() }),
    ...returned(key(NOW)),
  })
  add('seat-given-back', 'no invalid', {
    ...withFile(v, {}, { answer: v.answer() }),
    ...returned(seat(at(-10))),
  })
  add('seat-given-back-before', 'active', {
    ...withFile(v, {}, { answer: v.answer() }),
    ...returned(seat(at(-10) - 1)),
  })
  add('seat-given-back-in-its-list', 'no invalid', {
    ...withFile(v),
    'returned.json': { text: JSON.stringify({ returned: [], givenBack: [seat(NOW)], incomplete: true }) },
  })
  add('returned-damaged-and-its-entry-whole', 'no invalid', {
    ...withFile(v),
    'returned.json': { text: `{"returned":[{"a":1}, ${JSON.stringify(key(NOW))}, {"lic` },
  })
  add('returned-damaged', 'active', { ...withFile(v), 'returned.json': { text: '{"returned":' } })
  add('returned-is-a-folder', 'active', { ...withFile(v), 'returned.json': { folder: true } })
  add('returned-beside-a-limit', 'active', {
    ...withFile(v),
    ...withFile(v, { id: 'b' }, { id: 'b' }),
    ...returned(key(NOW, 'b')),
    ...usageFile(used(16)),
  })
  add('returned-entry-without-a-code-is-none', 'active', {
    ...withFile(v),
    ...returned({ licenseId: ID, issued: NOW, returned: NOW }),
  })
}
