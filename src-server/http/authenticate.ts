// Who is asking: a client shows the License Code it acts for (docs/protocol.md#authorization).
import type { MiddlewareHandler } from 'hono'
import { isUuid } from '../json-api/uuid.ts'
import { accessRefusal } from '../activation/keygen-status.ts'
import { forbidden, unauthorized, type ApiError, type UnauthorizedCode } from '../json-api/errors.ts'
import type { License } from '../store/licenses.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { refuse } from './answer.ts'
import type { AppContext, AppEnv } from './context.ts'
import type { GuessLimit } from './guess-limit.ts'
import { queryOf } from './query.ts'

type Credentials =
  { readonly kind: 'license'; readonly key: string } | { readonly kind: 'token'; readonly token: string }

/** `License CODE`, Basic `license:CODE`, and `license:CODE` in the query; tokens in the same places. */
function readCredentials(c: AppContext): Credentials | null {
  const [scheme, value] = splitOnce(c.req.header('authorization')?.trim() ?? '', ' ')
  switch (scheme.toLowerCase()) {
    case 'license':
      return value === '' ? null : { kind: 'license', key: value }
    case 'basic':
      return readNamed(Buffer.from(value, 'base64').toString('utf8'))
    case 'bearer':
    case 'token':
      return value === '' ? null : { kind: 'token', token: value }
    default:
      return readNamed(queryOf(c)['token'] ?? queryOf(c)['auth'] ?? '')
  }
}

/** `license:CODE`, `token:TOKEN`, or a token that stands alone. */
function readNamed(text: string): Credentials | null {
  const [name, secret] = splitOnce(text, ':')
  if (name === 'license') return secret === '' ? null : { kind: 'license', key: secret }
  const token = name === 'token' ? secret : name
  return token === '' ? null : { kind: 'token', token }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length).trim()]
}

/** Refuses 401 without a valid code, and 403 where the license is banned, suspended or expired. */
export function authenticate(vendor: Vendor, guesses: GuessLimit): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const bearer = await bearerOf(c, vendor, guesses)
    if (bearer instanceof Response) return bearer
    if (!bearer) return refuse(c, unauthorized('TOKEN_MISSING'))
    c.set('license', bearer)
    return next()
  }
}

/** The license that the client acts for; null: it says nothing of itself. Refuses as `authenticate` does. */
export async function bearerOf(
  c: AppContext,
  vendor: Vendor,
  guesses: GuessLimit,
): Promise<License | Response | null> {
  const credentials = readCredentials(c)
  if (!credentials) return null
  if (credentials.kind === 'token') return refuse(c, unauthorized(tokenProblem(credentials.token)))
  // A body may take its time, and what holds of the license has to hold when it is there.
  await c.req.arrayBuffer()
  const license = await vendor.store.licenses.byKey(credentials.key)
  if (!license) return guesses.countUnknownCode(c) ?? refuse(c, unauthorized('LICENSE_INVALID'))
  const refused = refusalOf(license, vendor.clock())
  if (refused) return refuse(c, refused)
  c.set('bearer', license.id)
  return license
}

/** Why nobody may act for the license by its code; null: who has the code may. */
export function refusalOf(license: License, now: number): ApiError | null {
  const refused = accessRefusal(license, now)
  if (refused) return forbidden(refused)
  return TAKE_KEYS.includes(license.rules.authenticationStrategy) ? null : forbidden('LICENSE_NOT_ALLOWED')
}

/** The strategies of a policy by which a License Code is enough. */
const TAKE_KEYS: readonly PolicyRules['authenticationStrategy'][] = ['LICENSE', 'MIXED']

/** This server has no tokens, so that none is valid. Some take a token's id for the token. */
const tokenProblem = (token: string): UnauthorizedCode =>
  isUuid(token) ? 'TOKEN_FORMAT_INVALID' : 'TOKEN_INVALID'
