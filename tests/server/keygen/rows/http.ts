// What holds of every question: versions, types of content, signatures, and what names the answer.
import { absent, differs, missing, ok, refused, row, type Area } from '../row.ts'

const JSON_API = { headers: { 'Content-Type': 'application/vnd.api+json; charset=utf-8' } }
const PLAIN_JSON = { headers: { 'Content-Type': 'application/json; charset=utf-8' } }
const accepting = (accept: string) => ({ headers: { accept } })
const inVersion = (version: string) => ({ headers: { 'keygen-version': version } })
const signedBy = (wanted: string) => ({ headers: { 'keygen-accept-signature': wanted } })
const KEY = { meta: { key: '$key' } }
const VALIDATE = 'POST /licenses/actions/validate-key'

export const versions: Area = {
  area: 'Versions',
  rows: [
    row(
      'licenses/actions/validations:8806',
      '1.2 has the code of a validation',
      VALIDATE,
      {
        given: ['activated'],
        as: 'nobody',
        body: KEY,
        ...inVersion('1.2'),
      },
      {
        ...ok({ meta: { valid: true, code: 'VALID' } }),
        code: 'VALID',
        headers: { 'Keygen-Version': '1.2' },
      },
    ),
    row(
      'licenses/actions/validations:8828',
      '1.1 has a constant instead',
      VALIDATE,
      {
        given: ['activated'],
        as: 'nobody',
        body: KEY,
        ...inVersion('1.1'),
      },
      {
        ...ok({ meta: { valid: true, constant: 'VALID' } }),
        code: 'VALID',
        headers: { 'Keygen-Version': '1.1' },
      },
    ),
    row(
      'licenses/actions/validations:8850',
      '1.0 has a constant instead',
      VALIDATE,
      {
        given: ['activated'],
        as: 'nobody',
        body: KEY,
        ...inVersion('1.0'),
      },
      {
        ...ok({ meta: { valid: true, constant: 'VALID' } }),
        code: 'VALID',
        headers: { 'Keygen-Version': '1.0' },
      },
    ),
    row(
      'licenses/actions/validations:2412',
      '1.2 by the id of the license',
      'POST /licenses/$license/actions/validate',
      {
        given: ['activated'],
        ...inVersion('1.2'),
      },
      { ...ok({ meta: { code: 'VALID' } }), code: 'VALID' },
    ),
    row(
      'licenses/actions/validations:2446',
      '1.0 by the id of the license',
      'POST /licenses/$license/actions/validate',
      {
        given: ['activated'],
        ...inVersion('1.0'),
      },
      { ...ok({ meta: { constant: 'VALID' } }), code: 'VALID' },
    ),
    row(
      'licenses/actions/validations:78',
      '1.0 of the quick validation',
      'GET /licenses/$license/actions/validate',
      {
        given: ['activated'],
        ...inVersion('1.0'),
      },
      { ...ok({ meta: { constant: 'VALID' } }), code: 'VALID' },
    ),
    row('profiles/me:82', '1.6 has the owner of a license', 'GET /me', inVersion('1.6'), {
      ...ok({ data: { type: 'licenses', relationships: { owner: { data: null } } } }),
      headers: { 'Keygen-Version': '1.6' },
    }),
    row('profiles/me:110', '1.4 has a user instead', 'GET /me', inVersion('1.4'), {
      ...ok({ data: { type: 'licenses', relationships: { user: { data: null } } } }),
      headers: { 'Keygen-Version': '1.4' },
    }),
    row(
      'licenses/show:267',
      '1.5 has a user instead',
      'GET /licenses/$license',
      inVersion('1.5'),
      ok({ data: { relationships: { user: { data: null } } } }),
    ),
    row(
      'machines/show:206',
      'a machine has one as well',
      'GET /machines/one',
      {
        given: ['activated'],
        ...inVersion('1.5'),
      },
      ok({ data: { relationships: { user: { data: null } } } }),
    ),
    row(
      'policies/show:322',
      '1.3 says fingerprint where a newer one says machine',
      'GET /licenses/$license/policy',
      inVersion('1.3'),
      ok({
        data: {
          attributes: {
            fingerprintUniquenessStrategy: 'UNIQUE_PER_LICENSE',
            fingerprintMatchingStrategy: 'MATCH_ANY',
            leasingStrategy: 'PER_MACHINE',
          },
        },
      }),
    ),
    row(
      'app/migrations/add_concurrent_attribute_to_policy_migration.rb',
      '1.1 says whether machines beyond the limit are let in',
      'GET /licenses/$license/policy',
      inVersion('1.1'),
      ok({ data: { attributes: { concurrent: false } } }),
    ),
    row(
      'app/migrations/rename_keygen_id_headers_for_responses_migration.rb',
      '1.3 names account and license in other headers',
      'GET /me',
      inVersion('1.3'),
      {
        ...ok(),
        headers: { 'Keygen-Account-Id': '$account', 'Keygen-Bearer-Id': '$license' },
      },
    ),
    row(
      'app/controllers/concerns/default_headers.rb',
      'newer ones name them plainly',
      'GET /profile',
      {},
      {
        ...ok(),
        headers: { 'Keygen-Account': '$account', 'Keygen-Bearer': '$license' },
      },
    ),
    row(
      'config/initializers/request_migrations.rb',
      'a v in front of it is no part of it',
      'GET /licenses/$license',
      inVersion('v1.7'),
      {
        ...ok(),
        headers: { 'Keygen-Version': '1.7' },
      },
    ),
    row('config/initializers/request_migrations.rb', '1.8 is known', 'GET /me', inVersion('1.8'), {
      ...ok(),
      headers: { 'Keygen-Version': '1.8' },
    }),
    differs(
      row(
        'app/controllers/application_controller.rb',
        'a version that there is not',
        'GET /me',
        inVersion('2.0'),
        refused(400, 'INVALID_API_VERSION'),
      ),
      refused(400, 'INVALID_API_VERSION', 'Keygen-Version'),
      'the header is named as well',
    ),
    differs(
      row(
        'app/controllers/application_controller.rb',
        'what is no version',
        VALIDATE,
        {
          as: 'nobody',
          body: KEY,
          ...inVersion('latest'),
        },
        refused(400, 'INVALID_API_VERSION'),
      ),
      refused(400, 'INVALID_API_VERSION', 'Keygen-Version'),
      'the header is named as well',
    ),
  ],
  missing: [
    missing('releases/**/v1x0', 'releases and artifacts as 1.0 has them', 'releases are not kept here'),
  ],
}

export const content: Area = {
  area: 'Types of content',
  rows: [
    row(
      'licenses/show:74',
      'plain JSON is given where it is asked for',
      'GET /licenses/$license',
      accepting('application/json'),
      { ...ok(), ...PLAIN_JSON },
    ),
    row(
      'licenses/show:92',
      'before anything',
      'GET /licenses/$license',
      accepting('application/json, text/plain, */*'),
      { ...ok(), ...PLAIN_JSON },
    ),
    row(
      'licenses/show:111',
      'after anything',
      'GET /licenses/$license',
      accepting('*/*, application/json, text/plain'),
      { ...ok(), ...PLAIN_JSON },
    ),
    row('licenses/show:129', 'anything is JSON:API', 'GET /licenses/$license', accepting('*/*'), {
      ...ok(),
      ...JSON_API,
    }),
    row(
      'licenses/show:147',
      'JSON:API where it comes first',
      'GET /licenses/$license',
      accepting('text/plain, application/vnd.api+json, application/json'),
      { ...ok(), ...JSON_API },
    ),
    row(
      'licenses/show:165',
      'plain JSON among others',
      'GET /licenses/$license',
      accepting('text/plain, application/json, application/html'),
      { ...ok(), ...PLAIN_JSON },
    ),
    row(
      'licenses/show:183',
      'no JSON at all is refused',
      'GET /licenses/$license',
      accepting('text/plain, text/html'),
      refused(400, 'MIME_TYPE_INVALID'),
    ),
    row(
      'licenses/actions/validations:13133',
      'a type that is none is refused',
      VALIDATE,
      {
        as: 'nobody',
        headers: { 'content-type': 'vnd.api+xml' },
        body: '<meta/>',
      },
      refused(400, 'MIME_TYPE_INVALID'),
    ),
    row(
      'machines/actions/checkouts:1633',
      'of a check-out as well',
      'POST /machines/one/actions/check-out',
      {
        given: ['activated'],
        headers: { 'content-type': 'vnd.api+xml' },
        body: '<meta/>',
      },
      refused(400, 'MIME_TYPE_INVALID'),
    ),
    row(
      'lib/keygen/middleware.rb',
      'plain text is read as JSON',
      'POST /licenses/$license/actions/check-out',
      {
        headers: { 'content-type': 'text/plain' },
        body: { meta: { ttl: 3600 } },
      },
      ok({ data: { attributes: { ttl: 3600 } } }),
    ),
    row(
      'lib/keygen/middleware.rb',
      'and so is what a form sends',
      'POST /licenses/$license/actions/check-out',
      {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: { meta: { ttl: 3600 } },
      },
      ok({ data: { attributes: { ttl: 3600 } } }),
    ),
    row(
      'lib/keygen/middleware.rb',
      'what is not JSON',
      VALIDATE,
      { as: 'nobody', body: '{"meta":' },
      refused(400, 'JSON_INVALID'),
    ),
    row(
      'lib/keygen/middleware.rb',
      'what is not JSON, of a machine',
      'POST /machines',
      { body: 'fingerprint=one' },
      refused(400, 'JSON_INVALID'),
    ),
    row(
      'lib/typed_params:28',
      'another type of value',
      VALIDATE,
      { as: 'nobody', body: { meta: { key: 1 } } },
      refused(400, undefined, '/meta/key'),
    ),
    row(
      'lib/typed_params:55',
      'a text instead of an object',
      'POST /machines',
      {
        body: {
          data: {
            type: 'machines',
            attributes: '{}',
            relationships: { license: { data: { type: 'licenses', id: '$license' } } },
          },
        },
      },
      refused(400, undefined, '/data/attributes'),
    ),
    row(
      'lib/typed_params:107',
      'a member that there is not',
      VALIDATE,
      {
        as: 'nobody',
        body: { meta: { key: '$key', colour: 'red' } },
      },
      refused(400, undefined, '/meta/colour'),
    ),
  ],
}

export const signatures: Area = {
  area: 'Signatures',
  rows: [
    row(
      'app/controllers/concerns/signature_headers.rb',
      'Ed25519 by name',
      'GET /me',
      signedBy('algorithm="ed25519"'),
      ok(),
    ),
    row(
      'app/controllers/concerns/signature_headers.rb',
      'by the key of the account',
      'GET /me',
      signedBy('keyid="$account", algorithm="ed25519"'),
      ok(),
    ),
    row(
      'app/controllers/concerns/signature_headers.rb',
      'by another key',
      'GET /me',
      signedBy('keyid="$nobody", algorithm="ed25519"'),
      refused(400),
    ),
    row(
      'app/controllers/concerns/signature_headers.rb',
      'an algorithm that there is not',
      'GET /me',
      signedBy('algorithm="hmac"'),
      refused(400),
    ),
    row(
      'app/controllers/concerns/signature_headers.rb',
      'what is no wish',
      'GET /me',
      signedBy('ed25519'),
      refused(400),
    ),
    differs(
      row(
        'app/controllers/concerns/signature_headers.rb',
        'RSA-PSS',
        'GET /me',
        signedBy('algorithm="rsa-pss-sha256"'),
        ok(),
      ),
      refused(400),
      'Ed25519 is the one signature here, and every answer has it',
    ),
    differs(
      row(
        'app/controllers/concerns/signature_headers.rb',
        'RSA',
        'GET /me',
        signedBy('algorithm="rsa-sha256"'),
        ok(),
      ),
      refused(400),
      'Ed25519 is the one signature here, and every answer has it',
    ),
    differs(
      row(
        'app/controllers/concerns/signature_headers.rb',
        'ECDSA',
        'GET /me',
        signedBy('algorithm="ecdsa-p256"'),
        ok(),
      ),
      refused(400),
      'Ed25519 is the one signature here, and every answer has it',
    ),
    row(
      'config/initializers/rack_cors.rb',
      'any page may read an answer',
      'GET /me',
      { headers: { origin: 'https://portal.vendor.example' } },
      {
        ...ok(),
        headers: { 'Access-Control-Allow-Origin': '*' },
      },
    ),
    differs(
      row(
        'config/initializers/rack_cors.rb',
        'and may ask',
        'OPTIONS /machines',
        {
          as: 'nobody',
          headers: { origin: 'https://portal.vendor.example', 'access-control-request-method': 'PATCH' },
        },
        { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
      ),
      { status: 204, headers: { 'Access-Control-Allow-Origin': '*' } },
      'nothing is in the answer, and its status says so',
    ),
  ],
}

export const reachable: Area = {
  area: 'What is there',
  rows: [
    row(
      'app/controllers/api/v1/health_controller.rb',
      'the server says that it is there',
      'GET /ping',
      { as: 'nobody' },
      ok(),
    ),
    row('config/routes.rb', 'by the account as well', 'GET /accounts/$account/ping', { as: 'nobody' }, ok()),
    absent(
      row(
        'app/controllers/api/v1/health_controller.rb',
        'health',
        'GET /health',
        { as: 'nobody' },
        { status: 204 },
      ),
      'GET /ping says it',
    ),
    row('config/routes.rb', 'an address that there is not', 'GET /nowhere', {}, refused(404, 'NOT_FOUND')),
    row(
      'app/controllers/concerns/current_account_scope.rb',
      'an account that there is not',
      'GET /accounts/$nobody/me',
      {},
      { ...refused(404, 'NOT_FOUND') },
    ),
    row(
      'machines/show:250',
      'a machine whose fingerprint ends with a newline',
      'GET /machines/one%0A',
      { given: ['activated'] },
      refused(404, 'NOT_FOUND'),
    ),
  ],
}
