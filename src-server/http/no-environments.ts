// A vendor has one environment here. Who names another one is refused, as by a Keygen without them: what it asks is not meant for
// this one (docs/protocol.md#requests-and-answers).
import type { MiddlewareHandler } from 'hono'
import { badRequest, type ErrorSource } from '../json-api/errors.ts'
import { refuse } from './answer.ts'
import type { AppContext, AppEnv } from './context.ts'

function named(c: AppContext): ErrorSource | null {
  if (c.req.header('keygen-environment') !== undefined) return { header: 'Keygen-Environment' }
  return c.req.query('environment') === undefined ? null : { parameter: 'environment' }
}

export const noEnvironments: MiddlewareHandler<AppEnv> = async (c, next) => {
  const source = named(c)
  if (!source) return next()
  return refuse(c, {
    ...badRequest('There are no environments here', source),
    code: 'ENVIRONMENT_NOT_SUPPORTED',
  })
}
