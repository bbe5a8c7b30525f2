// Checking licenses and machines out. What is in the files, the tests of routes/check-out.test.ts open and look at.
import { differs, missing, ok, refused, row, type Area, type Question } from '../row.ts'

const MACHINE = 'POST /machines/$machine/actions/check-out'
const LICENSE = 'POST /licenses/$license/actions/check-out'
const ONE = { given: ['activated'] } as const
const meta = (options: object): Question => ({ ...ONE, body: { meta: options } })
const file = (attributes: object, type = 'machine-files') => ok({ data: { type, attributes } })
const licenseFile = (attributes: object) => file(attributes, 'license-files')
const PLAIN = { algorithm: 'base64+ed25519' }
const SECRET = { algorithm: 'aes-256-gcm+ed25519' }
const MONTH = 2_629_746
const BOUND = 31 * 24 * 60 * 60
const m = 'machines/actions/checkouts'
const l = 'licenses/actions/checkouts'
const OURS = 'files are signed by Ed25519 alone: it is what an app of this vendor trusts'
const CAP =
  'what a License Code may check out is bounded by its license, 31 days unless the vendor says otherwise'
const GIVEN = 'every license has the permission here: a check-out can include it'
const octets = (address: string, question: Question = ONE) =>
  [
    `GET ${address}`,
    question,
    { status: 200, headers: { 'Content-Type': 'application/octet-stream' } },
  ] as const

export const checkOut: Area = {
  area: 'Check-out of machines',
  rows: [
    row(`${m}:1914`, 'its own machine', MACHINE, ONE, file({ ...PLAIN, ttl: MONTH, includes: [] })),
    row(`${m}:1599`, 'by its fingerprint', 'POST /machines/one/actions/check-out', ONE, file(PLAIN)),
    row(`${m}:1928`, 'the bare file', ...octets('/machines/$machine/actions/check-out')),
    row(`${m}:1616`, 'the bare file by the fingerprint', ...octets('/machines/one/actions/check-out')),
    row(`${m}:172`, 'the bare file, encrypted', ...octets('/machines/one/actions/check-out?encrypt=true')),
    row(
      `${m}:1136`,
      'the bare file with the product',
      ...octets('/machines/one/actions/check-out?include=license.product'),
    ),
    row(`${m}:1243`, 'with its components', ...octets('/machines/one/actions/check-out?include=components')),
    row(`${m}:1294`, 'with its group', ...octets('/machines/one/actions/check-out?include=group')),
    row(`${m}:787`, 'with the license', ...octets('/machines/one/actions/check-out?include=license')),
    row(`${m}:596`, 'for a week', ...octets('/machines/one/actions/check-out?ttl=604800')),
    row(
      `${m}:2172`,
      'another’s',
      'POST /machines/$theirs/actions/check-out',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      `${m}:2185`,
      'another’s bare file',
      'GET /machines/$theirs/actions/check-out',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(`${m}:29`, 'by nobody', MACHINE, { ...ONE, as: 'nobody' }, refused(401, 'TOKEN_MISSING')),
    row(
      `${m}:39`,
      'the bare file by nobody',
      'GET /machines/one/actions/check-out',
      { ...ONE, as: 'nobody' },
      refused(401, 'TOKEN_MISSING'),
    ),
    row(`${m}:140`, 'encrypted', MACHINE, meta({ encrypt: true }), file(SECRET)),
    row(`${m}:201`, 'encrypt is null', MACHINE, meta({ encrypt: null }), file(PLAIN)),
    row(`${m}:233`, 'encrypt is empty in the query', ...octets('/machines/one/actions/check-out?encrypt=')),
    row(
      `${m}:547`,
      'the algorithm is empty in the query',
      ...octets('/machines/one/actions/check-out?algorithm='),
    ),
    row(
      `${m}:470`,
      'an encoding that there is not',
      MACHINE,
      meta({ algorithm: 'foo+ed25519' }),
      refused(400, 'CHECKOUT_ALGORITHM_INVALID', 'algorithm'),
    ),
    row(
      `${m}:496`,
      'a signature that there is not',
      MACHINE,
      meta({ algorithm: 'aes-256-gcm+foo' }),
      refused(400, 'CHECKOUT_ALGORITHM_INVALID', 'algorithm'),
    ),
    row(
      'app/services/abstract_checkout_service.rb',
      'by the whole name of the algorithm',
      MACHINE,
      meta({ algorithm: 'aes-256-gcm+ed25519' }),
      file(SECRET),
    ),
    row(
      'app/services/abstract_checkout_service.rb',
      'the algorithm goes before encrypt',
      MACHINE,
      meta({ algorithm: 'base64+ed25519', encrypt: true }),
      file(PLAIN),
    ),
    differs(
      row(
        `${m}:414`,
        'ECDSA',
        MACHINE,
        meta({ algorithm: 'aes-256-gcm+ecdsa-p256' }),
        file({ algorithm: 'aes-256-gcm+ecdsa-p256' }),
      ),
      refused(400, 'CHECKOUT_ALGORITHM_INVALID', 'algorithm'),
      OURS,
    ),
    differs(
      row(
        `${m}:441`,
        'RSA-PSS',
        'GET /machines/one/actions/check-out?algorithm=aes-256-gcm%2Brsa-pss-sha256',
        ONE,
        { status: 200 },
      ),
      refused(400, 'CHECKOUT_ALGORITHM_INVALID', 'algorithm'),
      OURS,
    ),
    differs(
      row(
        'app/services/abstract_checkout_service.rb',
        'RSA',
        MACHINE,
        meta({ algorithm: 'base64+rsa-sha256' }),
        file({ algorithm: 'base64+rsa-sha256' }),
      ),
      refused(400, 'CHECKOUT_ALGORITHM_INVALID', 'algorithm'),
      OURS,
    ),
    row(
      'app/controllers/api/v1/machines/actions/checkouts_controller.rb',
      'the time as text',
      MACHINE,
      meta({ ttl: '604800' }),
      file({ ttl: 604_800 }),
    ),
    differs(
      row(`${m}:620`, 'without an end', MACHINE, meta({ ttl: null }), file({ ttl: null, expiry: null })),
      file({ ttl: MONTH }),
      CAP,
    ),
    row(
      `${m}:665`,
      'for less than an hour',
      MACHINE,
      meta({ ttl: 60 }),
      refused(400, 'CHECKOUT_TTL_INVALID', 'ttl'),
    ),
    row(
      `${m}:691`,
      'for less than an hour, in the query',
      'GET /machines/one/actions/check-out?ttl=60',
      ONE,
      refused(400, 'CHECKOUT_TTL_INVALID', 'ttl'),
    ),
    differs(
      row(`${m}:714`, 'for six years', MACHINE, meta({ ttl: 189_341_712 }), file({ ttl: 189_341_712 })),
      file({ ttl: BOUND }),
      CAP,
    ),
    row(
      'app/controllers/api/v1/machines/actions/checkouts_controller.rb',
      'what is no time',
      MACHINE,
      meta({ ttl: 'soon' }),
      refused(400, undefined, '/meta/ttl'),
    ),
    row(
      `${m}:2087`,
      'with its policy and its features',
      `${MACHINE}?include=license.policy,license.entitlements`,
      ONE,
      file({ includes: ['license.policy', 'license.entitlements'] }),
    ),
    row(`${m}:2155`, 'with its owner', 'GET /machines/one/actions/check-out?include=owner', ONE, {
      status: 200,
    }),
    row(
      `${m}:899`,
      'the user of a license is its owner',
      MACHINE,
      meta({ include: ['license.user'] }),
      file({ includes: ['license.owner'] }),
    ),
    row(
      `${m}:1507`,
      'with what there is not',
      MACHINE,
      meta({ include: ['license.secrets'] }),
      refused(400, 'CHECKOUT_INCLUDE_INVALID', 'include'),
    ),
    row(
      `${m}:1537`,
      'with what there is not, in the query',
      'GET /machines/one/actions/check-out?include=secrets',
      ONE,
      refused(400, 'CHECKOUT_INCLUDE_INVALID', 'include'),
    ),
    row(`${m}:1564`, 'with nothing', MACHINE, meta({ include: [] }), file({ includes: [] })),
    row(`${m}:1583`, 'with nothing, in the query', ...octets('/machines/one/actions/check-out?include=')),
    row(
      'app/controllers/api/v1/machines/actions/checkouts_controller.rb',
      'what the body says goes before the query',
      `${MACHINE}?ttl=7200&encrypt=true`,
      meta({ ttl: 3600 }),
      file({ ttl: 3600, ...SECRET }),
    ),
    row(
      'app/controllers/api/v1/machines/actions/checkouts_controller.rb',
      'an option that there is not',
      MACHINE,
      meta({ colour: 'red' }),
      refused(400, undefined, '/meta/colour'),
    ),
    differs(
      row(
        `${m}:2022`,
        'with the product, unless the vendor lets it',
        `${MACHINE}?include=license.product`,
        ONE,
        refused(403),
      ),
      file({ includes: ['license.product'] }),
      GIVEN,
    ),
    row(
      'machines/create:7404',
      'of an expired license',
      'POST /machines/one/actions/check-out',
      { given: ['activated', 'expired'] },
      refused(403, 'LICENSE_EXPIRED'),
    ),
  ],
  missing: [
    missing(`${m}:809, 868, 932`, 'with an owner and users', 'there are no users here'),
    missing(`${m}:300-395`, 'schemes of licenses that sign by RSA or ECDSA', OURS),
    missing(`${m}:1355-1451, 1670-1831`, 'environments', 'a vendor has one here'),
    missing(`${m}:1942-2054`, 'permissions of one license', 'every license here has the same'),
  ],
}

export const licenseCheckOut: Area = {
  area: 'Check-out of licenses',
  rows: [
    row(`${l}:1861`, 'its own', LICENSE, {}, licenseFile({ ...PLAIN, ttl: MONTH, includes: [] })),
    row(
      'app/controllers/api/v1/licenses/actions/checkouts_controller.rb',
      'by its key',
      'POST /licenses/$key/actions/check-out',
      {},
      licenseFile(PLAIN),
    ),
    row(`${l}:1874`, 'the bare file', ...octets('/licenses/$license/actions/check-out', {})),
    row(
      `${l}:1887`,
      'another',
      'POST /licenses/$other/actions/check-out',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      `${l}:2081`,
      'the bare file of another',
      'GET /licenses/$other/actions/check-out',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(`${l}:29`, 'by nobody', LICENSE, { as: 'nobody' }, refused(401, 'TOKEN_MISSING')),
    row(`${l}:140`, 'encrypted', LICENSE, meta({ encrypt: true }), licenseFile(SECRET)),
    row(`${l}:201`, 'encrypt is null', LICENSE, meta({ encrypt: null }), licenseFile(PLAIN)),
    row(`${l}:513`, 'the algorithm is null', LICENSE, meta({ algorithm: null }), licenseFile(PLAIN)),
    row(
      `${l}:461`,
      'an encoding that there is not',
      LICENSE,
      meta({ algorithm: 'foo+ed25519' }),
      refused(400, 'CHECKOUT_ALGORITHM_INVALID', 'algorithm'),
    ),
    row(
      `${l}:487`,
      'a signature that there is not',
      LICENSE,
      meta({ algorithm: 'base64+foo' }),
      refused(400, 'CHECKOUT_ALGORITHM_INVALID', 'algorithm'),
    ),
    differs(
      row(
        `${l}:406`,
        'ECDSA',
        LICENSE,
        meta({ algorithm: 'aes-256-gcm+ecdsa-p256' }),
        licenseFile({ algorithm: 'aes-256-gcm+ecdsa-p256' }),
      ),
      refused(400, 'CHECKOUT_ALGORITHM_INVALID', 'algorithm'),
      OURS,
    ),
    row(`${l}:560`, 'for a week', LICENSE, meta({ ttl: 604_800 }), licenseFile({ ttl: 604_800 })),
    differs(
      row(
        `${l}:611`,
        'without an end',
        LICENSE,
        meta({ ttl: null }),
        licenseFile({ ttl: null, expiry: null }),
      ),
      licenseFile({ ttl: MONTH }),
      CAP,
    ),
    row(
      `${l}:656`,
      'for less than an hour',
      LICENSE,
      meta({ ttl: 60 }),
      refused(400, 'CHECKOUT_TTL_INVALID', 'ttl'),
    ),
    differs(
      row(
        `${l}:705`,
        'for six years',
        LICENSE,
        meta({ ttl: 189_341_712 }),
        licenseFile({ ttl: 189_341_712 }),
      ),
      licenseFile({ ttl: BOUND }),
      CAP,
    ),
    row(
      `${l}:1198`,
      'with its features',
      LICENSE,
      meta({ include: ['entitlements'] }),
      licenseFile({ includes: ['entitlements'] }),
    ),
    row(
      `${l}:2017`,
      'with its product',
      LICENSE,
      meta({ include: ['product'] }),
      licenseFile({ includes: ['product'] }),
    ),
    row(
      `${l}:1251`,
      'with its group',
      LICENSE,
      meta({ include: ['group'] }),
      licenseFile({ includes: ['group'] }),
    ),
    row(
      `${l}:785`,
      'the user is its owner',
      LICENSE,
      meta({ include: ['user'] }),
      licenseFile({ includes: ['owner'] }),
    ),
    row(
      'app/services/license_checkout_service.rb',
      'with what there is not',
      LICENSE,
      meta({ include: ['license'] }),
      refused(400, 'CHECKOUT_INCLUDE_INVALID', 'include'),
    ),
    differs(
      row(
        `${l}:1929`,
        'with its product, unless the vendor lets it',
        `${LICENSE}?include=product`,
        {},
        refused(403),
      ),
      licenseFile({ includes: ['product'] }),
      GIVEN,
    ),
    differs(
      row(
        `${l}:1974`,
        'with its policy, unless the vendor lets it',
        `${LICENSE}?include=policy`,
        {},
        refused(403),
      ),
      licenseFile({ includes: ['policy'] }),
      GIVEN,
    ),
  ],
  missing: [
    missing(`${l}:756, 835`, 'with an owner and users', 'there are no users here'),
    missing(`${l}:298-388`, 'schemes of licenses that sign by RSA or ECDSA', OURS),
  ],
}
