// Checking a license or a machine out over HTTP: options in the query, in the body's meta, or both
// (docs/protocol.md#check-out).
import { Hono } from 'hono'
import { z } from 'zod'
import type { FileKind } from '#shared/formats/armor.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { checkOut, type CheckedOut, type CheckOutOptions } from '../activation/check-out.ts'
import { longestFile } from '../activation/lease.ts'
import { answer, refuse } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { inTurn } from '../http/in-turn.ts'
import { readBody } from '../http/read-body.ts'
import { signedResponse } from '../http/signed-response.ts'
import { notFound, type ApiError } from '../json-api/errors.ts'
import { fileResource } from '../json-api/file-resource.ts'
import { checkOutMeta, readCheckOutQuery, resolveCheckOut, type AskedCheckOut } from './check-out-options.ts'
import { isNamed, ownMachine } from './own-license.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

const body = z.strictObject({ meta: checkOutMeta.nullish() })

export function checkOutRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)

  for (const kind of ['license', 'machine'] as const) {
    const path = `/${kind}s/:id/actions/check-out`

    routes.post(path, authenticated, async (c) => {
      const asked = await readBody(c, body)
      if (!asked.ok) return refuse(c, asked.error)
      return checkOutOwn(c, vendor, kind, asked.value.meta ?? {}, (file) =>
        answer(c, { data: fileResource(vendor.account.id, file) }),
      )
    })

    routes.get(path, authenticated, (c) =>
      checkOutOwn(c, vendor, kind, {}, ({ certificate, licenseId, machineId }) =>
        signedResponse(c, certificate, 200, {
          'Content-Type': 'application/octet-stream',
          'Content-Disposition': `attachment; filename="${machineId ?? licenseId}.lic"`,
        }),
      ),
    )
  }

  return routes
}

/** Where there is nothing to check out, or not as it is asked for, nobody waits for a turn. */
async function checkOutOwn(
  c: AppContext,
  vendor: Vendor,
  kind: FileKind,
  meta: AskedCheckOut,
  show: (file: CheckedOut) => Response,
): Promise<Response> {
  const early = await readAsked(c, vendor, kind, meta)
  if (!early.ok) return refuse(c, early.error)
  return inTurn(c, vendor, async () => {
    const asked = await readAsked(c, vendor, kind, meta)
    if (!asked.ok) return refuse(c, asked.error)
    const { machine, options } = asked.value
    const file = await checkOut(vendor, c.get('license'), machine, options, 'license')
    return file ? show(file) : refuse(c, notFound(kind))
  })
}

async function readAsked(
  c: AppContext,
  vendor: Vendor,
  kind: FileKind,
  meta: AskedCheckOut,
): Promise<Result<{ readonly machine: Machine | null; readonly options: CheckOutOptions }, ApiError>> {
  const [license, name] = [c.get('license'), c.req.param('id') ?? '']
  const machine = kind === 'machine' ? await ownMachine(c, vendor, name) : null
  if (kind === 'machine' ? !machine : !isNamed(license, name)) return err(notFound(kind))
  const options = readOptions(c, kind, meta, license)
  return options.ok ? ok({ machine, options: { ...options.value, version: c.get('version') } }) : options
}

/** What the body says goes before what the query says; null says nothing, but of the ttl. */
function readOptions(
  c: AppContext,
  kind: FileKind,
  meta: AskedCheckOut,
  license: License,
): Result<CheckOutOptions, ApiError> {
  const query = readCheckOutQuery(c)
  const asked = Object.entries(meta).filter(([name, value]) => value !== null || name === 'ttl')
  const together: AskedCheckOut = { ...(query.ok && query.value), ...Object.fromEntries(asked) }
  return query.ok ? resolveCheckOut(kind, together, longestFile(license)) : query
}
