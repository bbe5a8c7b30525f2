// The machines of a license, and how a client finds some of them (docs/protocol.md#lists).
import { Hono } from 'hono'
import { leaseOf } from '../activation/lease.ts'
import { answerList, NO_LIST, type List } from '../http/page.ts'
import { refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { queryOf } from '../http/query.ts'
import { badRequest } from '../json-api/errors.ts'
import { machineResource } from '../json-api/machine-resource.ts'
import type { License } from '../store/licenses.ts'
import type { Machine, MachineSearch } from '../store/machines.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { asksForOther, ofOwnLicense } from './own-license.ts'

export function machineListRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)
  const list = (c: AppContext) => {
    const parameter = Object.keys(queryOf(c)).find((name) => /^metadata\[[^\]]+\]\[/.test(name))
    return parameter === undefined
      ? answerList(c, machinesOf(c, vendor, c.get('license')))
      : refuse(c, badRequest('metadata is searched by the members of its first level', { parameter }))
  }
  routes.get('/machines', authenticated, list)
  routes.get('/licenses/:id/machines', authenticated, ofOwnLicense(list))
  return routes
}

function machinesOf(c: AppContext, vendor: Vendor, license: License): List {
  const { machines } = vendor.store
  const now = vendor.clock()
  const search = readSearch(c, license, now)
  if (!search) return NO_LIST
  const shown = (found: readonly Machine[]) =>
    found.map((machine) => machineResource(vendor.account.id, machine, license, now))
  return {
    count: () => machines.countFound(search),
    part: async (order, limit, offset) =>
      shown(await machines.search(search, limit, offset, undefined, order)),
    after: async (order, limit, id) => shown(await machines.search(search, limit, 0, id, order)),
  }
}

/** Null: there can be none, as where the machines of another license are asked for. An empty filter is none. */
function readSearch(c: AppContext, license: License, now: number): MachineSearch | null {
  const query = queryOf(c)
  const asked = (name: string) => query[name] || undefined
  if (asksForOther(c)) return null
  const status = asked('status')?.toLowerCase()
  if (status !== undefined && status !== 'alive' && status !== 'dead') return null
  const metadata = Object.entries(query).flatMap(([name, value]) => {
    const [, key] = /^metadata\[([^\]]+)\]$/.exec(name) ?? []
    return key === undefined || value === undefined ? [] : [[key, value] as const]
  })
  return {
    licenseId: license.id,
    fingerprint: asked('fingerprint'),
    ip: asked('ip'),
    hostname: asked('hostname'),
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
    ...(status && {
      beats: {
        are: status,
        since: now - leaseOf(license.rules),
        required: license.rules.requireHeartbeat,
      },
    }),
  }
}
