// Versions.
import { activation } from '../../support/client.ts'
import { differs, missing, ok, refused, row, type Area } from '../row.ts'

const inVersion = (version: string) => ({ headers: { 'keygen-version': version } })
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
    row(
      'app/migrations/change_alive_status_to_not_started_for_machine_migration.rb',
      '1.2 shows no heartbeat of a machine that was just made',
      'POST /machines',
      {
        policy: ['requireHeartbeat=true', 'heartbeatBasis=FROM_CREATION'],
        ...inVersion('1.2'),
        body: activation('$license', 'one'),
      },
      {
        status: 201,
        has: { data: { attributes: { heartbeatStatus: 'NOT_STARTED', lastHeartbeat: null } } },
      },
    ),
    row(
      'app/migrations/change_alive_status_to_not_started_for_machine_migration.rb',
      'and shows it when it is asked for',
      'GET /machines/one',
      {
        policy: ['requireHeartbeat=true', 'heartbeatBasis=FROM_CREATION'],
        given: ['activated'],
        ...inVersion('1.2'),
      },
      ok({ data: { attributes: { heartbeatStatus: 'ALIVE' } } }),
    ),
    row(
      'app/migrations/rename_process_leasing_strategy_to_leasing_strategy_for_policy_migration.rb',
      '1.7 and 1.8 say what is counted: processes',
      'GET /licenses/$license/policy',
      inVersion('1.8'),
      ok({
        data: {
          attributes: { processLeasingStrategy: 'PER_MACHINE', machineLeasingStrategy: 'PER_LICENSE' },
        },
      }),
    ),
    row(
      'config/initializers/request_migrations.rb',
      'a validation in 1.8 is as in 1.7',
      'GET /licenses/$license/actions/validate',
      { given: ['activated'], ...inVersion('1.8') },
      {
        ...ok({ meta: { valid: true, code: 'VALID' } }),
        code: 'VALID',
        headers: { 'Keygen-Version': '1.8' },
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
    missing(
      'tokens/generate:2256-2728',
      'all that 1.8 says otherwise than 1.7: why an email and a password make no token',
      'there are no users here; what a License Code may ask is the same in both',
    ),
    missing(
      'licenses/create, licenses/update',
      'USER_NOT_FOUND, as 1.5 has it for OWNER_NOT_FOUND of a license',
      'a License Code makes and changes no license',
    ),
    missing('releases/**/v1x0', 'releases and artifacts as 1.0 has them', 'releases are not kept here'),
  ],
}
