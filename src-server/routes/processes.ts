// Processes of machines: beginning, reading, pinging and ending them (docs/protocol.md#processes).
import { Hono } from 'hono'
import { leaseOf } from '../activation/lease.ts'
import {
  beginProcess,
  endProcess,
  pingProcess,
  type ProcessRefusal,
  type ProcessStatus,
} from '../activation/machine-processes.ts'
import { answer, answerNothing, refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { inTurn } from '../http/in-turn.ts'
import { answerList, NO_LIST, type List } from '../http/page.ts'
import { queryOf } from '../http/query.ts'
import { readBody } from '../http/read-body.ts'
import { NOT_PERMITTED, notFound, unprocessable, type ApiError } from '../json-api/errors.ts'
import { processResource } from '../json-api/process-resource.ts'
import { accountPath } from '../json-api/resource.ts'
import type { Process, ProcessSearch } from '../store/processes.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { asksForOther, ofOwnMachine, ownMachine } from './own-license.ts'
import { ownResources } from './own-resources.ts'
import { changedProcess, newProcess, processProblem } from './process-body.ts'

export function processRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)
  const own = ownResources(vendor)
  const { processes } = vendor.store
  /** With the process that the path names. */
  const ofOwn =
    (act: (c: AppContext, process: Process) => Response | Promise<Response>, name = 'id') =>
    async (c: AppContext) => {
      const process = await processes.find({ licenseId: c.get('license').id }, c.req.param(name) ?? '')
      return process ? act(c, process) : absent(c)
    }
  /** The same in its turn to write. */
  const inTurnOfOwn = (
    act: (c: AppContext, process: Process) => Response | Promise<Response>,
    how?: Parameters<typeof inTurn>[3],
  ) => ofOwn((c) => inTurn(c, vendor, () => ofOwn(act)(c), how))
  const shown = (c: AppContext, process: Process, status?: ProcessStatus) =>
    processResource(vendor.account.id, process, c.get('license'), vendor.clock(), status)
  const show = (c: AppContext, process: Process) => answer(c, { data: shown(c, process) })

  routes.get('/processes', authenticated, (c) =>
    answerList(c, listOfProcesses(c, vendor, queryOf(c)['machine'] || undefined)),
  )
  routes.post('/processes', authenticated, async (c) => {
    const body = await readBody(c, newProcess)
    if (!body.ok) return refuse(c, body.error)
    const { id, attributes, relationships } = body.value.data
    const machine = await ownMachine(c, vendor, relationships.machine.data.id.toLowerCase())
    if (!machine) return refuse(c, NOT_PERMITTED)
    const problem = processProblem(attributes)
    if (problem) return refuse(c, problem)
    const described = { pid: attributes.pid, metadata: attributes.metadata ?? {}, id: id?.toLowerCase() }
    const begin = async () => {
      const begun = await beginProcess(vendor.store, machine, described, vendor.clock())
      if (!begun.ok) return refuse(c, begun.error ? errorOf(begun.error) : notFound('machine'))
      return answer(c, { data: shown(c, begun.value) }, 201, {
        Location: accountPath(vendor.account.id, 'processes', begun.value.id),
      })
    }
    return inTurn(c, vendor, begin, 'write')
  })

  routes.get('/processes/:id', authenticated, ofOwn(show))
  for (const method of ['PATCH', 'PUT'])
    routes.on(
      method,
      '/processes/:id',
      authenticated,
      ofOwn(async (c, process) => {
        const body = await readBody(c, changedProcess)
        return body.ok ? show(c, process) : refuse(c, body.error)
      }),
    )
  routes.delete(
    '/processes/:id',
    authenticated,
    inTurnOfOwn(async (c, process) => {
      await endProcess(vendor.store, process)
      return answerNothing(c)
    }, 'write'),
  )
  routes.post(
    '/processes/:id/actions/ping',
    authenticated,
    inTurnOfOwn(async (c, process) => {
      const pinged = await pingProcess(vendor, process, c.get('license').rules)
      return pinged.ok
        ? answer(c, { data: shown(c, pinged.value.process, pinged.value.status) })
        : refuse(c, { status: 422, code: pinged.error.code, detail: 'is dead' })
    }, 'write'),
  )
  routes.get(
    '/processes/:id/product',
    authenticated,
    ofOwn(async (c) => answer(c, { data: await own.product(c) })),
  )
  routes.get(
    '/processes/:id/license',
    authenticated,
    ofOwn((c) => answer(c, { data: own.license(c) })),
  )
  routes.get(
    '/processes/:id/machine',
    authenticated,
    ofOwn(async (c, { machineId }) => {
      const data = await own.machine(c, machineId)
      return data ? answer(c, { data }) : refuse(c, notFound('machine'))
    }),
  )

  routes.get(
    '/machines/:id/processes',
    authenticated,
    ofOwnMachine(vendor, (c, { id }) => answerList(c, listOfProcesses(c, vendor, id))),
  )
  routes.get(
    '/machines/:id/processes/:one',
    authenticated,
    ofOwnMachine(vendor, (c, { id }) =>
      ofOwn((_, process) => (process.machineId === id ? show(c, process) : absent(c)), 'one')(c),
    ),
  )
  return routes
}

const absent = (c: AppContext): Response => refuse(c, notFound('process'))

function errorOf(refusal: ProcessRefusal): ApiError {
  switch (refusal.code) {
    case 'ID_CONFLICT':
      return unprocessable('processes', refusal.code, 'must not conflict with another process', '/data/id')
    case 'PID_TAKEN':
      return unprocessable('processes', refusal.code, 'has already been taken', '/data/attributes/pid')
    case 'MACHINE_PROCESS_LIMIT_EXCEEDED': {
      const detail = `process count has exceeded maximum allowed for ${refusal.of} (${refusal.limit})`
      return unprocessable('processes', refusal.code, detail, '/data')
    }
  }
}

function listOfProcesses(c: AppContext, vendor: Vendor, machineId: string | undefined): List {
  const license = c.get('license')
  const { processes } = vendor.store
  const now = vendor.clock()
  const are = queryOf(c)['status']?.toLowerCase() || undefined
  if (asksForOther(c) || (are !== undefined && are !== 'alive' && are !== 'dead')) return NO_LIST
  const what: ProcessSearch = {
    licenseId: license.id,
    machineId,
    beats: are && { are, since: now - leaseOf(license.rules) },
  }
  const shown = (found: readonly Process[]) =>
    found.map((process) => processResource(vendor.account.id, process, license, now))
  return {
    count: () => processes.count(what),
    part: async (order, limit, offset) => shown(await processes.search(what, limit, offset, null, order)),
    after: async (order, limit, id) => shown(await processes.search(what, limit, 0, id, order)),
  }
}
