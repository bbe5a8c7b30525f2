// A client that believes nothing: each answer of the server has to be signed, whatever its status.
import { createHash } from 'node:crypto'
import { request, type IncomingHttpHeaders } from 'node:http'
import { onTestFinished } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { answerSigningText, parseSignatureHeader } from '#shared/formats/response-signature.ts'
import { startServer, type ServeOptions } from '#server/serve.ts'
import { expectOk, openBackOffice, type TestBackOffice } from './back-office.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The parsed body, for tests that know its shape. */
  readonly json: Document
  readonly code: string | undefined
}

export interface Document {
  data: Resource
  meta: {
    id: string
    valid: boolean
    code: string
    /** The code, as an older version of the API has it. */
    constant?: string
    detail: string
    ts: string
    nonce?: number
    scope?: object
  }
  errors: {
    title: string
    detail: string
    code?: string
    links?: { about: string }
    source?: { pointer?: string; parameter?: string; header?: string }
  }[]
}

export interface Resource {
  id: string
  type: string
  attributes: Record<string, unknown>
  relationships: Record<string, { data?: { id: string } | null }>
}

export interface Ask {
  readonly code?: string
  readonly authorization?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

export interface TestServer extends TestBackOffice {
  readonly url: string
  /** Where the metrics are. */
  readonly metrics: string | undefined
  ask(method: string, target: string, ask?: Ask): Promise<Answer>
}

/** A back office with its server on a free port. */
export async function serveBackOffice(options: Partial<ServeOptions> = {}): Promise<TestServer> {
  const office = await openBackOffice(options.clock?.())
  const started = await startServer({
    dataDir: office.dataDir,
    port: 0,
    clock: office.clock.read,
    onItsWay: 0,
    ...options,
  })
  const { url, port, metrics, close } = expectOk(started)
  onTestFinished(close)
  const ask = async (method: string, target: string, what: Ask = {}) => {
    const answer = await send(port, method, `/v1${target}`, what)
    await checkSignature(office, method, `/v1${target}`, `127.0.0.1:${port}`, answer)
    return answer
  }
  return { ...office, url, metrics, ask }
}

function send(port: number, method: string, path: string, ask: Ask): Promise<Answer> {
  const body =
    typeof ask.body === 'string' ? ask.body : ask.body === undefined ? '' : JSON.stringify(ask.body)
  const authorization = ask.authorization ?? (ask.code === undefined ? undefined : `License ${ask.code}`)
  const headers = { ...(authorization !== undefined && { authorization }), ...ask.headers }
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve(readAnswer(response.statusCode ?? 0, response.headers, Buffer.concat(chunks))),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function readAnswer(status: number, headers: IncomingHttpHeaders, body: Buffer): Answer {
  const text = body.toString('utf8')
  const isJson = /^application\/(vnd\.api\+)?json/.test(headers['content-type'] ?? '') && text !== ''
  const json = (isJson ? JSON.parse(text) : {}) as Document
  return { status, headers, text, json, code: (json as Partial<Document>).errors?.[0]?.code }
}

/** Also where it cannot be asked for any more. */
async function keyOf({ vendor }: TestBackOffice) {
  try {
    return await vendor.keys.active()
  } catch {
    return vendor.keys.lastActive()
  }
}

export async function checkSignature(
  office: TestBackOffice,
  method: string,
  target: string,
  host: string,
  { headers, text }: Pick<Answer, 'headers' | 'text'>,
): Promise<void> {
  const digest = `sha-256=${createHash('sha256').update(text).digest('base64')}`
  const header = parseSignatureHeader(String(headers['keygen-signature']))
  const date = String(headers['date'])
  const signature = nodePrimitives.decodeBase64(header?.signature ?? '')
  const signed = answerSigningText({ method: method.toLowerCase(), target, host, date, digest })
  const { publicKey } = await keyOf(office)
  const holds =
    headers['digest'] === digest &&
    header?.keyId === office.vendor.account.id &&
    header.algorithm === 'ed25519' &&
    header.headers === '(request-target) host date digest' &&
    Math.abs(Date.parse(date) - office.clock.now) < 1000 &&
    nodePrimitives.verifyEd25519(publicKey, nodePrimitives.encodeUtf8(signed), signature ?? new Uint8Array())
  if (!holds) throw new Error(`the answer to ${method} ${target} is not signed: ${JSON.stringify(headers)}`)
}

/** The body that activates a machine. */
export function activation(licenseId: string, fingerprint: string, attributes: object = {}) {
  const license = { data: { type: 'licenses', id: licenseId } }
  return {
    data: { type: 'machines', attributes: { fingerprint, ...attributes }, relationships: { license } },
  }
}
