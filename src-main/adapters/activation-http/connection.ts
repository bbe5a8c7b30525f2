// The way to the activation server, gone step by step: what “Test connection” and `doctor` show.
import { dayOfIso } from '#shared/instant.ts'
import { answerHolds } from '#main/core/standing/server-word.ts'
import { withoutKeys } from '#main/core/standing/vendor-keys.ts'
import type { Connection } from '#main/core/ports/connection.ts'
import {
  CONNECTION_STEPS,
  type ConnectionLine,
  type ConnectionStep,
  type Note,
} from '#shared/contract/doctor.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { maskProxyAddress } from '#shared/formats/proxy-address.ts'
import { ok } from '#shared/result.ts'
import type { LinkFacts } from '../network/link.ts'
import type { Prepared } from '../network/network.ts'
import { readCaFile } from '../network/trust.ts'
import type { Way } from '../network/way.ts'
import { firstDoubt, recordOf } from './believe.ts'
import { serverUrl, type ExchangeOptions } from './exchange.ts'
import { API_VERSION, header, send, type RawAnswer } from './send.ts'

export function serverConnection(options: ExchangeOptions): Connection {
  const { network } = options
  return {
    way() {
      const prepared = network()
      if (!prepared.ok) return prepared
      const { proxy, from } = prepared.value.way
      return ok({ proxy: proxy && maskProxyAddress(proxy.href.replace(/\/$/, '')), from })
    },
    tryCaFile(file) {
      const read = readCaFile(file)
      return read.ok ? ok(null) : read
    },
    async test(until) {
      const prepared = network()
      if (prepared.ok) return inOrder(await walk(prepared.value, options, until), 'not_reached')
      if (prepared.error.code === 'offline_only') return inOrder([], 'offline_only')
      return inOrder([failed('name', prepared.error)], 'not_reached')
    },
  }
}

/** Every step once; those that were not come to are skipped. */
function inOrder(lines: readonly ConnectionLine[], otherwise: Note): ConnectionLine[] {
  return CONNECTION_STEPS.map((step) => lines.find((line) => line.step === step) ?? skipped(step, otherwise))
}

async function walk(
  prepared: Prepared,
  options: ExchangeOptions,
  until: AbortSignal,
): Promise<ConnectionLine[]> {
  const seconds = options.timeLimitSeconds
  const limit = () => AbortSignal.any([until, AbortSignal.timeout(seconds * 1000)])
  const lines: ConnectionLine[] = []
  const opened = await prepared.open(limit(), (step, facts) => {
    lines.push(facts ? passed(step, describe(facts)) : skipped(step, nothingToDo(step, prepared.way)))
  })
  if (!opened.ok) return [...lines, failed(opened.error.step, opened.error.failure)]
  opened.value.destroy()
  // Without a License Code: the server refuses, and signs that it does.
  const call = { method: 'GET' as const, url: serverUrl(options.vendor, '/me') }
  const dispatcher = await prepared.dispatcher()
  const received = await send(call, { dispatcher, userAgent: options.userAgent, signal: limit(), seconds })
  if (!received.ok) return [...lines, failed('http', received.error.failure)]
  return [...lines, ...readAnswer(received.value, options)]
}

function readAnswer(answer: RawAnswer, { vendor, primitives, clock }: ExchangeOptions): ConnectionLine[] {
  const now = clock.now()
  const record = recordOf(answer)
  const doubt = firstDoubt(answer, record, vendor, primitives, now)
  if (doubt?.step === 'http') return [failed('http', doubt.failure)]
  const http = passed('http', `HTTP ${answer.status}`)
  // What nobody signed says nothing of the version either.
  const lines = doubt?.step === 'signature' ? [http] : [http, apiLine(answer)]
  // A date that nobody signed says nothing about the clock.
  if (doubt?.step === 'signature')
    return [...lines, failed('signature', withoutKeys(vendor) ?? doubt.failure)]
  const seconds = ((Date.parse(record.date) - now) / 1000).toFixed(0)
  return [
    ...lines,
    answerHolds(record, vendor, primitives)
      ? passed('signature', 'ed25519')
      : { ...passed('signature', 'ed25519'), state: 'warning', note: 'signed_out_of_time' },
    doubt ? failed('clock', doubt.failure) : passed('clock', `${record.date} (${seconds} s)`),
  ]
}

function apiLine(answer: RawAnswer): ConnectionLine {
  const version = header(answer, 'keygen-version').slice(0, 40)
  if (version === API_VERSION) return passed('api', version)
  const server = answer.call.url.host
  return failed('api', failure('api_version_other', { server, version: version || '?', wanted: API_VERSION }))
}

function describe(facts: LinkFacts): string {
  if ('host' in facts) return `${facts.host} → ${facts.addresses.join(', ')}`
  const { certificate } = facts
  return certificate
    ? `${certificate.subject} ← ${certificate.issuer}, ${dayOfIso(certificate.from)} – ${dayOfIso(certificate.until)}`
    : ''
}

function nothingToDo(step: ConnectionStep, way: Way): Note {
  if (step === 'name') return 'is_address'
  return step === 'proxy' ? 'no_proxy' : way.target.protocol === 'http:' ? 'plain_http' : 'not_reached'
}

const passed = (step: ConnectionStep, detail: string): ConnectionLine => ({
  step,
  state: 'ok',
  detail,
  note: null,
  problem: null,
})
const skipped = (step: ConnectionStep, note: Note): ConnectionLine => ({
  step,
  state: 'skipped',
  detail: '',
  note,
  problem: null,
})
const failed = (step: ConnectionStep, problem: Failure): ConnectionLine => ({
  step,
  state: 'failed',
  detail: '',
  note: null,
  problem,
})
