// Activating, reading, pinging and deactivating machines (docs/protocol.md#machines).
import { Hono } from 'hono'
import { z } from 'zod'
import { iso } from '#shared/instant.ts'
import { activateMachine, type ActivationRefusal } from '../activation/activate-machine.ts'
import { pingMachine } from '../activation/ping-machine.ts'
import { giveSeatBack } from '../activation/release-machine.ts'
import { answer, refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { readBody } from '../http/read-body.ts'
import { forbidden, notFound, type ApiError } from '../json-api/errors.ts'
import { machineResource } from '../json-api/machine-resource.ts'
import { accountPath } from '../json-api/resource.ts'
import type { SeatsKept } from '../store/released-machines.ts'
import { ownMachine } from './own-license.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

const label = z.string().max(255).nullish()
/** Cores, and bytes: far beyond any machine, and far enough below what a number holds exactly for a sum of many. */
const cores = z.int().min(1).max(1_048_576).nullish()
const bytes = z
  .int()
  .min(1)
  .max(2 ** 50)
  .nullish()

const newMachine = z.object({
  data: z.object({
    type: z.enum(['machine', 'machines']),
    attributes: z.object({
      fingerprint: z.string().max(4096),
      name: label,
      hostname: label,
      platform: label,
      ip: label,
      cores,
      memory: bytes,
      disk: bytes,
      metadata: z.record(z.string().max(255), z.json()).nullish(),
    }),
    relationships: z.object({
      license: z.object({ data: z.object({ type: z.enum(['license', 'licenses']), id: z.string() }) }),
    }),
  }),
})

type NewMachine = z.infer<typeof newMachine>['data']

export function machineRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)

  routes.post('/machines', authenticated, async (c) => {
    const body = await readBody(c, newMachine)
    return body.ok ? activate(c, vendor, body.value.data) : refuse(c, body.error)
  })

  routes.get('/machines/:id', authenticated, (c) => {
    const machine = ownMachine(c, vendor, c.req.param('id'))
    if (!machine) return refuse(c, notFound('machine'))
    const policy = vendor.store.policies.of(c.get('license'))
    return answer(c, { data: machineResource(vendor.account.id, machine, policy, vendor.clock()) })
  })

  routes.delete('/machines/:id', authenticated, (c) => {
    const machine = ownMachine(c, vendor, c.req.param('id'))
    if (!machine) return refuse(c, notFound('machine'))
    giveSeatBack(vendor.store, machine, vendor.clock())
    return c.body(null, 204)
  })

  for (const action of ['ping', 'ping-heartbeat'])
    routes.post(`/machines/:id/actions/${action}`, authenticated, (c) => ping(c, vendor, c.req.param('id')))

  return routes
}

function activate(c: AppContext, vendor: Vendor, { attributes, relationships }: NewMachine): Response {
  const license = c.get('license')
  const now = vendor.clock()
  if (relationships.license.data.id !== license.id) return refuse(c, notFound('license'))
  if (attributes.fingerprint.trim() === '') return refuse(c, FINGERPRINT_BLANK)
  const machine = activateMachine(vendor.store, license.id, withoutMissing(attributes), 'license', now)
  if (!machine.ok) return refuse(c, activationError(machine.error))
  c.header('Location', accountPath(vendor.account.id, 'machines', machine.value.id))
  const policy = vendor.store.policies.of(license)
  return answer(c, { data: machineResource(vendor.account.id, machine.value, policy, now) }, 201)
}

/** A client may leave an attribute out or send null for it: both mean that it has none. */
function withoutMissing({ fingerprint, metadata, ...rest }: NewMachine['attributes']) {
  const {
    name = null,
    hostname = null,
    platform = null,
    ip = null,
    cores = null,
    memory = null,
    disk = null,
  } = rest
  return { fingerprint, metadata: metadata ?? {}, name, hostname, platform, ip, cores, memory, disk }
}

const FINGERPRINT = { pointer: '/data/attributes/fingerprint' }

const FINGERPRINT_BLANK: ApiError = {
  status: 422,
  code: 'FINGERPRINT_BLANK',
  detail: 'cannot be blank',
  source: FINGERPRINT,
}

/** For the programs that ask, and English as all details of the protocol. Empty where no seat is kept. */
const keptDetail = ({ count, firstFree }: SeatsKept): string =>
  firstFree === null ? '' : `; of its seats ${count} are kept, the first is kept until ${iso(firstFree)}`

function activationError(error: ActivationRefusal): ApiError {
  switch (error.code) {
    case 'FINGERPRINT_TAKEN':
      return { status: 422, code: error.code, detail: 'has already been taken', source: FINGERPRINT }
    case 'MACHINE_LIMIT_EXCEEDED': {
      const detail = `machine count has exceeded the maximum that the license allows (${error.limit})${keptDetail(error.kept)}`
      return { status: 422, code: error.code, detail, source: { pointer: '/data' } }
    }
    default:
      return forbidden(error.code)
  }
}

function ping(c: AppContext, vendor: Vendor, name: string): Response {
  const now = vendor.clock()
  const machine = ownMachine(c, vendor, name)
  if (!machine) return refuse(c, notFound('machine'))
  const policy = vendor.store.policies.of(c.get('license'))
  const pinged = pingMachine(vendor.store, machine, policy, now)
  if (!pinged.ok)
    return refuse(c, { status: 422, code: pinged.error.code, detail: 'machine heartbeat is dead' })
  const { machine: alive, status } = pinged.value
  return answer(c, { data: machineResource(vendor.account.id, alive, policy, now, status) })
}
