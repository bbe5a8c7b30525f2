// What other people's clients do around a request: send it with the headers that they send, check the answer's signature in their
// own way, and open a file. Nothing of this project's formats is used: it is what they know from Keygen (issue 18.8).
import { createDecipheriv, createHash, createPublicKey, verify } from 'node:crypto'
import { request, type IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { serveBackOffice, type TestServer } from '../../support/client.ts'

export interface Sent {
  readonly method: string
  /** With the query, as it stands in the request. */
  readonly target: string
  /** The Host header, with its port where the client names it. */
  readonly host: string
}

export interface Got {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Throws where the client would not believe the answer. */
export type Check = (sent: Sent, got: Got, publicKey: string) => void

export interface Client {
  /** Of every request; an undefined one is left out. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** `licensing.vendor.example` or `127.0.0.1:4600`: as the client finds it in its address. */
  readonly host: (port: string) => string
  /** What comes before a path: `/v1`, or with the account. */
  readonly base: (server: TestServer) => string
  readonly check: Check
  /** keygen-rs looks at no signature of a refusal. */
  readonly checksRefusals: boolean
}

export interface Request {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
}

/** A server, and the client that speaks to it: `ask` gives what came, once it is believed. */
export async function speaking(client: Client, server?: TestServer) {
  const office = server ?? (await serveBackOffice())
  const { url } = office
  const { port } = new URL(url)
  const host = client.host(port)
  const publicKey = (await office.vendor.keys.active()).publicKey
  const ask = async (method: string, path: string, { headers = {}, body }: Request = {}): Promise<Got> => {
    const target = `${client.base(office)}/${path}`
    const text = body === undefined ? '' : JSON.stringify(body)
    const all = { Host: host, ...client.headers, ...headers }
    const got = await send(port, method, target, all, text)
    if (got.status < 400 || client.checksRefusals) client.check({ method, target, host }, got, publicKey)
    return got
  }
  return { server: office, publicKey, ask }
}

export type Asking = (method: string, path: string, request?: Request) => Promise<Got>

/** With the license's key in each request. */
export const asLicense =
  (ask: Asking, key: string): Asking =>
  (method, path, request = {}) =>
    ask(method, path, { ...request, headers: { authorization: `License ${key}`, ...request.headers } })

function send(
  port: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string | undefined>>,
  text: string,
): Promise<Got> {
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  const length = text === '' && method !== 'POST' ? {} : { 'Content-Length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const out = request(
      { port, host: '127.0.0.1', method, path, headers: { ...sent, ...length }, agent: false },
      (response) =>
        void buffer(response).then(
          (bytes) =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: bytes.toString('utf8'),
            }),
          reject,
        ),
    )
    out.on('error', reject)
    out.end(text)
  })
}

/** Ed25519 by the hexadecimal key that a vendor puts into the client. */
export function holds(publicKey: string, text: string, signature: string): boolean {
  const der = Buffer.from(`302a300506032b6570032100${publicKey}`, 'hex')
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

export const signedText = ({ method, target, host }: Sent, date: string, digest: string): string =>
  `(request-target): ${method.toLowerCase()} ${target}\nhost: ${host}\ndate: ${date}\ndigest: ${digest}`

export function required(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name]
  if (typeof value !== 'string') throw new Error(`the answer has no ${name}`)
  return value
}

/** An encrypted license or machine file, by the license's key or that and the fingerprint. */
export function opened(certificate: string, kind: 'license' | 'machine', publicKey: string, secret: string) {
  const bare = certificate
    .replace(`-----BEGIN ${kind.toUpperCase()} FILE-----`, '')
    .replace(`-----END ${kind.toUpperCase()} FILE-----`, '')
    .replaceAll(/[\r\n]/g, '')
  const payload = JSON.parse(Buffer.from(bare, 'base64').toString('utf8')) as Record<string, string>
  const { enc = '', sig = '', alg = '' } = payload
  if (alg !== 'aes-256-gcm+ed25519') throw new Error(`the algorithm ${alg} is not supported`)
  if (!holds(publicKey, `${kind}/${enc}`, sig)) throw new Error('the file is not genuine')
  const [text = '', iv = '', tag = ''] = enc.split('.')
  const decipher = createDecipheriv('aes-256-gcm', sha256(secret), Buffer.from(iv, 'base64'))
  decipher.setAuthTag(Buffer.from(tag, 'base64'))
  const clear = Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()])
  return JSON.parse(clear.toString('utf8')) as unknown
}
