// Vendor profiles as a gate meets them, well-formed and not (docs/formats/gate-v1.md#the-profile).
import type { GateVendor } from './gate-vendor.ts'

/** The eight points of small order, in all their spellings, and two other points in one that is not theirs. */
const NOBODYS = [
  ...['00', '01'].flatMap((first) => ['00', '80'].map((last) => `${first}${'00'.repeat(30)}${last}`)),
  ...['ec', 'ed', 'ee', 'f0', 'ff'].flatMap((first) =>
    ['7f', 'ff'].map((last) => `${first}${'ff'.repeat(30)}${last}`),
  ),
  ...['05', '85'].map((last) => `26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc${last}`),
  ...['7a', 'fa'].map((last) => `c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03${last}`),
]

/** Texts, each with one thing changed. */
export function profileTexts(vendor: GateVendor): readonly (readonly [string, string])[] {
  const profile = vendor.profile()
  const [key] = profile.keys
  const changed = (change: object) => JSON.stringify({ ...profile, ...change })
  const keys = (change: object) => changed({ keys: [{ ...key, ...change }] })
  const product = { number: 1, code: 'alpha', name: 'Alpha', type: 'Socket' }
  const products = (change: object) => changed({ catalogue: [{ ...product, ...change }] })
  const text = JSON.stringify(profile)
  const id = key?.id ?? ''
  return Object.entries({
    'as it is': text,
    'with a member that nobody knows': changed({ more: 1 }),
    'whose key has a member that nobody knows': keys({ more: 1 }),
    'of two ids, the last good': `{"id":7,${text.slice(1)}`,
    'of two ids, the last bad': `${text.slice(0, -1)},"id":7}`,
    'with something behind': `${text} x`,
    'with a byte order mark': `\ufeff${text}`,
    'that is no object': '[]',
    'that is no JSON': '{',
    'without id': changed({ id: undefined }),
    'of an empty id': changed({ id: '' }),
    'of an id of 64': changed({ id: 'a'.repeat(64) }),
    'of an id of 65': changed({ id: 'a'.repeat(65) }),
    'of an id in capitals': changed({ id: 'EXAMPLE!' }),
    'of a name of 100 units': changed({ name: '𝄞'.repeat(50) }),
    'of a name of 101 units': changed({ name: `${'𝄞'.repeat(50)}a` }),
    'of a prefix of 25': changed({ uniqueKeyPrefix: 'A'.repeat(25) }),
    'without a server': changed({ server: undefined }),
    'whose server has no account': changed({ server: { product: 'application-1' } }),
    'without machineIdFile': changed({ machineIdFile: undefined }),
    'whose machineIdFile is a text': changed({ machineIdFile: 'true' }),
    'of a test vendor': changed({ test: true }),
    'whose test is false': changed({ test: false }),
    'whose test is null': changed({ test: null }),
    'without keys': changed({ keys: undefined }),
    'of 32 keys': changed({ keys: Array.from({ length: 32 }, () => key) }),
    'of 33 keys': changed({ keys: Array.from({ length: 33 }, () => key) }),
    'whose key has a long id': keys({ id: `${id}0` }),
    'whose key has an id in capitals': keys({ id: 'ABCDEF01' }),
    'whose key has a letter beyond hex': keys({ id: 'abcdefg1' }),
    'whose key has hex in capitals': keys({ publicKey: (key?.publicKey ?? '').toUpperCase() }),
    ...Object.fromEntries(NOBODYS.map((publicKey) => [`of the key ${publicKey}`, keys({ publicKey })])),
    'whose key is no point': keys({ publicKey: `02${'00'.repeat(31)}` }),
    'whose key is of no use': keys({ use: [] }),
    'whose key has one use twice': keys({ use: ['files', 'files'] }),
    'whose key has four uses': keys({ use: ['files', 'files', 'typed', 'responses'] }),
    'whose key has another use': keys({ use: ['files', 'all'] }),
    'whose key begins at no time': keys({ from: '2027-02-30' }),
    'whose key begins on a day': keys({ from: '2020-01-01' }),
    'whose key has no until': keys({ until: undefined }),
    'whose key ends at a number': keys({ until: 1 }),
    'whose key has no revoked': keys({ revoked: undefined }),
    'without a catalogue': changed({ catalogue: undefined }),
    'of a product numbered 0': products({ number: 0 }),
    'of a product numbered 65535': products({ number: 65_535 }),
    'of a product numbered 65536': products({ number: 65_536 }),
    'of a product numbered 1.5': products({ number: 1.5 }),
    'of a product without code': products({ code: '' }),
    'of a product with a code of 65': products({ code: 'a'.repeat(65) }),
    'of a product with a name of 201': products({ name: 'a'.repeat(201) }),
    'of a product with a type of 41': products({ type: 'a'.repeat(41) }),
    'of 1000 products': changed({ catalogue: Array.from({ length: 1000 }, () => product) }),
    'of 1001 products': changed({ catalogue: Array.from({ length: 1001 }, () => product) }),
  })
}
