// What this server keeps nothing of: users, groups and tokens. Keygen's clients may ask, and find
// none (docs/protocol.md#what-a-license-points-to).
import { Hono } from 'hono'
import { answer, refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { answerList, listOf } from '../http/page.ts'
import { notFound } from '../json-api/errors.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { ofOwnLicense, ofOwnMachine } from './own-license.ts'

export function emptyRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)
  const none = (c: AppContext) => answerList(c, listOf([]))
  const noOwner = (c: AppContext) => answer(c, { data: null })
  const absent = (what: string) => (c: AppContext) => refuse(c, notFound(what))

  for (const [kind, kinds] of [
    ['user', 'users'],
    ['group', 'groups'],
    ['token', 'tokens'],
  ] as const) {
    routes.get(`/${kinds}`, authenticated, none)
    routes.get(`/${kinds}/:one`, authenticated, absent(kind))
  }
  for (const name of ['owner', 'user']) {
    routes.get(`/licenses/:id/${name}`, authenticated, ofOwnLicense(noOwner))
    routes.get(`/machines/:id/${name}`, authenticated, ofOwnMachine(vendor, noOwner))
  }
  routes.get('/licenses/:id/group', authenticated, ofOwnLicense(absent('group')))
  routes.get('/machines/:id/group', authenticated, ofOwnMachine(vendor, absent('group')))
  routes.get('/licenses/:id/users', authenticated, ofOwnLicense(none))
  routes.get('/licenses/:id/users/:one', authenticated, ofOwnLicense(absent('user')))
  return routes
}
