// Activating, reading, changing, pinging and deactivating machines (docs/protocol.md#machines).
import { Hono } from 'hono'
import { iso } from '#shared/instant.ts'
import { activateMachine, type ActivationRefusal } from '../activation/activate-machine.ts'
import type { AmountLimitCode } from '../activation/machine-limit.ts'
import type { HeartbeatStatus } from '../activation/keygen-status.ts'
import { pingMachine } from '../activation/ping-machine.ts'
import { changeMachine } from '../activation/change-machine.ts'
import { giveSeatBack } from '../activation/release-machine.ts'
import { answer, answerNothing, isFound, refuse, refuseAll } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { inTurn } from '../http/in-turn.ts'
import { readBody } from '../http/read-body.ts'
import { forbidden, NOT_PERMITTED, notFound, unprocessable, type ApiError } from '../json-api/errors.ts'
import { madeInVersion } from '../json-api/api-version.ts'
import { machineResource } from '../json-api/machine-resource.ts'
import { accountPath } from '../json-api/resource.ts'
import type { Machine } from '../store/machines.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { SeatsKept } from '../store/released-machines.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import {
  changedMachine,
  labelProblems,
  machineProblems,
  newMachine,
  type NewMachine,
} from './machine-body.ts'
import { inTurnOfOwnMachine, ofOwnMachine } from './own-license.ts'

export function machineRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)
  const ofOwn = (act: (c: AppContext, machine: Machine) => Response | Promise<Response>) =>
    ofOwnMachine(vendor, act)

  routes.post('/machines', authenticated, async (c) => {
    const body = await readBody(c, newMachine)
    return body.ok ? await activate(c, vendor, body.value.data) : refuse(c, body.error)
  })

  routes.get(
    '/machines/:id',
    authenticated,
    ofOwn((c, machine) => answerMachine(c, vendor, machine)),
  )

  for (const method of ['PATCH', 'PUT'])
    routes.on(
      method,
      '/machines/:id',
      authenticated,
      ofOwn((c) => change(c, vendor)),
    )

  routes.delete(
    '/machines/:id',
    authenticated,
    inTurnOfOwnMachine(vendor, async (c, machine) => {
      await giveSeatBack(vendor.store, machine, vendor.clock())
      return answerNothing(c)
    }),
  )

  for (const action of ['ping', 'ping-heartbeat'])
    routes.post(
      `/machines/:id/actions/${action}`,
      authenticated,
      inTurnOfOwnMachine(vendor, (c, machine) => ping(c, vendor, machine), 'write'),
    )

  for (const action of ['reset', 'reset-heartbeat'])
    routes.post(
      `/machines/:id/actions/${action}`,
      authenticated,
      ofOwn((c) => refuse(c, NOT_PERMITTED)),
    )

  return routes
}

function answerMachine(
  c: AppContext,
  vendor: Vendor,
  machine: Machine,
  { status, made = false }: { readonly status?: HeartbeatStatus; readonly made?: boolean } = {},
): Response {
  const data = machineResource(vendor.account.id, machine, c.get('license'), vendor.clock(), status)
  const location = made && { Location: accountPath(vendor.account.id, 'machines', machine.id) }
  const shown = made ? madeInVersion(c.get('version'), data) : data
  return answer(c, { data: shown }, made ? 201 : 200, { ...location })
}

async function activate(c: AppContext, vendor: Vendor, asked: NewMachine): Promise<Response> {
  const license = c.get('license')
  if (asked.relationships.license.data.id.toLowerCase() !== license.id) return refuse(c, NOT_PERMITTED)
  const problems = machineProblems(asked)
  if (isFound(problems)) return refuseAll(c, problems)
  return inTurn(c, vendor, async () => {
    const { id, rules } = c.get('license')
    const machine = await activateMachine(vendor.store, id, described(asked), 'license', vendor.clock())
    if (!machine.ok) return refuse(c, activationError(machine.error, rules))
    return answerMachine(c, vendor, machine.value, { made: true })
  })
}

/** A client may leave an attribute out or send null for it: both mean that it has none. */
function described({ id, attributes, relationships }: NewMachine) {
  const { fingerprint, metadata, ...rest } = attributes
  const {
    name = null,
    hostname = null,
    platform = null,
    ip = null,
    cores = null,
    memory = null,
    disk = null,
  } = rest
  const named = { fingerprint, metadata: metadata ?? {}, name, hostname, platform, ip, cores, memory, disk }
  const components = (relationships.components?.data ?? []).map((one) => ({
    ...one.attributes,
    metadata: one.attributes.metadata ?? {},
  }))
  return { ...named, components, ...(id && { id: id.toLowerCase() }) }
}

const FINGERPRINT = '/data/attributes/fingerprint'

/** For the programs that ask, and English as all details of the protocol. Empty where no seat is kept. */
const keptDetail = ({ count, firstFree }: SeatsKept): string =>
  firstFree === null ? '' : `; of its seats ${count} are kept, the first is kept until ${iso(firstFree)}`

const AMOUNTS: Readonly<Record<AmountLimitCode, string>> = {
  MACHINE_CORE_LIMIT_EXCEEDED: 'machine core count has exceeded maximum allowed',
  MACHINE_MEMORY_LIMIT_EXCEEDED: 'machine memory has exceeded maximum allowed',
  MACHINE_DISK_LIMIT_EXCEEDED: 'machine disk has exceeded maximum allowed',
}

function activationError(error: ActivationRefusal, { machineLeasingStrategy }: PolicyRules): ApiError {
  const of = machineLeasingStrategy === 'PER_USER' ? 'user' : 'license' // in Keygen's words, which clients print
  switch (error.code) {
    case 'ID_CONFLICT':
      return unprocessable('machines', error.code, 'is the id of another machine', '/data/id')
    case 'FINGERPRINT_CONFLICT':
      return unprocessable('machines', error.code, 'is the id of another machine', FINGERPRINT)
    case 'FINGERPRINT_TAKEN':
      return unprocessable('machines', error.code, 'has already been taken', FINGERPRINT)
    case 'COMPONENTS_FINGERPRINT_TAKEN': {
      const pointer = `/data/relationships/components/data/${error.at}/attributes/fingerprint`
      return unprocessable('machines', error.code, 'has already been taken', pointer)
    }
    case 'MACHINE_LIMIT_EXCEEDED': {
      const detail = `machine count has exceeded maximum allowed for ${of} (${error.limit})${keptDetail(error.kept)}`
      return unprocessable('machines', error.code, detail, '/data')
    }
    case 'MACHINE_CORE_LIMIT_EXCEEDED':
    case 'MACHINE_MEMORY_LIMIT_EXCEEDED':
    case 'MACHINE_DISK_LIMIT_EXCEEDED':
      return unprocessable(
        'machines',
        error.code,
        `${AMOUNTS[error.code]} for ${of} (${error.limit})`,
        '/data',
      )
    default:
      return forbidden(error.code)
  }
}

/** What is left out stays; null takes it away. */
async function change(c: AppContext, vendor: Vendor): Promise<Response> {
  const body = await readBody(c, changedMachine)
  if (!body.ok) return refuse(c, body.error)
  const { attributes } = body.value.data
  const problems = labelProblems(attributes)
  if (isFound(problems)) return refuseAll(c, problems)
  const changing = inTurnOfOwnMachine(vendor, async (_, machine) => {
    const changed = await changeMachine(vendor.store, machine, attributes, vendor.clock())
    return changed ? answerMachine(c, vendor, changed) : refuse(c, notFound('machine'))
  })
  return changing(c)
}

async function ping(c: AppContext, vendor: Vendor, machine: Machine): Promise<Response> {
  const pinged = await pingMachine(vendor, machine, c.get('license').rules)
  if (!pinged.ok)
    return refuse(c, { status: 422, code: pinged.error.code, detail: 'machine heartbeat is dead' })
  return answerMachine(c, vendor, pinged.value.machine, { status: pinged.value.status })
}
