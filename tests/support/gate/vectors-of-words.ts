// Vectors of what the activation server said last.
import { answerSigningText, formatSignatureHeader } from '#shared/formats/response-signature.ts'
import { iso, LAST_INSTANT } from '#shared/instant.ts'
import { at, ID, kept, NOW, type GateVendor } from './gate-vendor.ts'
import { signatureOfNobody } from './signature-of-nobody.ts'
import { ends, grace, withFile, type Add } from './vectors.ts'

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
  // To be refreshed by the last moment that a file may say, and its days of grace lead beyond that.
  add(
    'online-until-beyond-9999',
    'active',
    told({ at: at(-1) }, { issued: at(-5), fileExpiry: LAST_INSTANT, metadata: grace(3650) }),
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
  const plain = v.answer()
  const ofNobody = signatureOfNobody(v.key.privateKey, Buffer.from(answerSigningText(plain))).toString(
    'base64',
  )
  add(
    'answer-signed-with-a-point-of-small-order',
    'error license_damaged',
    withFile(
      v,
      {},
      { answer: v.answer({ bent: { signature: formatSignatureHeader('account-1', ofNobody) } }) },
    ),
  )
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
