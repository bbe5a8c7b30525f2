// The activation server as one Hono app: Keygen's HTTP API, the part of it in docs/protocol.md. Opens no socket.
import { Hono, type MiddlewareHandler } from 'hono'
import { getPath } from 'hono/utils/url'
import type { FaultCode } from './fault.ts'
import { accessLog, type Logger } from './http/access-log.ts'
import { onlyOurSignature } from './http/accept-signature.ts'
import { answer, answerNothing, refuse } from './http/answer.ts'
import { answerPreflight } from './http/any-origin.ts'
import { authenticate } from './http/authenticate.ts'
import type { BelievedProxies } from './http/believed-proxies.ts'
import { refusing } from './http/checks.ts'
import { wasAborted, type AppContext, type AppEnv } from './http/context.ts'
import { DEFAULT_GUESS_LIMIT, GuessLimit, type GuessLimitOptions } from './http/guess-limit.ts'
import { identify, onlyKnownVersions } from './http/identify.ts'
import { noEnvironments } from './http/no-environments.ts'
import { onlyReadableAddresses } from './http/only-readable-addresses.ts'
import { onlySpokenTypes } from './http/only-spoken-types.ts'
import { MAX_BODY_BYTES, onlyShortBodies } from './http/read-body.ts'
import { onceATurn } from './http/once-a-turn.ts'
import { signAnswers } from './http/sign-answers.ts'
import { accountResource } from './json-api/account-resource.ts'
import { badRequest, notFound } from './json-api/errors.ts'
import { healthRoutes } from './operations/health.ts'
import { checkOutRoutes } from './routes/check-out.ts'
import { componentRoutes } from './routes/components.ts'
import { emptyRoutes } from './routes/empty.ts'
import { licenseRoutes } from './routes/licenses.ts'
import { machineListRoutes } from './routes/machine-lists.ts'
import { machineRoutes } from './routes/machines.ts'
import { notPermittedRoutes } from './routes/not-permitted.ts'
import { processRoutes } from './routes/processes.ts'
import { useRoutes } from './routes/uses.ts'
import { validateRoutes } from './routes/validate.ts'
import { databaseFault } from './store/database-fault.ts'
import type { Vendor } from './vendor/open-vendor.ts'

export interface AppOptions {
  readonly logger: Logger
  readonly guessLimit?: GuessLimitOptions | undefined
  readonly behindProxy?: BelievedProxies | undefined
}

export function createApp(
  vendor: Vendor,
  { logger, guessLimit = DEFAULT_GUESS_LIMIT, behindProxy = false }: AppOptions,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ getPath: pathOf })
  app.route('/', healthRoutes(vendor))
  app.use(identify(vendor, behindProxy), signAnswers, accessLog(logger), answerPreflight)
  const lookAtStore = onceATurn(async () => {
    await vendor.store.refuseReplaced() // nothing is said of licenses that are not there any more
    await vendor.keys.active() // nor changed before it is known who signs: an answer that cannot be signed is none
  }, vendor.store.looksHold)
  app.use(async (_, next) => {
    await lookAtStore()
    return next()
  })
  app.use(refusing(onlyKnownVersions, onlyOurSignature(vendor), onlyReadableAddresses))
  app.use(onlyShortBodies(refuseTooLarge))

  const guesses = new GuessLimit(guessLimit, vendor.clock)
  const api = apiRoutes(vendor, guesses)
  app.use('/v1/accounts/:account/*', onlyAccount(vendor))
  app.route('/v1', api)
  app.get('/v1/accounts/:account', onlyAccount(vendor), authenticate(vendor, guesses), (c) =>
    answer(c, { data: accountResource(vendor.account) }),
  )
  app.route('/v1/accounts/:account', api)

  app.notFound((c) => refuse(c, notFound('endpoint')))
  app.onError((error, c) => {
    if (wasAborted(c)) return refuse(c, badRequest('The request ended before its body did'))
    const fault = databaseFault(error)
    logger.failure(c.get('requestId'), fault ?? error)
    const wait = fault && PASSING[fault.code]
    if (wait) return refuseForNow(c, wait)
    return refuse(c, {
      status: 500,
      code: 'INTERNAL_ERROR',
      detail: 'Something went wrong here: quote the id',
    })
  })
  return app
}

/** A slash that is doubled or at the end is nothing, as to Keygen's server: the address of a client's setting may end with one. */
function pathOf(request: Request): string {
  const asked = getPath(request)
  const path = asked.includes('//') ? asked.replaceAll(/\/{2,}/g, '/') : asked
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

/** What may pass by itself, or when somebody mends it: the seconds after which to ask again. */
const PASSING: Readonly<Partial<Record<FaultCode, number>>> = {
  database_busy: 1,
  database_away: 5,
  disk_full: 5,
  disk_trouble: 5,
  too_many_open_files: 5,
  database_not_permitted: 5,
  database_replaced: 5,
  database_damaged: 60,
}

function refuseForNow(c: AppContext, seconds: number): Response {
  const detail = 'This cannot be done here at the moment: ask again'
  const unavailable = { status: 503, code: 'SERVICE_UNAVAILABLE', detail } as const
  return refuse(c, unavailable, { 'Retry-After': String(seconds) })
}

function refuseTooLarge(c: AppContext): Response {
  const detail = `A request has at most ${MAX_BODY_BYTES} bytes`
  return refuse(c, { status: 413, code: 'PAYLOAD_TOO_LARGE', detail })
}

/** A path may name the account by its id or, as Keygen's slug, by the vendor's id. */
function onlyAccount(vendor: Vendor): MiddlewareHandler<AppEnv> {
  const names = [vendor.account.id, vendor.account.vendor.id]
  return async (c, next) =>
    names.includes(c.req.param('account') ?? '') ? next() : refuse(c, notFound('account'))
}

/** The more particular before those that answer for what is not there. */
const PARTS = [
  validateRoutes,
  checkOutRoutes,
  machineRoutes,
  machineListRoutes,
  componentRoutes,
  processRoutes,
  licenseRoutes,
  useRoutes,
  emptyRoutes,
  notPermittedRoutes,
]

function apiRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  for (const [path, status] of [
    ['/ping', 200],
    ['/health', 204],
  ] as const)
    routes.get(path, async (c) => {
      await vendor.store.account.read() // a server that cannot read its database is not well
      return answerNothing(c, status)
    })
  routes.use(refusing(noEnvironments, onlySpokenTypes))
  for (const part of PARTS) routes.route('/', part(vendor, guesses))
  return routes
}
