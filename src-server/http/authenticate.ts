// Who is asking: a client shows the License Code it acts for (docs/protocol.md#authorization).
import type { MiddlewareHandler } from 'hono'
import { accessRefusal } from '../activation/keygen-status.ts'
import { forbidden, unauthorized } from '../json-api/errors.ts'
import { refuse } from './answer.ts'
import type { AppEnv } from './context.ts'
import type { GuessLimit } from './guess-limit.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

type Credentials = { readonly kind: 'license'; readonly key: string } | { readonly kind: 'token' }

/** Takes `License CODE` and Basic `license:CODE`. This server has no tokens, so that none is valid. */
function readCredentials(header: string | undefined): Credentials | null {
  const [scheme, value] = splitOnce(header?.trim() ?? '', ' ')
  switch (scheme.toLowerCase()) {
    case 'license':
      return value ? { kind: 'license', key: value } : null
    case 'basic': {
      const [user, password] = splitOnce(Buffer.from(value, 'base64').toString('utf8'), ':')
      if (user === '' && password === '') return null
      return user === 'license' ? { kind: 'license', key: password } : { kind: 'token' }
    }
    case 'bearer':
    case 'token':
      return { kind: 'token' }
    default:
      return null
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length).trim()]
}

/** Refuses 401 without a valid code, and 403 where the license is banned, suspended or expired. */
export function authenticate(vendor: Vendor, guesses: GuessLimit): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const credentials = readCredentials(c.req.header('authorization'))
    if (!credentials) return refuse(c, unauthorized('TOKEN_MISSING'))
    if (credentials.kind === 'token') return refuse(c, unauthorized('TOKEN_INVALID'))
    // A body may take its time, and what holds of the license has to hold when it is there.
    await c.req.text()
    const license = vendor.store.licenses.byKey(credentials.key)
    if (!license) return guesses.countUnknownCode(c) ?? refuse(c, unauthorized('LICENSE_INVALID'))
    const refused = accessRefusal(license, vendor.clock())
    if (refused) return refuse(c, forbidden(refused))
    c.set('license', license)
    return next()
  }
}
