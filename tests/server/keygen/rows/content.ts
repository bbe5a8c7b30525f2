// Types of content, and environments.
import { activation } from '../../support/client.ts'
import { ok, refused, row, type Area } from '../row.ts'

const JSON_API = { headers: { 'Content-Type': 'application/vnd.api+json; charset=utf-8' } }
const PLAIN_JSON = { headers: { 'Content-Type': 'application/json; charset=utf-8' } }
const accepting = (accept: string) => ({ headers: { accept } })
const VALIDATE = 'POST /licenses/actions/validate-key'

export const content: Area = {
  area: 'Types of content, and environments',
  rows: [
    row(
      'licenses/actions/validations:13903',
      'an environment, at a server without them',
      'POST /licenses/actions/validate-key',
      { as: 'nobody', headers: { 'Keygen-Environment': 'sandbox' }, body: { meta: { key: '$key' } } },
      refused(400, 'ENVIRONMENT_NOT_SUPPORTED', 'Keygen-Environment'),
    ),
    row(
      'app/controllers/concerns/current_environment_scope.rb',
      'one in the address',
      'GET /machines?environment=sandbox',
      {},
      refused(400, 'ENVIRONMENT_NOT_SUPPORTED', 'environment'),
    ),
    row(
      'app/controllers/api/v1/health_controller.rb',
      'one that only pings',
      'GET /ping',
      { as: 'nobody', headers: { 'Keygen-Environment': 'sandbox' } },
      ok(),
    ),
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
      'lib/keygen/middleware.rb',
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
      'lib/keygen/middleware.rb',
      'a null byte in a text',
      'POST /machines',
      { body: activation('$license', 'one\0two') },
      refused(400, 'ENCODING_INVALID'),
    ),
    row(
      'lib/keygen/middleware.rb',
      'a null byte in a parameter',
      'GET /machines?fingerprint=%00',
      {},
      refused(400, 'ENCODING_INVALID'),
    ),
    row(
      'app/controllers/application_controller.rb',
      'a null byte in an id',
      'GET /machines/one%00',
      { given: ['activated'] },
      refused(400, 'ENCODING_INVALID'),
    ),
    row(
      'lib/keygen/middleware.rb',
      'a parameter that is no UTF-8',
      'GET /machines?fingerprint=%FF',
      {},
      refused(400, 'PARAMETERS_INVALID'),
    ),
    row(
      'lib/keygen/middleware.rb',
      'a parameter with an escape that is none',
      'GET /machines?fingerprint=100%',
      {},
      refused(400, 'PARAMETERS_INVALID'),
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
