// Reading a license, its machines and its entitlements (docs/protocol.md#machines).
import { Hono } from 'hono'
import { answer, refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { readPage, type Page } from '../http/page.ts'
import { entitlementResources } from '../json-api/entitlement-resource.ts'
import { notFound } from '../json-api/errors.ts'
import { licenseResource } from '../json-api/license-resource.ts'
import { machineResource } from '../json-api/machine-resource.ts'
import type { Resource } from '../json-api/resource.ts'
import type { License } from '../store/licenses.ts'
import { isNamed } from './own-license.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

export function licenseRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)
  const accountId = vendor.account.id
  const own = (c: AppContext) =>
    answer(c, { data: licenseResource(accountId, c.get('license'), vendor.clock()) })

  routes.get('/me', authenticated, own)

  routes.get('/licenses/:id', authenticated, (c) =>
    isNamed(c.get('license'), c.req.param('id')) ? own(c) : refuse(c, notFound('license')),
  )

  routes.get('/licenses/:id/machines', authenticated, (c) =>
    listOf(c, (license, page) => machinesOf(c, vendor, license, page)),
  )

  routes.get('/licenses/:id/entitlements', authenticated, (c) =>
    listOf(c, (license, { offset, limit }) =>
      entitlementResources(accountId, license).slice(offset, offset + limit),
    ),
  )

  routes.get('/machines', authenticated, (c) => {
    const page = readPage(c)
    return page.ok
      ? answer(c, { data: machinesOf(c, vendor, c.get('license'), page.value) })
      : refuse(c, page.error)
  })

  return routes
}

function listOf(c: AppContext, list: (license: License, page: Page) => Resource[]): Response {
  const license = c.get('license')
  if (!isNamed(license, c.req.param('id') ?? '')) return refuse(c, notFound('license'))
  const page = readPage(c)
  return page.ok ? answer(c, { data: list(license, page.value) }) : refuse(c, page.error)
}

/** All, or the one of `?fingerprint=`: a client finds its own machine by it. */
function machinesOf(c: AppContext, vendor: Vendor, license: License, { limit, offset }: Page): Resource[] {
  const [policy, now] = [vendor.store.policies.of(license), vendor.clock()]
  const { machines } = vendor.store
  const fingerprint = c.req.query('fingerprint') ?? ''
  const found = fingerprint === '' ? null : machines.byFingerprint(license.id, fingerprint)
  const one = found && offset === 0 ? [found] : []
  return (fingerprint === '' ? machines.ofLicense(license.id, limit, offset) : one).map((machine) =>
    machineResource(vendor.account.id, machine, policy, now),
  )
}
