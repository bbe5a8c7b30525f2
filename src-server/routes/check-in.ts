// Checking a license in: no policy here asks for it, and Keygen refuses what a policy does not ask for.
import { Hono } from 'hono'
import { refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { ofOwnLicense } from './own-license.ts'

const DETAIL = 'cannot be checked in: the policy does not require it'

export function checkInRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.post(
    '/licenses/:id/actions/check-in',
    authenticate(vendor, guesses),
    ofOwnLicense((c) => refuse(c, { status: 422, detail: DETAIL })),
  )
  return routes
}
