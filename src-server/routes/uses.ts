// Counting uses of a license, and checking it in (docs/protocol.md#uses-and-check-ins).
import { Hono } from 'hono'
import { z } from 'zod'
import { checkIn } from '../activation/check-in.ts'
import { countUses, MOST_USES } from '../activation/count-uses.ts'
import { answer, refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { inTurn } from '../http/in-turn.ts'
import { readBody } from '../http/read-body.ts'
import { unprocessable } from '../json-api/errors.ts'
import { licenseResource } from '../json-api/license-resource.ts'
import type { License } from '../store/licenses.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { ofOwnLicense } from './own-license.ts'

/** None below nought: a License Code may not take uses back. */
const body = z.strictObject({
  meta: z.strictObject({ increment: z.int().min(0).max(MOST_USES).nullish() }).nullish(),
})

const NOT_ASKED = 'cannot be checked in: the policy does not require it'

export function useRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)
  const { store, account, clock } = vendor
  const show = (c: AppContext, license: License) =>
    answer(c, { data: licenseResource(account.id, license, clock()) })

  routes.post(
    '/licenses/:id/actions/increment-usage',
    authenticated,
    ofOwnLicense(async (c) => {
      const asked = await readBody(c, body)
      if (!asked.ok) return refuse(c, asked.error)
      const more = asked.value.meta?.increment ?? 1
      return inTurn(c, vendor, async () => {
        const counted = await countUses(store, c.get('license').id, more, clock())
        if (counted.ok) return show(c, counted.value)
        const detail = `usage exceeds maximum allowed for license (${counted.error.limit})`
        return refuse(c, unprocessable('licenses', counted.error.code, detail, '/data/attributes/uses'))
      })
    }),
  )

  routes.post(
    '/licenses/:id/actions/check-in',
    authenticated,
    ofOwnLicense((c) =>
      inTurn(c, vendor, async () => {
        const license = await checkIn(store, c.get('license').id, clock())
        return license ? show(c, license) : refuse(c, { status: 422, detail: NOT_ASKED })
      }),
    ),
  )

  return routes
}
