// Vectors of several licenses for one product, and of what they cover: maintenance and features.
import { iso } from '#shared/instant.ts'
import { ALPHA, at, ID, kept, SECOND_ID, type GateVendor } from './gate-vendor.ts'
import { ends, usageFile, used, withFile, type Add } from './vectors.ts'

export function several(add: Add, v: GateVendor): void {
  const second = (terms = {}, more = {}) =>
    withFile(v, { id: SECOND_ID, ...terms }, { id: SECOND_ID, ...more })
  add('two-licenses-add-up', 'active', { ...withFile(v), ...second(), ...usageFile(used(30)) })
  add('two-licenses-one-without-a-limit', 'active', {
    ...withFile(v, { metadata: { overLimit: 'refuse' } }),
    ...second({ metadata: { products: [{ ...ALPHA, limit: null }] } }),
    ...usageFile(used(99)),
  })
  add('two-licenses-pool-over', 'no over_limit', {
    ...withFile(v, { metadata: { overLimit: 'refuse' } }),
    ...second({ metadata: { overLimit: 'refuse' } }),
    ...usageFile(used(33)),
  })
  add('two-licenses-one-refuses-one-allows', 'over_limit', {
    ...withFile(v, { metadata: { overLimit: 'refuse' } }),
    ...second({ metadata: { overLimit: 'allow' } }),
    ...usageFile(used(33)),
  })
  add('two-licenses-one-expired', 'no over_limit', {
    ...withFile(v, { metadata: { overLimit: 'refuse' } }),
    ...second(ends(-1)),
    ...usageFile(used(17)),
  })
  add('two-licenses-the-later-end-decides', 'expiring', { ...withFile(v, ends(5)), ...second(ends(9)) })
  add('two-licenses-one-for-ever', 'active', { ...withFile(v, ends(5)), ...second() })
  add('two-licenses-one-suspended-one-active', 'active', {
    ...withFile(v, { attributes: { suspended: true } }),
    ...second(),
  })
  add('two-licenses-none-runs', 'no expired', {
    ...withFile(v, ends(-9)),
    ...second({ attributes: { suspended: true, expiry: iso(at(-1)) } }),
  })
  add(
    'one-license-with-two-lines-of-a-product',
    'active',
    withFile(v, { metadata: { products: [ALPHA, { ...ALPHA, limit: 4 }] } }),
  )
  // Both stand until that moment, of which the last tells what ends.
  add('several-that-stand-alike', 'expiring', {
    ...withFile(v, ends(5)),
    ...kept({ id: SECOND_ID, key: v.file({ id: SECOND_ID, fileExpiry: at(5) }), code: v.code }),
  })
  add('several-that-stand-alike-the-other-way', 'expiring', {
    ...withFile(v, { fileExpiry: at(5) }),
    ...kept({ id: SECOND_ID, key: v.file({ id: SECOND_ID, ...ends(5) }), code: v.code }),
  })
  add('one-license-in-two-folders', 'active', {
    ...withFile(v, { issued: at(-20) }),
    ...kept({
      id: ID,
      folder: 'a-copy',
      key: v.file({ metadata: { products: [{ ...ALPHA, limit: 3 }] } }),
      code: v.code,
    }),
  })
  add('one-license-in-two-folders-of-the-same-moment', 'no revoked', {
    ...withFile(v),
    ...kept({ id: ID, folder: 'b-copy', key: v.file(), code: v.code, answer: v.answer({ says: 'BANNED' }) }),
  })
  add('one-license-as-file-and-typed-key', 'active', {
    ...withFile(v, { issued: at(-10) + 59_000 }),
    ...kept({
      id: 'a-typed',
      key: v.typed({ products: [{ number: 1, limit: 5, expiry: null }] }),
      code: v.code,
    }),
  })
  add('a-newer-typed-key-in-another-folder', 'active', {
    ...withFile(v, { issued: at(-10) }),
    ...kept({
      id: 'z-typed',
      key: v.typed({ issued: at(-9), products: [{ number: 1, limit: 5, expiry: null }] }),
      code: v.code,
    }),
  })
  add(
    'an-id-that-is-no-folder-name',
    'active',
    withFile(v, { id: 'lic/1' }, { id: 'lic/1', folder: `x${'0'.repeat(40)}` }),
  )
  add('a-damaged-license-beside-one-that-runs', 'active', {
    ...withFile(v),
    ...kept({ id: SECOND_ID, key: 'x', code: v.code }),
  })
  add('a-damaged-license-beside-one-that-expired', 'error license_damaged', {
    ...withFile(v, ends(-1)),
    ...kept({ id: SECOND_ID, key: 'x', code: v.code }),
  })
}

export function maintenanceAndFeatures(add: Add, v: GateVendor): void {
  const maintained = (maintenanceUntil: string, more = {}) =>
    withFile(v, { metadata: { maintenanceUntil, ...more } })
  const UNTIL = '2027-03-31T23:59:59.999Z'
  const built = (day: string) => ({ ask: { built: day } })
  add('maintenance-covers-the-day', 'active', maintained(UNTIL), built('2027-03-31'))
  add(
    'maintenance-ended-before-the-day',
    'no active maintenance_ended',
    maintained(UNTIL),
    built('2027-04-01'),
  )
  add('maintenance-covers-the-moment', 'active', maintained(UNTIL), built('2027-03-31T23:59:59.999Z'))
  add(
    'maintenance-ended-before-the-moment',
    'no active maintenance_ended',
    maintained('2027-03-31T10:00:00Z'),
    built('2027-03-31T10:00:00.001Z'),
  )
  add(
    'maintenance-ended-before-the-minute',
    'no active maintenance_ended',
    maintained('2027-03-31T10:00:00Z'),
    built('2027-03-31T10:01Z'),
  )
  add('maintenance-not-asked', 'active', maintained('2020-01-01'))
  add('maintenance-not-stated', 'active', withFile(v), built('2099-01-01'))
  add(
    'maintenance-of-a-license-that-keeps-access',
    'no active maintenance_ended',
    withFile(v, {
      attributes: { expiry: UNTIL },
      relationships: { policy: { data: { id: 'p' } } },
      more: [{ type: 'policies', id: 'p', attributes: { expirationStrategy: 'MAINTAIN_ACCESS' } }],
    }),
    built('2027-04-01'),
  )
  add(
    'maintenance-of-its-own-of-a-license-that-keeps-access',
    'active',
    withFile(v, {
      attributes: { expiry: UNTIL },
      metadata: { maintenanceUntil: '2028-01-01' },
      relationships: { policy: { data: { id: 'p' } } },
      more: [{ type: 'policies', id: 'p', attributes: { expirationStrategy: 'MAINTAIN_ACCESS' } }],
    }),
    built('2027-04-01'),
  )
  add(
    'maintenance-of-a-typed-key',
    'active',
    kept({ key: v.typed({ maintenanceUntil: Date.parse(UNTIL) }), code: v.code }),
    built('2027-03-31'),
  )
  add(
    'maintenance-of-a-typed-key-ended',
    'no active maintenance_ended',
    kept({ key: v.typed({ maintenanceUntil: Date.parse(UNTIL) }), code: v.code }),
    built('2027-04-01'),
  )
  add(
    'maintenance-of-one-of-two-lends-no-limit',
    'active',
    {
      ...maintained(UNTIL, { features: ['old'] }),
      ...withFile(
        v,
        { id: SECOND_ID, metadata: { maintenanceUntil: '2028-01-01', features: ['new'] } },
        { id: SECOND_ID },
      ),
    },
    built('2027-06-01'),
  )
  /** The second is covered by maintenance for longer, or for ever. */
  const two = (first: object, other: object, usage: number) => ({
    ...withFile(v, { metadata: { overLimit: 'refuse', maintenanceUntil: UNTIL, ...first } }),
    ...withFile(v, { id: SECOND_ID, metadata: { overLimit: 'refuse', ...other } }, { id: SECOND_ID }),
    ...usageFile(used(usage)),
  })
  add('maintenance-of-one-of-two-and-above-both', 'no over_limit', two({}, {}, 33), built('2027-06-01'))
  add(
    'maintenance-of-one-of-two-and-above-the-other',
    'no over_limit',
    two({ products: [{ ...ALPHA, limit: 1000 }] }, {}, 1016),
    built('2027-06-01'),
  )
  add('maintenance-of-both-and-within-both', 'active', two({}, {}, 32), built('2027-03-31'))
  add('maintenance-of-one-of-two-and-within-the-other', 'active', two({}, {}, 16), built('2027-06-01'))
  add(
    'maintenance-of-one-of-two-and-above-the-other-allowed',
    'over_limit',
    two({}, { overLimit: 'allow' }, 17),
    built('2027-06-01'),
  )
  add(
    'maintenance-of-one-of-two-lifts-no-limit',
    'no over_limit',
    two({ products: [{ ...ALPHA, limit: null }] }, {}, 17),
    built('2027-06-01'),
  )
  add(
    'maintenance-of-two-ended-and-within-both',
    'no over_limit',
    two({}, { maintenanceUntil: '2027-04-30' }, 17),
    built('2027-06-01'),
  )
  add(
    'maintenance-of-two-ended-and-within-the-last',
    'no active maintenance_ended',
    two({}, { maintenanceUntil: '2027-04-30' }, 16),
    built('2027-06-01'),
  )
  add(
    'maintenance-ended-of-one-and-the-other-expired',
    'no over_limit',
    {
      ...maintained(UNTIL, { overLimit: 'refuse' }),
      ...withFile(v, { id: SECOND_ID, ...ends(-1) }, { id: SECOND_ID }),
      ...usageFile(used(17)),
    },
    built('2027-06-01'),
  )
  add(
    'maintenance-of-one-of-two-whose-usage-is-lost',
    'error usage_damaged',
    {
      ...two({ products: [{ ...ALPHA, limit: null }] }, {}, 0),
      'usage.json': { text: '{"usage":[],"incomplete":true}' },
      'usage-history/alpha.json': { text: '{"points":[]}' },
    },
    built('2027-06-01'),
  )
  add(
    'maintenance-ended-and-expired-is-expired',
    'no expired',
    withFile(v, { ...ends(-1), metadata: { maintenanceUntil: UNTIL } }),
    built('2027-04-01'),
  )
  const feature = (name: string) => ({ ask: { feature: name } })
  add('feature', 'active', withFile(v, { metadata: { features: ['a', 'b'] } }), feature('b'))
  add(
    'feature-counts-by-case',
    'no active feature_not_licensed',
    withFile(v, { metadata: { features: ['a'] } }),
    feature('A'),
  )
  add(
    'feature-of-an-entitlement',
    'active',
    withFile(v, {
      metadata: { features: ['a'] },
      more: [
        { type: 'entitlements', id: 'e1', attributes: { code: 'b' } },
        { type: 'entitlements', id: 'e2', attributes: { code: 'a' } },
      ],
    }),
    feature('b'),
  )
  add('feature-not-licensed', 'no active feature_not_licensed', withFile(v), feature('a'))
  add(
    'feature-of-a-license-that-does-not-run',
    'no active feature_not_licensed',
    {
      ...withFile(v),
      ...withFile(v, { id: SECOND_ID, ...ends(-1), metadata: { features: ['a'] } }, { id: SECOND_ID }),
    },
    feature('a'),
  )
  add(
    'feature-of-a-license-that-does-not-cover',
    'no active maintenance_ended',
    {
      ...withFile(v),
      ...withFile(
        v,
        { id: SECOND_ID, metadata: { features: ['a'], maintenanceUntil: UNTIL } },
        { id: SECOND_ID },
      ),
    },
    { ask: { feature: 'a', built: '2027-04-01' } },
  )
  add(
    'feature-of-a-license-that-does-not-cover-within-both',
    'no active maintenance_ended',
    two({ features: ['a'] }, { features: ['b'] }, 20),
    { ask: { feature: 'a', built: '2027-06-01' } },
  )
  add(
    'feature-of-one-that-covers-and-one-that-does-not',
    'no over_limit',
    two({ features: ['a'] }, { features: ['a'] }, 20),
    { ask: { feature: 'a', built: '2027-06-01' } },
  )
  add(
    'feature-of-nobody-and-maintenance-ended',
    'no active feature_not_licensed',
    maintained(UNTIL, { features: ['a'] }),
    { ask: { feature: 'b', built: '2027-06-01' } },
  )
  add(
    'feature-of-a-license-that-does-not-run-and-maintenance-ended',
    'no active feature_not_licensed',
    {
      ...maintained(UNTIL),
      ...withFile(v, { id: SECOND_ID, ...ends(-1), metadata: { features: ['a'] } }, { id: SECOND_ID }),
    },
    { ask: { feature: 'a', built: '2027-06-01' } },
  )
  add(
    'feature-of-a-typed-key',
    'active',
    kept({ key: v.typed({ features: ['überall', 'b'] }), code: v.code }),
    feature('überall'),
  )
  add(
    'feature-beyond-the-first-plane',
    'active',
    withFile(v, { metadata: { features: ['𝔘'] } }),
    feature('𝔘'),
  )
  add('test-vendor', 'active', withFile(v), { profile: v.profile({ test: true }) })
  add('test-vendor-says-no', 'no not_licensed', withFile(v), {
    profile: v.profile({ test: true }),
    ask: { product: 'x' },
  })
}
