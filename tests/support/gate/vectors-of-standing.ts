// Vectors of how one license stands: statuses, ends of keys, clocks.
import { iso } from '#shared/instant.ts'
import { ALPHA, at, ID, kept, NOW, SECOND_ID, type GateVendor } from './gate-vendor.ts'
import { ends, grace, usageFile, used, withFile, type Add } from './vectors.ts'

export function statuses(add: Add, v: GateVendor): void {
  add('active', 'active', withFile(v))
  add('active-typed-key', 'active', kept({ key: v.typed(), code: v.code }))
  add('active-until-far-end', 'active', withFile(v, ends(100)))
  add('not-licensed', 'no not_licensed', { licenses: { folder: true } }, { without: ['licensed'] })
  add(
    'not-licensed-no-data-folder',
    'no not_licensed',
    {},
    {
      without: ['store.json', 'licensed', 'revision', 'machine-id'],
      profile: v.profile({ machineIdFile: false }),
      sources: { '/etc/machine-id': { text: '0123456789abcdef0123456789abcdef\n' } },
    },
  )
  add('another-product', 'no not_licensed', withFile(v), { ask: { product: 'beta' } })
  add('product-code-counts-by-case', 'no not_licensed', withFile(v), { ask: { product: 'Alpha' } })
  add('expiring-in-30-days', 'expiring', withFile(v, ends(30)))
  add(
    'active-a-millisecond-above-30-days',
    'active',
    withFile(v, { attributes: { expiry: iso(at(30) + 1) } }),
  )
  add('expiring-today', 'expiring', withFile(v, ends(0)))
  add('expired-a-millisecond-ago', 'no expired', withFile(v, { attributes: { expiry: iso(NOW - 1) } }))
  add('grace', 'grace', withFile(v, { ...ends(-2), metadata: grace(7) }))
  add('grace-in-its-last-millisecond', 'grace', withFile(v, { ...ends(-7), metadata: grace(7) }))
  add(
    'grace-over',
    'no expired',
    withFile(v, { attributes: { expiry: iso(at(-7) - 1) }, metadata: grace(7) }),
  )
  add('expiring-then-grace', 'expiring', withFile(v, { ...ends(5), metadata: grace(3) }))
  add('suspended-in-its-file', 'no suspended', withFile(v, { attributes: { suspended: true } }))
  add(
    'suspended-by-status',
    'no suspended',
    withFile(v, { attributes: { suspended: undefined, status: 'SUSPENDED' } }),
  )
  add(
    'not-suspended-goes-before-status',
    'active',
    withFile(v, { attributes: { suspended: false, status: 'SUSPENDED' } }),
  )
  add(
    'suspended-and-expired-is-suspended',
    'no suspended',
    withFile(v, { attributes: { suspended: true, expiry: iso(at(-9)) } }),
  )
  add(
    'product-ends-before-its-license',
    'expiring',
    withFile(v, {
      ...ends(100),
      metadata: { products: [{ ...ALPHA, expiry: iso(at(3)) }] },
    }),
  )
  add(
    'license-ends-before-its-product',
    'expiring',
    withFile(v, {
      ...ends(3),
      metadata: { products: [{ ...ALPHA, expiry: iso(at(100)) }] },
    }),
  )
  add(
    'typed-key-of-a-license-that-ends',
    'expiring',
    kept({ key: v.typed({ licenseExpiry: at(5) }), code: v.code }),
  )
  add('typed-key-ends-with-the-day', 'expiring', kept({ key: v.typed({ licenseExpiry: NOW }), code: v.code }))
  add(
    'typed-key-in-grace',
    'grace',
    kept({ key: v.typed({ licenseExpiry: at(-2), graceDays: 5 }), code: v.code }),
  )
  add('typed-key-expired', 'no expired', kept({ key: v.typed({ licenseExpiry: at(-2) }), code: v.code }))
}

export function localKeys(add: Add, v: GateVendor): void {
  add('local-key-ends-first', 'expiring', withFile(v, { ...ends(300), fileExpiry: at(4) }))
  add('local-key-over', 'no expired', withFile(v, { ...ends(300), fileExpiry: at(-1) }))
  add(
    'local-key-over-in-grace',
    'grace',
    withFile(v, { ...ends(300), fileExpiry: at(-1), metadata: grace(2) }),
  )
  add('local-key-ends-with-its-license', 'expiring', withFile(v, { ...ends(4), fileExpiry: at(4) }))
  add('typed-key-with-valid-days', 'expiring', kept({ key: v.typed({ validDays: 20 }), code: v.code }))
  add('typed-key-over', 'no expired', kept({ key: v.typed({ validDays: 9 }), code: v.code }))
  add(
    'typed-key-that-names-its-product',
    'active',
    kept({
      key: v.typed({
        products: [{ number: null, code: 'delta', name: 'Délta', type: 'Seats', limit: 3, expiry: null }],
      }),
      code: v.code,
    }),
    { ask: { product: 'delta' } },
  )
  add(
    'typed-key-on-or-off',
    'active',
    kept({
      key: v.typed({ products: [{ number: 2, limit: null, expiry: at(50) }] }),
      code: v.code,
    }),
    { ask: { product: 'beta' } },
  )
  add('typed-key-in-machine-lic', 'active', {
    ...kept({ key: v.typed(), code: v.code }),
    [`licenses/${ID}/machine.lic`]: { text: v.typed({ owner: 'Other' }) },
  })
  add('machine-file-in-typed-key', 'active', {
    [`licenses/${ID}/typed.key`]: { text: v.file() },
    [`licenses/${ID}/code`]: { text: v.code },
  })
  add('machine-file-goes-before-typed-key', 'expiring', {
    ...withFile(v, ends(5)),
    [`licenses/${ID}/typed.key`]: { text: v.typed() },
  })
  add('not-encrypted', 'active', withFile(v, { algorithm: 'base64+ed25519' }))
  add(
    'words-around-the-block',
    'active',
    kept({ key: `Dear customer,\n\nthis is it: \n${v.file()}\nGreetings\n`, code: v.code }),
  )
  add('code-of-another-issuer', 'active', withFile(v, { code: 'x y/ä 1' }))
  add('code-with-cr', 'active', { ...withFile(v), [`licenses/${ID}/code`]: { text: `${v.code}\r\n` } })
  add('code-without-newline', 'active', { ...withFile(v), [`licenses/${ID}/code`]: { text: v.code } })
  add(
    'access-maintained',
    'active',
    withFile(v, {
      ...ends(-50),
      relationships: { policy: { data: { type: 'policies', id: 'policy-1' } } },
      more: [
        {
          type: 'policies',
          id: 'policy-1',
          attributes: { name: 'Gold', expirationStrategy: 'MAINTAIN_ACCESS' },
        },
      ],
    }),
  )
  add(
    'access-allowed',
    'active',
    withFile(v, {
      ...ends(-50),
      relationships: { policy: { data: { type: 'policies', id: 'policy-1' } } },
      more: [{ type: 'policies', id: 'policy-1', attributes: { expirationStrategy: 'ALLOW_ACCESS' } }],
    }),
  )
  add(
    'access-revoked-by-policy',
    'no expired',
    withFile(v, {
      ...ends(-50),
      relationships: { policy: { data: { type: 'policies', id: 'policy-1' } } },
      more: [{ type: 'policies', id: 'policy-1', attributes: { expirationStrategy: 'RESTRICT_ACCESS' } }],
    }),
  )
  const whole = {
    metadata: { products: undefined },
    attributes: { maxMachines: 5, expiry: iso(at(90)) },
    relationships: { policy: { data: { id: 'policy-1' } } },
    more: [
      { type: 'policies', id: 'policy-1', attributes: { name: 'Gold' } },
      { type: 'products', id: 'application-1', attributes: { name: '  Große Büro-Suite 3!' } },
    ],
  }
  add('no-product-lines', 'active', withFile(v, whole), { ask: { product: 'gro-e-b-ro-suite-3' } })
  add('no-product-lines-a-bare-license', 'active', withFile(v, { attributes: { metadata: null } }), {
    ask: { product: 'license' },
  })
  add(
    'no-product-lines-by-its-name',
    'active',
    withFile(v, { attributes: { metadata: null, name: 'My KİT' } }),
    { ask: { product: 'my-ki-t' } },
  )
  add('product-lines-as-text', 'active', withFile(v, { metadata: { products: JSON.stringify([ALPHA]) } }))
  add(
    'product-type-by-default',
    'active',
    withFile(v, { metadata: { products: [{ code: 'alpha', name: 'A' }] } }),
  )
  add(
    'status-has-no-limit',
    'active',
    withFile(v, { metadata: { products: [{ ...ALPHA, type: 'STATUS' }] } }),
  )
  add(
    'times-without-a-zone-are-utc',
    'expiring',
    withFile(v, { attributes: { expiry: '2027-06-15 10:30:00.0009' } }),
  )
  add(
    'times-with-an-offset',
    'no expired',
    withFile(v, { attributes: { expiry: '2027-06-15T12:29:59+02:00' } }),
  )
  add('time-is-a-day', 'no expired', withFile(v, { attributes: { expiry: '2027-06-15' } }))
}

export function clocks(add: Add, v: GateVendor): void {
  const mark = (latestSigned: number) => ({ 'clock.json': { text: JSON.stringify({ latestSigned }) } })
  add('clock-a-day-behind', 'active', { ...withFile(v), ...mark(at(1)) })
  add('clock-more-than-a-day-behind', 'no clock_problem', { ...withFile(v), ...mark(at(1) + 1) })
  add('clock-behind-the-file', 'no clock_problem', withFile(v, { issued: at(2) }))
  add('clock-behind-the-answer', 'no clock_problem', withFile(v, {}, { answer: v.answer({ at: at(2) }) }))
  add('ends-by-the-mark', 'no expired', {
    ...withFile(v, { attributes: { expiry: iso(NOW + 1000) } }),
    ...mark(NOW + 2000),
  })
  add('days-left-by-the-mark', 'expiring', { ...withFile(v, ends(10)), ...mark(at(0.9)) })
  add('mark-with-a-fraction', 'no clock_problem', { ...withFile(v), ...mark(at(1) + 0.5) })
  add('mark-is-no-number', 'active', {
    ...withFile(v),
    'clock.json': { text: '{"latestSigned":"2029-01-01"}' },
  })
  add('mark-at-the-end-of-9999', 'no clock_problem', { ...withFile(v), ...mark(253_402_300_799_999) })
  add('mark-beyond-9999', 'active', { ...withFile(v), ...mark(253_402_300_800_000) })
  add('mark-is-too-large', 'active', { ...withFile(v), ...mark(8.65e15) })
  add('mark-damaged', 'active', { ...withFile(v), 'clock.json': { text: '{"latestSigned":19' } })
  add('clock-in-1970', 'no clock_problem', withFile(v), { clock: 0 })
  add('clock-ahead-of-what-ended', 'no expired', withFile(v, ends(-1)), { clock: at(20) + 1 })
  add('clock-30-days-ahead-of-what-ended', 'no expired', withFile(v, ends(-1)), { clock: at(20) })
  add('clock-in-9999', 'active', withFile(v), { clock: Date.parse('9999-12-31T23:59:59.999Z') })
  add('clock-beyond-9999', 'active', withFile(v), { clock: Date.UTC(10_000, 0) })
  add('clock-beyond-9999-of-what-ended', 'no expired', withFile(v, ends(-1)), { clock: Date.UTC(10_000, 0) })
  add('clock-beyond-all-dates-of-what-ended', 'no expired', withFile(v, ends(-1)), { clock: 8.64e15 + 1 })
  add(
    'clock-beyond-all-dates-over-a-limit',
    'over_limit',
    { ...withFile(v, { metadata: { overLimit: 10 } }), ...usageFile(used(17)) },
    { clock: 1e300 },
  )
  add('clock-before-all-dates', 'no clock_problem', withFile(v), { clock: -1e300 })
  add('answer-of-another-machines-license-moves-the-mark', 'no clock_problem', {
    ...withFile(v),
    ...kept({
      id: SECOND_ID,
      key: v.file({ id: SECOND_ID, machineId: 'a'.repeat(31) + 'b' }),
      code: v.code,
      answer: v.answer({ at: at(2) }),
    }),
  })
}
