// The license.
import { differs, missing, ok, refused, row, type Area } from '../row.ts'

const NO_USERS = 'every license has the permission user.read here, and no users'

export const license: Area = {
  area: 'The license',
  rows: [
    row(
      'licenses/show:795',
      'its own',
      'GET /licenses/$license',
      {},
      ok({ data: { id: '$license', type: 'licenses', attributes: { key: '$key' } } }),
    ),
    row('licenses/show:291', 'by its key', 'GET /licenses/$key', {}, ok({ data: { id: '$license' } })),
    row(
      'licenses/show:803',
      'another',
      'GET /licenses/$other',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row('licenses/show:400', 'one that there is not', 'GET /licenses/invalid', {}, refused(404, 'NOT_FOUND')),
    row(
      'licenses/show:510',
      'is active',
      'GET /licenses/$license',
      {},
      ok({ data: { attributes: { status: 'ACTIVE', suspended: false, uses: 0 } } }),
    ),
    row(
      'licenses/show:219',
      'has no owner',
      'GET /licenses/$license',
      {},
      ok({ data: { relationships: { owner: { data: null } } } }),
    ),
    row(
      'licenses/show:304',
      'was not validated for a version',
      'GET /licenses/$license',
      {},
      ok({ data: { attributes: { version: null } } }),
    ),
    row(
      'licenses/show:811',
      'counts the cores of its machines',
      'GET /licenses/$license',
      { given: ['activated', 'two more'] },
      ok({ data: { relationships: { machines: { meta: { cores: 12, count: 3 } } } } }),
    ),
    row(
      'app/serializers/license_serializer.rb',
      'points to what belongs to it',
      'GET /accounts/$account/licenses/$license',
      {},
      ok({
        data: {
          relationships: {
            account: {
              data: { type: 'accounts', id: '$account' },
              links: { related: '/v1/accounts/$account' },
            },
            product: {
              data: { type: 'products', id: '$product' },
              links: { related: '/v1/accounts/$account/licenses/$license/product' },
            },
            policy: {
              data: { type: 'policies', id: '$policy' },
              links: { related: '/v1/accounts/$account/licenses/$license/policy' },
            },
            users: {
              links: { related: '/v1/accounts/$account/licenses/$license/users' },
              meta: { count: 0 },
            },
            machines: { links: { related: '/v1/accounts/$account/licenses/$license/machines' } },
            entitlements: { links: { related: '/v1/accounts/$account/licenses/$license/entitlements' } },
          },
          links: { self: '/v1/accounts/$account/licenses/$license' },
        },
      }),
    ),
    row(
      'licenses/relationships/product:20',
      'its product',
      'GET /licenses/$license/product',
      {},
      ok({ data: { id: '$product', type: 'products' } }),
    ),
    row(
      'app/policies/licenses/product_policy.rb',
      'the product of another',
      'GET /licenses/$other/product',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'licenses/relationships/policy:20',
      'its policy',
      'GET /licenses/$license/policy',
      {},
      ok({ data: { id: '$policy', type: 'policies' } }),
    ),
    row(
      'app/policies/licenses/policy_policy.rb',
      'the policy of another',
      'GET /licenses/$other/policy',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'licenses/relationships/group:207',
      'its group, of which there is none',
      'GET /licenses/$license/group',
      {},
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'licenses/relationships/owner:149',
      'its owner, of which there is none',
      'GET /licenses/$license/owner',
      {},
      ok({ data: null }),
    ),
    differs(
      row(
        'licenses/relationships/owner:139',
        'its owner, unless the vendor lets it',
        'GET /licenses/$license/owner',
        {},
        refused(403),
      ),
      ok({ data: null }),
      NO_USERS,
    ),
    row(
      'app/policies/licenses/v1x5/user_policy.rb',
      'by its former name',
      'GET /licenses/$license/user',
      { headers: { 'keygen-version': '1.5' } },
      ok({ data: null }),
    ),
    row(
      'licenses/relationships/users:110',
      'its users, of which there are none',
      'GET /licenses/$license/users',
      {},
      ok({ data: [] }),
    ),
    differs(
      row(
        'licenses/relationships/users:101',
        'its users, unless the vendor lets it',
        'GET /licenses/$license/users',
        {},
        refused(403),
      ),
      ok({ data: [] }),
      NO_USERS,
    ),
    row(
      'app/policies/licenses/user_policy.rb',
      'a user that it has not',
      'GET /licenses/$license/users/$nobody',
      {},
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'app/controllers/api/v1/licenses/actions/permits_controller.rb',
      'it checks in where its policy does not ask for it',
      'POST /licenses/$license/actions/check-in',
      {},
      refused(422),
    ),
    row(
      'app/controllers/api/v1/licenses/actions/permits_controller.rb',
      'another checks in',
      'POST /licenses/$other/actions/check-in',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'licenses/actions/uses:439',
      'a use of another',
      'POST /licenses/$other/actions/increment-usage',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
  ],
  missing: [
    missing('licenses/relationships/group:193', 'groups', 'there are no groups here'),
    missing(
      'licenses/show:446-502',
      'keys that are signed or encrypted',
      'License Codes are random here; signed files and typed keys are formats of their own',
    ),
  ],
}
