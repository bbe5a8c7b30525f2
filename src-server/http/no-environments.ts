// A vendor has one environment here. Who names another one is refused, as by a Keygen without them: what it asks is not meant for
// this one (docs/protocol.md#requests-and-answers).
import { badRequest, type ErrorSource } from '../json-api/errors.ts'
import type { Check } from './checks.ts'
import type { AppContext } from './context.ts'

function named(c: AppContext): ErrorSource | null {
  if (c.req.header('keygen-environment') !== undefined) return { header: 'Keygen-Environment' }
  return c.req.query('environment') === undefined ? null : { parameter: 'environment' }
}

export const noEnvironments: Check = (c) => {
  const source = named(c)
  return (
    source && { ...badRequest('There are no environments here', source), code: 'ENVIRONMENT_NOT_SUPPORTED' }
  )
}
