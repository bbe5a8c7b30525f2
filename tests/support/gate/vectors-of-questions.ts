// Vectors of questions and profiles that can be none, of what nobody may read, and of the one form in which a key is kept.
import { ID, kept, MACHINE_ID, type GateVendor } from './gate-vendor.ts'
import { withFile, type Add } from './vectors.ts'

const FILE = `licenses/${ID}/machine.lic`
const LETTER = '𝄞'

export function questions(add: Add, v: GateVendor): void {
  const file = withFile(v)
  const asks = (name: string, ask: Parameters<Add>[3] & object, expected = 'error invalid_input') =>
    add(name, expected, file, ask)
  asks('question-without-a-product', { ask: { product: '' } })
  asks('question-of-a-product-of-201-units', { ask: { product: `${LETTER.repeat(100)}x` } })
  asks('question-of-a-product-of-200-units', { ask: { product: LETTER.repeat(100) } }, 'no not_licensed')
  asks('question-of-an-empty-feature', { ask: { feature: '' } })
  asks('question-of-a-feature-of-201-units', { ask: { feature: `${LETTER.repeat(100)}x` } })
  asks('question-of-an-empty-day', { ask: { built: '' } })
  asks('question-of-a-day-that-is-none', { ask: { built: '2026-02-30' } })
  asks('question-of-a-moment-without-z', { ask: { built: '2026-01-31T10:30:00' } })
  asks('question-of-a-moment-with-a-zone', { ask: { built: '2026-01-31T10:30:00+01:00' } })
  asks('question-of-a-day-in-words', { ask: { built: 'Sat, 31 Jan 2026 10:30:00 GMT' } })
  asks('question-of-a-moment', { ask: { built: '2026-01-31T10:30Z' } }, 'active')
  asks(
    'question-goes-before-the-profile',
    { ask: { product: '' }, profile: v.profile({ id: '' }) },
    'error invalid_input',
  )
  asks('profile-without-an-id', { profile: v.profile({ id: '' }) }, 'error profile_invalid')
  asks('profile-of-a-long-name', { profile: v.profile({ name: 'x'.repeat(101) }) }, 'error profile_invalid')
  const [key] = v.profile().keys
  const keys = key === undefined ? [] : [{ ...key, publicKey: key.publicKey.slice(1) }]
  const [point] = v.profile().keys
  const whose = (publicKey: string) =>
    v.profile({ keys: point === undefined ? [] : [{ ...point, publicKey }] })
  const [ofOrder2, ofNoField] = [`ec${'ff'.repeat(30)}7f`, `f0${'ff'.repeat(30)}7f`]
  asks('profile-whose-key-is-of-small-order', { profile: whose(ofOrder2) }, 'error profile_invalid')
  asks('profile-whose-key-is-spelled-otherwise', { profile: whose(ofNoField) }, 'error profile_invalid')
  asks('question-of-a-test-vendor-without-a-product', {
    ask: { product: '' },
    profile: v.profile({ test: true }),
  })
  add(
    'store-newer-to-a-test-vendor',
    'error store_newer',
    { 'store.json': { text: '{"writers":2,"gate":2}\n' } },
    {
      profile: v.profile({ test: true }),
    },
  )
  asks('profile-whose-key-is-short', { profile: v.profile({ keys }) }, 'error profile_invalid')
  add('profile-goes-before-the-store', 'error profile_invalid', {}, { profile: v.profile({ id: '' }) })
  const closed = { folder: true, mode: 0 } as const
  add('licenses-that-nobody-may-list', 'error store_not_readable', { ...file, licenses: closed })
  add('licenses-that-may-be-listed-alone', 'error store_not_readable', {
    ...file,
    licenses: { folder: true, mode: 0o444 },
  })
  add('license-that-nobody-may-enter', 'error store_not_readable', { ...file, [`licenses/${ID}`]: closed })
  add('license-file-that-nobody-may-read', 'error store_not_readable', {
    ...file,
    [FILE]: { text: v.file(), mode: 0 },
  })
  add('data-folder-that-nobody-may-enter', 'error store_not_readable', { ...file, '.': closed })
  add('id-file-that-nobody-may-read', 'error store_not_readable', {
    ...file,
    'machine-id': { text: MACHINE_ID, mode: 0 },
  })
}

/** What a mail or an editor makes of a key is read when it is taken in; it is kept, and read by a gate, in one form. */
export function spellings(add: Add, v: GateVendor): void {
  const [file, rows] = [v.file(), v.typed()]
  const of = (name: string, key: string, expected = 'error license_damaged') =>
    add(name, expected, kept({ key, code: v.code }))
  of('file-with-cr', file.replaceAll('\n', '\r\n'))
  of('file-with-cr-alone', file.replaceAll('\n', '\r'))
  of('file-with-a-byte-order-mark', `\ufeff${file}`)
  of('file-quoted', file.replaceAll(/^(?=.)/gm, '> '))
  of('file-with-spaces-before-its-lines', file.replaceAll(/^(?=.)/gm, '  '))
  of('file-with-a-space-behind-its-first-line', file.replace('-----\n', '----- \n'))
  of('file-with-a-space-behind-its-last-line', `${file.trimEnd()} \n`)
  of('file-with-a-space-in-its-block', file.replace('\ney', '\ne y'))
  of('file-with-other-dashes', file.replaceAll('-----', '—'))
  of('file-with-empty-lines-in-its-block', file.replaceAll('\n', '\n\n'), 'active')
  of('file-without-newline', file.trimEnd(), 'active')
  of('file-behind-another-last-line', `-----END MACHINE FILE-----\n${file}`, 'active')
  of('file-whose-last-line-has-more', `${file.trimEnd()}x\n`)
  of('typed-key-with-cr', rows.replaceAll('\n', '\r\n'))
  of('typed-key-without-newline', rows.trimEnd())
  of('typed-key-in-small-letters', rows.toLowerCase())
  of('typed-key-with-look-alikes', rows.replaceAll('0', 'O'))
  of('typed-key-with-one-space', rows.replaceAll(':  ', ': '))
  of('typed-key-without-groups', rows.replaceAll(/(?<=\w) (?=\w)/g, ''))
  of('typed-key-without-numbers', rows.replaceAll(/^ ?\d+: {2}/gm, ''))
  of('typed-key-with-a-number-of-one-place', rows.replace(' 1:', '1:'))
  of('typed-key-with-a-space-behind', rows.replace('\n', ' \n'))
  of('typed-key-with-an-empty-line-behind', `${rows}\n`)
  of('typed-key-with-words-around', `Dear customer,\n${rows}`)
}
