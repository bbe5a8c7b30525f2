// The options of a check-out, as Keygen's clients send them, and what is refused of them (docs/protocol.md#check-out).
import { z } from 'zod'
import type { FileKind } from '#shared/formats/armor.ts'
import type { Algorithm } from '#shared/formats/envelope.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { CheckOutOptions } from '../activation/check-out.ts'
import type { AppContext } from '../http/context.ts'
import { queryOf } from '../http/query.ts'
import { badRequest, type ApiError } from '../json-api/errors.ts'
import { readIncludes } from '../json-api/includes.ts'

/** One month, as Keygen counts it. */
const DEFAULT_TTL_SECONDS = 2_629_746
const LEAST_TTL_SECONDS = 3600

export const checkOutMeta = z.strictObject({
  encrypt: z.boolean().nullish(),
  algorithm: z.string().nullish(),
  /** However large: what is too large is shortened. */
  ttl: z.union([z.number().refine(Number.isInteger), z.string().regex(/^\d+$/).transform(Number)]).nullish(),
  include: z.union([z.array(z.string()), z.string().transform((list) => list.split(','))]).nullish(),
})

export type AskedCheckOut = z.infer<typeof checkOutMeta>

const TRUE = ['true', 't', '1', 'yes']
const FALSE = ['false', 'f', '0', 'no', '']

/** `?encrypt=1&ttl=86400&include=a,b` (or `include[]=a&include[]=b`). An empty ttl is as none. */
export function readCheckOutQuery(c: AppContext): Result<AskedCheckOut, ApiError> {
  const { encrypt, algorithm, ttl, include } = queryOf(c)
  const flag = encrypt?.toLowerCase()
  if (flag !== undefined && !TRUE.includes(flag) && !FALSE.includes(flag))
    return err(badRequest('encrypt must be true or false', { parameter: 'encrypt' }))
  if (ttl !== undefined && !/^\d*$/.test(ttl))
    return err(badRequest('ttl must be a whole number of seconds', { parameter: 'ttl' }))
  const list = include?.split(',') ?? c.req.queries('include[]')
  return ok({
    ...(flag !== undefined && { encrypt: TRUE.includes(flag) }),
    ...(algorithm !== undefined && { algorithm }),
    ...(ttl !== undefined && { ttl: ttl === '' ? null : Number(ttl) }),
    ...(list !== undefined && { include: list }),
  })
}

/**
 * Fills in what was not asked for. Refuses, by Keygen's codes, what this server cannot make. A ttl beyond `most` seconds is
 * shortened; an absent one is a month or `most`, whichever is less, and so is null, which asks for no end at all.
 */
export function resolveCheckOut(
  kind: FileKind,
  asked: AskedCheckOut,
  most: number,
): Result<CheckOutOptions, ApiError> {
  const algorithm = chooseAlgorithm(asked)
  if (!algorithm) return err(invalidOption('ALGORITHM', 'algorithm', 'this algorithm is not supported'))
  const wanted = asked.ttl ?? DEFAULT_TTL_SECONDS
  if (wanted < LEAST_TTL_SECONDS)
    return err(invalidOption('TTL', 'ttl', `must be at least ${LEAST_TTL_SECONDS} seconds (1 hour)`))
  const includes = readIncludes(kind, asked.include ?? [])
  if (!includes) return err(invalidOption('INCLUDE', 'include', 'names something that cannot be included'))
  const ttl = Math.min(wanted, most)
  return ok({ algorithm, ttl, includes })
}

/** An algorithm by name goes before the plain `encrypt`. */
function chooseAlgorithm({ algorithm, encrypt }: AskedCheckOut): Algorithm | null {
  switch (algorithm ?? '') {
    case '':
      return encrypt ? 'aes-256-gcm+ed25519' : 'base64+ed25519'
    case 'aes-256-gcm+ed25519':
      return 'aes-256-gcm+ed25519'
    case 'base64+ed25519':
      return 'base64+ed25519'
    default:
      return null
  }
}

function invalidOption(name: string, parameter: string, detail: string): ApiError {
  return { status: 400, code: `CHECKOUT_${name}_INVALID`, detail, source: { parameter } }
}
