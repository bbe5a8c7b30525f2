// The activation server over HTTP (docs/protocol.md): a Keygen server, or ours, which speaks the same.
import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { ActivationClient, Refusal, ServerErrorCode } from '#main/core/ports/activation-client.ts'
import { cutText } from '#shared/cut-text.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { createExchange, type Answer, type Exchange, type ExchangeOptions } from './exchange.ts'

const date = z.string().nullish()
const validationAnswer = z.object({
  data: z
    .object({
      id: z.string(),
      attributes: z.object({
        key: z.string(),
        name: z.string().nullish(),
        expiry: date,
        maxMachines: z.number().nullish(),
        requireHeartbeat: z.boolean().nullish().catch(null),
        metadata: z
          .object({ owner: z.string().optional().catch(undefined) })
          .nullish()
          .catch(null),
      }),
    })
    .nullable(),
  meta: z.object({
    valid: z.boolean(),
    code: z.string(),
    detail: z.string().nullish(),
    nonce: z.number().nullish(),
  }),
})
const machineAnswer = z.object({ data: z.object({ id: z.string() }) })
const fileAnswer = z.object({ data: z.object({ attributes: z.object({ certificate: z.string() }) }) })
const errorAnswer = z.object({
  errors: z
    .array(
      z.object({ code: z.string().nullish(), title: z.string().nullish(), detail: z.string().nullish() }),
    )
    .min(1),
})

/** What a machine file must bring along (docs/protocol.md#what-our-client-asks): without the license it is of no use here. */
const INCLUDE = ['license', 'license.product', 'license.policy', 'license.owner', 'license.entitlements']

export function httpActivationClient(options: ExchangeOptions): ActivationClient {
  return clientUntil(null, createExchange(options), options)
}

/** `until`: whoever asked may lose interest; a seat is given back all the same. */
function clientUntil(
  until: AbortSignal | null,
  exchange: Exchange,
  options: ExchangeOptions,
): ActivationClient {
  const { host: server } = new URL(options.vendor.server.url)
  const machinePath = (fingerprint: string) => `/machines/${encodeURIComponent(fingerprint)}`

  return {
    until: (signal) => clientUntil(signal, exchange, options),

    async validate(code, fingerprint) {
      const nonce = randomInt(1, 2 ** 31)
      const scope = { fingerprint, product: options.vendor.server.product }
      const answer = await exchange('POST', '/licenses/actions/validate-key', {
        body: { meta: { key: code, nonce, scope } },
        repeatable: true,
        until,
      })
      if (!answer.ok) return err(answer.error.failure)
      const body = understood(validationAnswer, answer.value, server)
      if (!body.ok) return body
      const { data, meta } = body.value
      // SECURITY: an old signed “valid” cannot be sent again, nor one for another license. docs/SECURITY.md#server
      if (meta.nonce !== nonce) return err(failure('response_replayed', { server }))
      if (data && data.attributes.key !== code) return err(failure('response_other_license', { server }))
      const license = data && {
        id: data.id,
        owner: ownerIn(data.attributes),
        expiry: data.attributes.expiry ? Date.parse(data.attributes.expiry) : null,
        maxMachines: data.attributes.maxMachines ?? null,
        requiresHeartbeats: data.attributes.requireHeartbeat === true,
      }
      const { valid, code: verdict, detail } = meta
      return ok({ valid, code: verdict, detail: detail ?? '', license, answer: answer.value.record })
    },

    async activateMachine(code, licenseId, fingerprint) {
      const answer = await exchange('POST', '/machines', {
        code,
        body: {
          data: {
            type: 'machines',
            attributes: { fingerprint, platform: process.platform },
            relationships: { license: { data: { type: 'licenses', id: licenseId } } },
          },
        },
        // Asked twice it might take two seats, on a server that does not know a machine again.
        repeatable: false,
        until,
      })
      if (!answer.ok) return err(answer.error.failure)
      const refusal = refusalIn(answer.value, server)
      if (!refusal.ok) return refusal
      if (refusal.value?.code === 'FINGERPRINT_TAKEN') return ok({ created: false, taken: refusal.value })
      if (refusal.value) return ok({ refusal: refusal.value })
      const body = understood(machineAnswer, answer.value, server)
      return body.ok ? ok({ created: true, taken: null }) : body
    },

    async checkOut(code, fingerprint, ttl) {
      const answer = await exchange('POST', `${machinePath(fingerprint)}/actions/check-out`, {
        code,
        body: { meta: { encrypt: true, ttl, include: INCLUDE } },
        repeatable: true,
        until,
      })
      if (!answer.ok) return err(answer.error.failure)
      const refusal = refusalIn(answer.value, server)
      if (!refusal.ok) return refusal
      if (refusal.value) return ok({ refusal: refusal.value })
      const body = understood(fileAnswer, answer.value, server)
      return body.ok ? ok({ file: body.value.data.attributes.certificate }) : body
    },

    async deactivateMachine(code, fingerprint) {
      const answer = await exchange('DELETE', machinePath(fingerprint), {
        code,
        repeatable: false,
        until: null,
      })
      if (!answer.ok) return answer
      const refusal = refusalIn(answer.value, server)
      return refusal.ok ? ok({ refusal: refusal.value }) : err({ failure: refusal.error, undone: false })
    },
  }
}

const ownerIn = ({
  name,
  metadata,
}: NonNullable<z.output<typeof validationAnswer>['data']>['attributes']): string | null =>
  cutText(metadata?.owner ?? name ?? '', 200) || null

function refusalIn(
  { status, json }: Answer,
  server: string,
): Result<Refusal | null, Failure<ServerErrorCode>> {
  if (status < 400) return ok(null)
  const parsed = errorAnswer.safeParse(json)
  const first = parsed.success ? parsed.data.errors[0] : undefined
  if (!first) return err(failure('server_answer_malformed', { server, status }))
  const detail = first.detail ?? first.title ?? ''
  return ok({ status, code: first.code ?? null, detail })
}

function understood<T extends z.ZodType>(
  schema: T,
  { json, status }: Answer,
  server: string,
): Result<z.output<T>, Failure<ServerErrorCode>> {
  const parsed = schema.safeParse(json)
  return parsed.success ? ok(parsed.data) : err(failure('server_answer_malformed', { server, status }))
}
