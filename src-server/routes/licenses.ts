// Reading a license, and what belongs to it (docs/protocol.md#what-a-license-points-to).
import { Hono } from 'hono'
import { answer, refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { answerList, listOf } from '../http/page.ts'
import { notFound } from '../json-api/errors.ts'
import type { Resource } from '../json-api/resource.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { ofOwnLicense, ofOwnMachine } from './own-license.ts'
import { ownResources } from './own-resources.ts'

export function licenseRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)
  const own = ownResources(vendor)
  const named =
    (what: string, find: (c: AppContext, id: string) => Promise<Resource | undefined>) =>
    async (c: AppContext) => {
      const data = await find(c, c.req.param('one') ?? '')
      return data ? answer(c, { data }) : refuse(c, notFound(what))
    }
  const get = (path: string, handler: (c: AppContext) => Response | Promise<Response>) =>
    routes.get(path, authenticated, handler)
  const byId =
    (list: (c: AppContext) => readonly Resource[] | Promise<readonly Resource[]>) =>
    async (c: AppContext, id: string) =>
      (await list(c)).find((resource) => resource.id === id)

  get('/me', (c) => answer(c, { data: own.license(c) }))
  get('/profile', (c) => answer(c, { data: own.license(c), meta: { tokenId: null } }))
  get(
    '/licenses/:id',
    ofOwnLicense((c) => answer(c, { data: own.license(c) })),
  )
  get(
    '/machines/:id/license',
    ofOwnMachine(vendor, (c) => answer(c, { data: own.license(c) })),
  )

  get('/licenses/:id/machines/:one', ofOwnLicense(named('machine', own.machine)))

  const entitlement = named('entitlement', byId(own.entitlements))
  const entitlements = (c: AppContext) => answerList(c, listOf(own.entitlements(c)))
  get('/entitlements', entitlements)
  get('/entitlements/:one', entitlement)
  get('/licenses/:id/entitlements', ofOwnLicense(entitlements))
  get('/licenses/:id/entitlements/:one', ofOwnLicense(entitlement))

  for (const [kind, kinds, resource] of [
    ['product', 'products', own.product],
    ['policy', 'policies', own.policy],
  ] as const) {
    get(`/${kinds}`, async (c) => answerList(c, listOf([await resource(c)])))
    get(
      `/${kinds}/:one`,
      named(
        kind,
        byId(async (c) => [await resource(c)]),
      ),
    )
    get(
      `/licenses/:id/${kind}`,
      ofOwnLicense(async (c) => answer(c, { data: await resource(c) })),
    )
  }
  get(
    '/machines/:id/product',
    ofOwnMachine(vendor, async (c) => answer(c, { data: await own.product(c) })),
  )

  return routes
}
