// Validation by key and by license (docs/protocol.md#validation): an answer is 200 whether the license is valid or
// not.
import { Hono } from 'hono'
import { z } from 'zod'
import { iso } from '#shared/instant.ts'
import { beginsWith, beginTerm } from '../activation/begin-term.ts'
import { validateLicense } from '../activation/validate-license.ts'
import { scopeSchema, type Scope } from '../activation/validation-scope.ts'
import { LICENSE_NOT_FOUND, type Validation } from '../activation/validation.ts'
import { answer, refuse } from '../http/answer.ts'
import { authenticate, bearerOf } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { readBody } from '../http/read-body.ts'
import { nonce, writtenNonce, type Nonce } from '../http/whole-nonce.ts'
import { NOT_PERMITTED } from '../json-api/errors.ts'
import { licenseResource } from '../json-api/license-resource.ts'
import type { License } from '../store/licenses.ts'
import { ofOwnLicense } from './own-license.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

/** null counts as absent, everywhere. */
const asked = z.strictObject({ nonce: nonce.nullish(), scope: scopeSchema.nullish() })
/** Keys of Keygen's that were encrypted once: none of ours is, so none is found as one. */
const ofEncryptedKeys = { encrypted: z.boolean().nullish(), legacyEncrypted: z.boolean().nullish() }
const byKey = z.strictObject({
  meta: asked.extend({
    key: z.string().refine((key) => key.trim() !== '', 'cannot be blank'),
    ...ofEncryptedKeys,
  }),
})
const byId = z.strictObject({ meta: asked.nullish() })

/** A license that is validated every second is not written every second. */
const VALIDATED_EVERY_MS = 60_000

export function validateRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()

  const authenticated = authenticate(vendor, guesses)

  /** Needs no authorization; where there is one, it has to be that license's own. */
  routes.post('/licenses/actions/validate-key', async (c) => {
    const bearer = await bearerOf(c, vendor, guesses)
    if (bearer instanceof Response) return bearer
    const body = await readBody(c, byKey)
    if (!body.ok) return refuse(c, body.error)
    const { key, encrypted, legacyEncrypted, ...meta } = body.value.meta
    const license = await vendor.store.licenses.byKey(key)
    if (!license) return guesses.countUnknownCode(c) ?? (await validated(c, vendor, null, meta))
    return bearer && bearer.id !== license.id
      ? refuse(c, NOT_PERMITTED)
      : await validated(c, vendor, encrypted || legacyEncrypted ? null : license, meta)
  })

  routes.post(
    '/licenses/:id/actions/validate',
    authenticated,
    ofOwnLicense(async (c) => {
      const body = await readBody(c, byId)
      return body.ok
        ? await validated(c, vendor, c.get('license'), body.value.meta ?? {})
        : refuse(c, body.error)
    }),
  )

  /** The quick validation: no scopes. */
  routes.get(
    '/licenses/:id/actions/validate',
    authenticated,
    ofOwnLicense((c) => validated(c, vendor, c.get('license'), { quick: true })),
  )

  return routes
}

interface Asked {
  readonly nonce?: Nonce | null | undefined
  readonly scope?: Scope | null | undefined
  /** The license alone is looked at. */
  readonly quick?: boolean
}

async function validated(
  c: AppContext,
  vendor: Vendor,
  found: License | null,
  meta: Asked,
): Promise<Response> {
  const now = vendor.clock()
  const scope = meta.quick ? null : (meta.scope ?? {})
  const outcome = found ? await validateLicense(vendor.store, found, scope, now) : LICENSE_NOT_FOUND
  c.set('code', outcome.code)
  const license = found && (await begun(vendor, found, now))
  if (license && now - (license.lastValidated ?? 0) > VALIDATED_EVERY_MS)
    vendor.store.bookkeeping.validated(license.id, now)
  const data = license ? licenseResource(vendor.account.id, { ...license, lastValidated: now }, now) : null
  return answer(c, { data, meta: validationMeta(outcome, meta, now) })
}

/** What was answered held before. A validation only writes where a term begins with it. */
async function begun({ store }: Vendor, license: License, now: number): Promise<License> {
  if (!beginsWith(license, 'FROM_FIRST_VALIDATION')) return license
  return store.transaction(async () => {
    const present = await store.licenses.byId(license.id)
    return present ? await beginTerm(store, present, 'FROM_FIRST_VALIDATION', now) : license
  })
}

/** The nonce and the scope come back, so that an older answer cannot stand for this one. */
function validationMeta({ valid, detail, code }: Validation, { nonce: sent, scope }: Asked, now: number) {
  return {
    ts: iso(now),
    valid,
    detail,
    code,
    ...(sent !== undefined && sent !== null && { nonce: writtenNonce(sent) }),
    ...(scope && { scope }),
  }
}
