// Authorization.
import { about } from '../about.ts'
import { missing, ok, refused, row, type Area } from '../row.ts'

const bearer = (realm: string) => ({ headers: { 'WWW-Authenticate': `${realm} realm="keygen"` } })
const linked = (page: string) => ({ has: { errors: [{ links: { about: about(page) } }] } })
const KEY = { meta: { key: '$key' } }
const VALIDATE = 'POST /licenses/actions/validate-key'
const ID = '5b5a4d5e-4fb3-4ea1-9a5c-4d1d9f9b6f0a'

export const authorization: Area = {
  area: 'Authorization',
  rows: [
    row(
      'profiles/me:138',
      'a license key',
      'GET /me',
      {},
      ok({ data: { id: '$license', type: 'licenses' } }),
    ),
    row(
      'profiles/me:152',
      'a key that nobody has',
      'GET /me',
      { as: 'License NOBODY' },
      {
        ...refused(401, 'LICENSE_INVALID'),
        ...bearer('License'),
        ...linked('authentication/#license-authentication'),
      },
    ),
    row(
      'profiles/me:173',
      'nobody',
      'GET /me',
      { as: 'nobody' },
      {
        ...refused(401, 'TOKEN_MISSING'),
        ...bearer('Bearer'),
        ...linked('authentication/'),
      },
    ),
    row(
      'profiles/show:63',
      'nobody, of the profile',
      'GET /profile',
      { as: 'nobody' },
      refused(401, 'TOKEN_MISSING'),
    ),
    row(
      'app/controllers/api/v1/profiles_controller.rb',
      'the profile is the license',
      'GET /profile',
      {},
      ok({ data: { id: '$license' }, meta: { tokenId: null } }),
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'the scheme in small letters',
      'GET /me',
      { as: 'license $key' },
      ok(),
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'a scheme and nothing behind it',
      'GET /me',
      { as: 'License' },
      refused(401, 'TOKEN_MISSING'),
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'an unknown scheme',
      'GET /me',
      { as: 'Digest abc' },
      { ...refused(401, 'TOKEN_MISSING'), ...bearer('Digest') },
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'Basic, by the name license',
      'GET /me',
      { as: 'Basic license:$key' },
      ok(),
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'Basic without a password',
      'GET /me',
      { as: 'Basic license:' },
      { ...refused(401, 'TOKEN_MISSING'), ...bearer('Basic') },
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'Basic by the name token',
      'GET /me',
      { as: 'Basic token:abc' },
      { ...refused(401, 'TOKEN_INVALID'), ...bearer('Basic') },
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'Basic with a token alone',
      'GET /me',
      { as: 'Basic abc:' },
      refused(401, 'TOKEN_INVALID'),
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'the key in the query',
      'GET /me?auth=license:$key',
      { as: 'nobody' },
      ok({ data: { id: '$license' } }),
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'by its other name',
      'GET /profile?token=license:$key',
      { as: 'nobody' },
      ok({ data: { id: '$license' } }),
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'a token in the query',
      'GET /me?token=abc',
      { as: 'nobody' },
      { ...refused(401, 'TOKEN_INVALID'), ...bearer('Bearer') },
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'what the header says goes first',
      'GET /me?auth=license:NOBODY',
      {},
      ok(),
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'the id of a token for the token',
      'GET /me',
      { as: `Bearer ${ID}` },
      {
        ...refused(401, 'TOKEN_FORMAT_INVALID'),
        ...linked('authentication/#token-authentication'),
      },
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'also without its hyphens',
      'GET /me',
      { as: `Token ${ID.replaceAll('-', '')}` },
      refused(401, 'TOKEN_FORMAT_INVALID'),
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'a token that nobody has',
      'GET /me',
      { as: 'Bearer prod-0123456789' },
      { ...refused(401, 'TOKEN_INVALID'), ...bearer('Bearer') },
    ),
    row(
      'machines/create:7518',
      'a suspended license',
      'POST /machines',
      { given: ['suspended'], body: {} },
      {
        ...refused(403, 'LICENSE_SUSPENDED'),
        has: { errors: [{ detail: 'License is suspended' }] },
      },
    ),
    row(
      'app/controllers/concerns/authentication.rb',
      'a banned one',
      'GET /me',
      { given: ['banned'] },
      {
        ...refused(403, 'LICENSE_BANNED'),
        has: { errors: [{ detail: 'License is banned' }] },
      },
    ),
    row(
      'machines/create:7404',
      'an expired one, where the policy takes its access',
      'POST /machines',
      { given: ['expired'], body: {} },
      {
        ...refused(403, 'LICENSE_EXPIRED'),
        has: { errors: [{ detail: 'License is expired' }] },
      },
    ),
    row(
      'app/controllers/api/v1/licenses/actions/validations_controller.rb',
      'a key beside a validation has to be one',
      VALIDATE,
      { as: 'License NOBODY', body: KEY },
      refused(401, 'LICENSE_INVALID'),
    ),
    row(
      'app/policies/license_policy.rb',
      'a token beside a validation as well',
      VALIDATE,
      { as: 'Bearer abc', body: KEY },
      refused(401, 'TOKEN_INVALID'),
    ),
    row(
      'app/policies/license_policy.rb',
      'its own beside it',
      VALIDATE,
      { given: ['activated'], body: KEY },
      { ...ok(), code: 'VALID' },
    ),
    row(
      'app/policies/license_policy.rb',
      'another’s beside it',
      VALIDATE,
      { given: ['another license'], body: { meta: { key: '$theirKey' } } },
      refused(403),
    ),
    row(
      'app/policies/license_policy.rb',
      'its own beside a key that nobody has',
      VALIDATE,
      { body: { meta: { key: 'NOBODY' } } },
      { ...ok({ data: null }), code: 'NOT_FOUND' },
    ),
    row(
      'app/policies/license_policy.rb',
      'a suspended one beside it',
      VALIDATE,
      { given: ['suspended'], body: KEY },
      refused(403, 'LICENSE_SUSPENDED'),
    ),
  ],
  missing: [
    missing('machines/create:7259, 7291, 7596', 'tokens of a license', 'this server gives out no tokens'),
    missing('tokens/sessions', 'sessions', 'there is no portal to sign in to'),
    missing(
      'machines/create:6900, 6930; machines/destroy:443, 465',
      'permissions of one license',
      'every license here has the same',
    ),
  ],
}
