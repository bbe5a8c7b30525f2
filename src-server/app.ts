// The activation server as one Hono app: Keygen's HTTP API, the part of it in docs/protocol.md. Opens no socket.
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { accessLog, type Logger } from './http/access-log.ts'
import { refuse } from './http/answer.ts'
import { wasAborted, type AppContext, type AppEnv } from './http/context.ts'
import { DEFAULT_GUESS_LIMIT, GuessLimit, type GuessLimitOptions } from './http/guess-limit.ts'
import { identify } from './http/identify.ts'
import { MAX_BODY_BYTES } from './http/read-body.ts'
import { signAnswers } from './http/sign-answers.ts'
import { badRequest, notFound } from './json-api/errors.ts'
import { checkOutRoutes } from './routes/check-out.ts'
import { licenseRoutes } from './routes/licenses.ts'
import { machineRoutes } from './routes/machines.ts'
import { validateRoutes } from './routes/validate.ts'
import type { Vendor } from './vendor/open-vendor.ts'

export interface AppOptions {
  readonly logger: Logger
  readonly guessLimit?: GuessLimitOptions | undefined
  readonly behindProxy?: boolean | undefined
}

export function createApp(
  vendor: Vendor,
  { logger, guessLimit = DEFAULT_GUESS_LIMIT, behindProxy = false }: AppOptions,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use((c, next) => {
    c.set('behindProxy', behindProxy)
    return next()
  })
  app.use(signAnswers(vendor), identify(vendor), accessLog(logger))
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseTooLarge }))

  const api = apiRoutes(vendor, new GuessLimit(guessLimit, vendor.clock))
  app.use('/v1/accounts/:account/*', onlyAccount(vendor))
  app.route('/v1', api)
  app.route('/v1/accounts/:account', api)

  app.notFound((c) => refuse(c, notFound('endpoint')))
  app.onError((error, c) => {
    if (wasAborted(c)) return refuse(c, badRequest('The request ended before its body did'))
    logger.failure(c.get('requestId'), error)
    return refuse(c, {
      status: 500,
      code: 'INTERNAL_ERROR',
      detail: 'Something went wrong here: quote the id',
    })
  })
  return app
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

function apiRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  for (const part of [validateRoutes, licenseRoutes, machineRoutes, checkOutRoutes])
    routes.route('/', part(vendor, guesses))
  return routes
}
