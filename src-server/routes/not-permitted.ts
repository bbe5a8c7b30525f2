// What Keygen's API can do and a License Code may not: 403 of its own license, 404 of any other
// (docs/protocol.md#authorization).
import { Hono } from 'hono'
import { refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { NOT_PERMITTED } from '../json-api/errors.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { ofOwnLicense, ofOwnMachine } from './own-license.ts'

/** Of the license that the path names. */
const OF_LICENSE = [
  'PATCH /licenses/:id',
  'PUT /licenses/:id',
  'DELETE /licenses/:id',
  'DELETE /licenses/:id/actions/revoke',
  'POST /licenses/:id/actions/renew',
  'POST /licenses/:id/actions/suspend',
  'POST /licenses/:id/actions/reinstate',
  'POST /licenses/:id/actions/decrement-usage',
  'POST /licenses/:id/actions/reset-usage',
  'PUT /licenses/:id/policy',
  'PUT /licenses/:id/owner',
  'PUT /licenses/:id/user',
  'PUT /licenses/:id/group',
  'POST /licenses/:id/entitlements',
  'DELETE /licenses/:id/entitlements',
  'POST /licenses/:id/users',
  'DELETE /licenses/:id/users',
  'GET /licenses/:id/tokens',
  'POST /licenses/:id/tokens',
]

/** Of its machine that the path names. */
const OF_MACHINE = ['PUT /machines/:id/owner', 'PUT /machines/:id/group']

/** Whatever the path names: it is not said whether that is there. */
const OF_ACCOUNT = [
  'GET /licenses',
  'POST /licenses',
  'POST /products',
  'GET /products/:id/policies',
  'GET /products/:id/licenses',
  'GET /products/:id/machines',
  'POST /policies',
  'GET /policies/:id/product',
  'GET /policies/:id/licenses',
  'GET /policies/:id/entitlements',
  'POST /entitlements',
  'POST /users',
  'POST /groups',
  'POST /search',
]

export function notPermittedRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)
  const forbid = (c: AppContext) => refuse(c, NOT_PERMITTED)
  const on = (route: string, handler: (c: AppContext) => Response | Promise<Response>) => {
    const [method = '', path = ''] = route.split(' ')
    routes.on(method, path, authenticated, handler)
  }
  for (const route of OF_LICENSE) on(route, ofOwnLicense(forbid))
  for (const route of OF_MACHINE) on(route, ofOwnMachine(vendor, forbid))
  for (const route of OF_ACCOUNT) on(route, forbid)
  return routes
}
