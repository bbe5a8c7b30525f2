// Vectors of how licenses stand: statuses, ends, clocks, the server's word, usage, several licenses, maintenance, features.
import { iso } from '#shared/instant.ts'
import { dayOf } from '#shared/license/days-over-limit.ts'
import { ALPHA, at, ID, kept, NOW, type GateVendor } from './gate-vendor.ts'
import { usageFile, used, withFile, type Add } from './vectors.ts'

const SECOND_ID = '5d1f5f0e-3b1c-4c57-9c0a-6c1f1f7b0c11'
const ends = (days: number) => ({ attributes: { expiry: iso(at(days)) } })
const grace = (days: number) => ({ graceDays: days })

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

export function words(add: Add, v: GateVendor): void {
  const told = (terms: Parameters<GateVendor['answer']>[0], file = {}) =>
    withFile(v, { fileExpiry: at(4), ...file }, { answer: v.answer(terms) })
  add('online', 'active', told({}))
  add('online-suspended', 'no suspended', told({ says: 'SUSPENDED' }))
  add('online-revoked', 'no revoked', told({ says: 'BANNED' }))
  add('online-with-a-digest-without-its-name', 'no revoked', told({ says: 'BANNED', digestName: '' }))
  add('online-with-a-digest-in-capitals', 'no revoked', told({ says: 'BANNED', digestName: 'SHA-256=' }))
  add('online-revoked-before-the-file', 'active', told({ says: 'BANNED', at: at(-11) }))
  add('online-suspended-at-the-moment-of-the-file', 'no suspended', told({ says: 'SUSPENDED', at: at(-10) }))
  add('online-seat-released', 'active', told({ says: 'NO_MACHINE' }))
  add('online-seat-released-at-the-moment-of-the-file', 'active', told({ says: 'NO_MACHINES', at: at(-10) }))
  // Else it would have to be refreshed: as one that was issued long ago.
  add(
    'online-seat-released-at-the-moment-of-a-fresh-file',
    'active',
    told({ says: 'NO_MACHINES', at: at(-1) }, { issued: at(-1), fileExpiry: at(12) }),
  )
  add('online-seat-of-another-fingerprint', 'active', told({ says: 'FINGERPRINT_SCOPE_MISMATCH' }))
  add('online-expired', 'no expired', told({ says: 'EXPIRED', attributes: { expiry: iso(at(-3)) } }))
  add('online-expired-without-a-date', 'no expired', told({ says: 'EXPIRED', at: at(-1) }))
  add(
    'online-expired-later-than-said',
    'no expired',
    told({ says: 'EXPIRED', at: at(-1), attributes: { expiry: iso(at(9)) } }),
  )
  add('online-expired-and-valid', 'active', told({ says: 'EXPIRED', meta: { valid: true } }))
  add('online-expired-before-the-file', 'active', told({ says: 'EXPIRED', at: at(-11) }))
  add(
    'online-expired-in-grace',
    'grace',
    told({ says: 'EXPIRED', attributes: { expiry: iso(at(-3)) } }, { metadata: grace(5) }),
  )
  add('online-just-refreshed', 'active', told({}, { issued: at(-2), fileExpiry: at(12) }))
  add(
    'online-not-refreshed-for-two-days',
    'active',
    told({ at: at(-3) }, { issued: at(-2) - 1, fileExpiry: at(12) }),
  )
  add(
    'online-short-file-half-its-time',
    'active',
    told({ at: at(-3) }, { issued: NOW - 11 * 3_600_000, fileExpiry: NOW + 9 * 3_600_000 }),
  )
  add(
    'online-overdue',
    'check_overdue',
    told({ at: at(-15) }, { issued: at(-15), fileExpiry: at(-1), metadata: grace(5) }),
  )
  add(
    'online-overdue-ended',
    'no check_overdue',
    told({ at: at(-15) }, { issued: at(-15), fileExpiry: at(-1) }),
  )
  add(
    'online-overdue-ended-after-grace',
    'no check_overdue',
    told({ at: at(-35) }, { issued: at(-35), fileExpiry: at(-21), metadata: grace(20) }),
  )
  add(
    'online-license-ends-before-the-check',
    'expiring',
    told({ at: at(-3) }, { issued: at(-3), fileExpiry: at(11), ...ends(7) }),
  )
  add('answer-by-a-key-for-answers', 'no revoked', told({ says: 'BANNED', signer: v.forAnswers }))
  add(
    'answer-with-its-host-without-a-port',
    'active',
    withFile(
      v,
      {},
      { answer: v.answer({ host: 'licensing.example', bent: { host: 'licensing.example:8080' } }) },
    ),
  )
  add(
    'answer-without-a-time-goes-by-its-date',
    'no revoked',
    told({ says: 'BANNED', meta: { ts: undefined } }),
  )
  add(
    'answer-dated-a-day-before-its-key',
    'active',
    withFile(
      v,
      { issued: Date.parse('2026-01-01T00:00:00Z') },
      {
        answer: v.answer({ at: Date.parse('2025-12-31T00:00:00Z') }),
      },
    ),
  )
  const missing = (name: string, answer: ReturnType<GateVendor['answer']> | string) =>
    add(`answer-${name}`, 'error license_damaged', withFile(v, { fileExpiry: at(4) }, { answer }))
  missing('that-is-no-json', '{')
  missing('of-a-stranger', v.answer({ signer: v.stranger }))
  missing('of-a-revoked-key', v.answer({ signer: v.revoked }))
  missing('after-the-end-of-its-key', v.answer({ signer: v.former, at: Date.parse('2027-01-01T00:00:01Z') }))
  missing('more-than-a-day-before-its-key', v.answer({ at: Date.parse('2025-12-30T23:59:59Z') }))
  missing('with-a-changed-body', v.answer({ says: 'BANNED', bent: { body: v.answer().body } }))
  missing('for-another-target', v.answer({ bent: { target: '/v1/licenses/actions/other' } }))
  missing('with-other-signed-headers', v.answer({ headers: '(request-target) date digest' }))
  missing('about-another-code', v.answer({ code: 'AAAAA' }))
  missing(
    'without-a-license',
    v.answer({ body: JSON.stringify({ data: null, meta: { code: 'NOT_FOUND' } }) }),
  )
  missing('whose-time-is-in-words', v.answer({ meta: { ts: 'yesterday' } }))
  missing('without-a-code', v.answer({ meta: { code: undefined } }))
  missing('with-a-lone-surrogate-in-its-code', v.answer({ code: '\ud800' }))
  add('answer-with-a-lone-surrogate-beside', 'no revoked', told({ says: 'BANNED', meta: { more: '\ud83d' } }))
  add(
    'answer-gone-of-an-online-license',
    'error license_damaged',
    withFile(
      v,
      { fileExpiry: at(4) },
      {
        activation: { id: ID, mode: 'online', activatedOn: null },
      },
    ),
  )
  add(
    'answer-and-mode-gone-of-a-short-file',
    'error license_damaged',
    withFile(v, { fileExpiry: at(6) }, { activation: null }),
  )
  add(
    'answer-and-mode-gone-of-a-long-file',
    'expiring',
    withFile(v, { issued: at(-1), fileExpiry: at(15) + 1 }, { activation: null }),
  )
  add('answer-and-mode-gone-of-an-endless-file', 'active', withFile(v, {}, { activation: null }))
  add(
    'answer-and-mode-gone-of-a-typed-key',
    'expiring',
    kept({ key: v.typed({ validDays: 12 }), code: v.code, activation: null }),
  )
  add(
    'answer-beside-an-offline-license-counts',
    'no revoked',
    withFile(
      v,
      {},
      {
        answer: v.answer({ says: 'BANNED' }),
        activation: { id: ID, mode: 'offline', activatedOn: null },
      },
    ),
  )
}

export function usage(add: Add, v: GateVendor): void {
  const limited = (overLimit: 'allow' | 'refuse' | number, more = {}) =>
    withFile(v, { metadata: { overLimit, ...more } })
  const today = dayOf(NOW)
  add('usage-within', 'active', { ...limited('refuse'), ...usageFile(used(16)) })
  add('usage-over-allowed', 'over_limit', { ...limited('allow'), ...usageFile(used(17)) })
  add('usage-over-by-default-allowed', 'over_limit', { ...withFile(v), ...usageFile(used(17)) })
  add('usage-over-refused', 'no over_limit', { ...limited('refuse'), ...usageFile(used(17)) })
  add('usage-of-another-product', 'active', {
    ...limited('refuse'),
    ...usageFile(used(99, { product: 'beta' })),
  })
  add('usage-over-days-first-day', 'over_limit', { ...limited(3), ...usageFile(used(17)) })
  add('usage-over-days-last-day', 'over_limit', {
    ...limited(3),
    ...usageFile(used(17, { overLimitDays: [today - 9, today - 1] })),
  })
  add('usage-over-days-today-counted', 'over_limit', {
    ...limited(3),
    ...usageFile(used(17, { overLimitDays: [today - 9, today - 1, today, today] })),
  })
  add('usage-over-days-used-up', 'no over_limit', {
    ...limited(3),
    ...usageFile(used(17, { overLimitDays: [today - 9, today - 2, today - 1] })),
  })
  add('usage-over-days-of-the-future-count', 'no over_limit', {
    ...limited(2),
    ...usageFile(used(17, { overLimitDays: [today + 3, today + 4] })),
  })
  add('usage-over-no-days', 'no over_limit', { ...limited(0), ...usageFile(used(17)) })
  add('usage-over-since', 'over_limit', { ...limited(5), ...usageFile(used(17, { overLimitSince: at(-4) })) })
  add('usage-over-since-used-up', 'no over_limit', {
    ...limited(5),
    ...usageFile(used(17, { overLimitSince: at(-5) })),
  })
  add('usage-over-since-and-days-before', 'no over_limit', {
    ...limited(5),
    ...usageFile(used(17, { overLimitSince: at(-3), overLimitDays: [today - 9, today - 8, today - 2] })),
  })
  add('usage-over-since-the-future', 'over_limit', {
    ...limited(1),
    ...usageFile(used(17, { overLimitSince: at(5) })),
  })
  add('usage-over-license-ends-first', 'over_limit', {
    ...withFile(v, { attributes: { expiry: iso(at(1)) }, metadata: { overLimit: 30 } }),
    ...usageFile(used(17)),
  })
  add('usage-over-in-grace', 'grace', {
    ...withFile(v, { attributes: { expiry: iso(at(-1)) }, metadata: { overLimit: 2, graceDays: 30 } }),
    ...usageFile(used(17)),
  })
  add('usage-over-no-limit', 'active', {
    ...limited('refuse', { products: [{ ...ALPHA, limit: null }] }),
    ...usageFile(used(1e6)),
  })
  add('usage-over-a-limit-of-none', 'no over_limit', {
    ...limited('refuse', { products: [{ ...ALPHA, limit: 0 }] }),
    ...usageFile(used(1)),
  })
  add('usage-twice-counts-the-larger', 'no over_limit', {
    ...limited('refuse'),
    ...usageFile(used(17), used(2, { reportedAt: NOW })),
  })
  add('usage-gone-with-its-history', 'error usage_damaged', {
    ...limited('refuse'),
    'usage-history/alpha.json': { text: '{"points":[]}' },
  })
  add('usage-gone-and-allowed', 'active', {
    ...limited('allow'),
    'usage-history/alpha.json': { text: '{"points":[]}' },
  })
  add('usage-gone-of-a-product-that-never-reported', 'active', {
    ...limited('refuse'),
    'usage-history/beta.json': { text: '{"points":[]}' },
  })
  add('usage-gone-and-expired-is-expired', 'no expired', {
    ...withFile(v, { attributes: { expiry: iso(at(-1)) }, metadata: { overLimit: 'refuse' } }),
    'usage-history/alpha.json': { text: '{}' },
  })
  add('usage-damaged', 'error usage_damaged', {
    ...limited('refuse'),
    'usage.json': { text: '{"usage":[{"prod' },
    'usage-history/alpha.json': { text: '{' },
  })
  add('usage-damaged-and-its-record-whole', 'no over_limit', {
    ...limited('refuse'),
    'usage.json': { text: `{"usage":[${JSON.stringify(used(17))},{"prod` },
  })
  add('usage-damaged-and-never-reported', 'active', { ...limited('refuse'), 'usage.json': { text: '[]' } })
  add('usage-incomplete', 'error usage_damaged', {
    ...limited(5),
    'usage.json': { text: '{"usage":[],"incomplete":true}' },
    'usage-history/alpha.json': { text: '{}' },
  })
  add('usage-is-a-folder', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage.json': { folder: true },
    'usage-history/alpha.json': { text: '{}' },
  })
  add('usage-is-a-link', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage.json': { link: 'other.json' },
    'other.json': { text: '{"usage":[]}' },
    'usage-history/alpha.json': { text: '{}' },
  })
  add('usage-and-its-history-are-folders', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage.json': { folder: true },
    'usage-history/alpha.json': { folder: true },
  })
  add('usage-as-a-fraction-is-no-record', 'error usage_damaged', {
    ...limited('refuse'),
    ...usageFile(used(1.5)),
    'usage-history/alpha.json': { text: '{}' },
  })
  const reports = (text: string) => ({ 'usage/alpha.json': { text } })
  add('report-within', 'active', { ...limited('refuse'), ...reports('{"usage":16}') })
  add('report-over', 'no over_limit', { ...limited('refuse'), ...reports('{"usage":17}') })
  add('report-goes-before-the-record', 'active', {
    ...limited('refuse'),
    ...usageFile(used(99)),
    ...reports(' {"usage": 1.6e1, "more": null}\n'),
  })
  add('report-keeps-the-days-of-the-record', 'no over_limit', {
    ...limited(2),
    ...usageFile(used(1, { overLimitDays: [today - 3, today - 2] })),
    ...reports('{"usage":17}'),
  })
  add('report-with-a-member-twice', 'no over_limit', {
    ...limited('refuse'),
    ...reports('{"usage":1,"usage":17}'),
  })
  add('report-damaged', 'error usage_damaged', {
    ...limited('refuse'),
    ...usageFile(used(1)),
    ...reports('{"usage":1'),
  })
  add('report-negative', 'error usage_damaged', { ...limited('refuse'), ...reports('{"usage":-1}') })
  add('report-minus-zero', 'active', { ...limited('refuse'), ...reports('{"usage":-0}') })
  add('report-of-the-largest-number', 'no over_limit', {
    ...limited('refuse'),
    ...reports('{"usage":9007199254740991}'),
  })
  add('report-beyond-the-largest-number', 'error usage_damaged', {
    ...limited('refuse'),
    ...reports('{"usage":9007199254740992}'),
  })
  add('report-too-long', 'error usage_damaged', {
    ...limited('refuse'),
    ...reports(`{"usage":1}${' '.repeat(4096)}`),
  })
  add('report-damaged-and-allowed', 'active', { ...limited('allow'), ...reports('') })
  add('report-is-a-link', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage/alpha.json': { link: 'beta.json' },
    'usage/beta.json': { text: '{"usage":1}' },
  })
  add('report-that-others-may-write', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage/alpha.json': { text: '{"usage":1}', mode: 0o666 },
  })
  // Of a file the rights to run it say nothing, nor what its group may.
  add('report-that-all-may-run', 'active', {
    ...limited('refuse'),
    'usage/alpha.json': { text: '{"usage":1}', mode: 0o755 },
  })
  add('report-that-its-group-may-write', 'active', {
    ...limited('refuse'),
    usage: { folder: true, mode: 0o775 },
    'usage/alpha.json': { text: '{"usage":1}', mode: 0o664 },
  })
  add('report-that-nobody-may-read', 'error usage_not_readable', {
    ...limited('refuse'),
    'usage/alpha.json': { text: '{"usage":1}', mode: 0 },
  })
  add('reports-that-may-be-listed-alone', 'error usage_not_readable', {
    ...limited('refuse'),
    ...usageFile(used(1)),
    usage: { folder: true, mode: 0o444 },
    ...reports('{"usage":1}'),
  })
  add('reports-that-may-be-entered-alone', 'error usage_not_readable', {
    ...limited('refuse'),
    ...usageFile(used(1)),
    usage: { folder: true, mode: 0o311 },
    ...reports('{"usage":1}'),
  })
  add('reports-that-nobody-may-enter-and-allowed', 'active', {
    ...limited('allow'),
    usage: { folder: true, mode: 0 },
    ...reports('{"usage":17}'),
  })
  add('reports-in-a-folder-that-others-may-write', 'error usage_not_readable', {
    ...limited('refuse'),
    usage: { folder: true, mode: 0o777 },
    ...reports('{"usage":1}'),
  })
  add('reports-are-a-file', 'error usage_not_readable', {
    ...limited('refuse'),
    ...usageFile(used(1)),
    usage: { text: '' },
  })
  add('report-under-another-name-is-none', 'active', {
    ...limited('refuse'),
    'usage/alpha.json.tmp': { text: '{' },
    'usage/.alpha.json': { text: '{' },
  })
}

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
