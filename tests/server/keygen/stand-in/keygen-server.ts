// A server in the place of Keygen's, written from its serializers, check-out service and signature headers (keygen-sh/keygen-api at
// f70c4f4e), with nothing of this project's server: the app's own client has to work with it as well (issue 18.8).
import { createCipheriv, createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Cleanup } from '#tests/support/temporary.ts'

export interface KeygenOptions {
  /** Whether the address of the API names the account, as api.keygen.sh's does. */
  readonly namesAccount: boolean
  readonly key: string
  readonly metadata: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970. */
  readonly expiry: number
  readonly ownerName: string
}

export interface StandIn {
  readonly url: string
  readonly account: string
  readonly product: string
  /** Ed25519, as Keygen's dashboard shows it: hexadecimal. */
  readonly publicKey: string
  /** Method and path of each question, in order. */
  readonly asked: readonly string[]
  readonly machines: () => number
}

type Json = Readonly<Record<string, unknown>>

/** As Rails writes JSON: nothing in it could end a script, and no line ends within it. */
const railsJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** In lines of sixty letters, each with its end. */
const encode64 = (value: string): string =>
  Buffer.from(value)
    .toString('base64')
    .replaceAll(/.{1,60}/g, '$&\n')

export async function standInForKeygen(cleanup: Cleanup, options: KeygenOptions): Promise<StandIn> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const ids = { account: randomUUID(), product: randomUUID(), policy: randomUUID(), license: randomUUID() }
  const owner = randomUUID()
  const machines = new Map<
    string,
    { readonly id: string; readonly platform: unknown; readonly created: string }
  >()
  const asked: string[] = []
  const made = new Date(Date.now() - 86_400_000).toISOString()

  const at = (...path: string[]) => ['/v1/accounts', ids.account, ...path].join('/')
  const to = (type: string, id: string, related: string) => ({ links: { related }, data: { type, id } })
  const account = to('accounts', ids.account, at())
  const times = { created: made, updated: made }

  const license = () => {
    const self = at('licenses', ids.license)
    return {
      id: ids.license,
      type: 'licenses',
      attributes: {
        name: null,
        key: options.key,
        expiry: new Date(options.expiry).toISOString(),
        status: 'ACTIVE',
        uses: 0,
        suspended: false,
        scheme: null,
        encrypted: false,
        strict: true,
        floating: true,
        protected: false,
        version: null,
        maxMachines: 2,
        maxProcesses: null,
        maxUsers: null,
        maxCores: null,
        maxMemory: null,
        maxDisk: null,
        maxUses: null,
        requireHeartbeat: false,
        requireCheckIn: false,
        lastValidated: null,
        lastCheckIn: null,
        nextCheckIn: null,
        lastCheckOut: null,
        permissions: ['license.read', 'license.validate', 'machine.create', 'machine.check-out'],
        metadata: options.metadata,
        ...times,
      },
      relationships: {
        account,
        environment: { links: { related: null }, data: null },
        product: to('products', ids.product, `${self}/product`),
        policy: to('policies', ids.policy, `${self}/policy`),
        group: { links: { related: `${self}/group` }, data: null },
        owner: to('users', owner, `${self}/owner`),
        users: { links: { related: `${self}/users` }, meta: { count: 0 } },
        machines: {
          links: { related: `${self}/machines` },
          meta: { cores: 0, memory: 0, disk: 0, count: machines.size },
        },
        tokens: { links: { related: `${self}/tokens` } },
        entitlements: { links: { related: `${self}/entitlements` } },
      },
      links: { self },
    }
  }
  const machine = (fingerprint: string) => {
    const { id, platform, created } = machines.get(fingerprint)!
    const self = at('machines', id)
    const attributes = {
      fingerprint,
      cores: null,
      memory: null,
      disk: null,
      ip: null,
      hostname: null,
      platform: platform ?? null,
      name: null,
      requireHeartbeat: false,
      heartbeatStatus: 'NOT_STARTED',
      heartbeatDuration: null,
      maxProcesses: null,
      lastCheckOut: null,
      lastHeartbeat: null,
      nextHeartbeat: null,
      metadata: {},
      created,
      updated: created,
    }
    const relationships = {
      account,
      environment: { links: { related: null }, data: null },
      product: to('products', ids.product, `${self}/product`),
      group: { links: { related: `${self}/group` }, data: null },
      license: to('licenses', ids.license, `${self}/license`),
      owner: { links: { related: `${self}/owner` }, data: null },
      components: { links: { related: `${self}/components` } },
      processes: { links: { related: `${self}/processes` } },
    }
    return { id, type: 'machines', attributes, relationships, links: { self } }
  }
  const others: readonly Json[] = [
    {
      id: ids.product,
      type: 'products',
      attributes: {
        name: 'Suite',
        code: 'suite',
        distributionStrategy: 'LICENSED',
        url: null,
        platforms: [],
        ...times,
      },
      relationships: { account },
      links: { self: at('products', ids.product) },
    },
    {
      id: ids.policy,
      type: 'policies',
      attributes: {
        name: 'Floating',
        duration: null,
        strict: true,
        floating: true,
        maxMachines: 2,
        ...times,
      },
      relationships: { account, product: to('products', ids.product, at('policies', ids.policy, 'product')) },
      links: { self: at('policies', ids.policy) },
    },
    {
      id: owner,
      type: 'users',
      attributes: {
        fullName: options.ownerName,
        firstName: options.ownerName,
        lastName: null,
        email: 'someone@contoso.example',
        status: 'ACTIVE',
        role: 'user',
        permissions: [],
        metadata: {},
        ...times,
      },
      relationships: { account },
      links: { self: at('users', owner) },
    },
    {
      id: randomUUID(),
      type: 'entitlements',
      attributes: { name: 'Single sign-on', code: 'sso', metadata: {}, ...times },
      relationships: { account },
      links: { self: at('entitlements') },
    },
  ]

  function certificate(fingerprint: string, ttl: number | null, issued: number): string {
    const expiry = ttl === null ? null : new Date(issued + ttl * 1000).toISOString()
    const meta = { issued: new Date(issued).toISOString(), expiry, ttl }
    const dataset = railsJson({ data: machine(fingerprint), included: [license(), ...others], meta })
    const secret = createHash('sha256')
      .update(options.key + fingerprint)
      .digest()
    const iv = randomBytes(12)
    const aes = createCipheriv('aes-256-gcm', secret, iv)
    const parts = [Buffer.concat([aes.update(dataset, 'utf8'), aes.final()]), iv, aes.getAuthTag()]
    const enc = parts.map((part) => part.toString('base64')).join('.')
    const sig = sign(null, Buffer.from(`machine/${enc}`), privateKey).toString('base64')
    const lines = encode64(railsJson({ enc, sig, alg: 'aes-256-gcm+ed25519' }))
    return `-----BEGIN MACHINE FILE-----\n${lines}-----END MACHINE FILE-----\n`
  }

  const refusal = (status: number, title: string, detail: string, code: string) => ({
    status,
    body: { meta: { id: randomUUID() }, errors: [{ title, detail, code }] },
  })
  const NOT_FOUND = refusal(404, 'Not found', 'The requested resource was not found', 'NOT_FOUND')

  function answerTo(method: string, path: string, authorized: boolean, body: Json, query: URLSearchParams) {
    const meta = (body['meta'] ?? {}) as Json
    if (method === 'POST' && path === 'licenses/actions/validate-key') {
      const { key, nonce, scope } = meta as {
        key?: string
        nonce?: number
        scope?: { product?: string; fingerprint?: string }
      }
      const found = key === options.key
      const fingerprint = scope?.fingerprint ?? ''
      const [valid, detail, code] = !found
        ? [false, 'does not exist', 'NOT_FOUND']
        : scope?.product !== ids.product
          ? [false, 'product scope does not match', 'PRODUCT_SCOPE_MISMATCH']
          : machines.size === 0
            ? [false, 'fingerprint is not activated (has no associated machines)', 'NO_MACHINES']
            : machines.has(fingerprint)
              ? [true, 'is valid', 'VALID']
              : [
                  false,
                  'fingerprint is not activated (does not match any associated machines)',
                  'FINGERPRINT_SCOPE_MISMATCH',
                ]
      const said = {
        ts: new Date().toISOString(),
        valid,
        detail,
        code,
        ...(nonce && { nonce }),
        ...(scope && { scope }),
      }
      return { status: 200, body: { data: found ? license() : null, meta: said } }
    }
    if (!authorized) return refusal(401, 'Unauthorized', 'License key is invalid', 'LICENSE_INVALID')
    if (method === 'POST' && path === 'machines') {
      const { attributes } = body['data'] as { attributes: { fingerprint: string; platform?: string } }
      const { fingerprint, platform } = attributes
      if (machines.has(fingerprint))
        return refusal(422, 'Unprocessable resource', 'has already been taken', 'FINGERPRINT_TAKEN')
      machines.set(fingerprint, { id: randomUUID(), platform, created: new Date().toISOString() })
      return { status: 201, body: { data: machine(fingerprint) } }
    }
    const [, name = '', action] = /^machines\/([^/]+)(\/actions\/check-out)?$/.exec(path) ?? []
    const fingerprint = [...machines].find(([key, { id }]) =>
      [key, id].includes(decodeURIComponent(name)),
    )?.[0]
    if (fingerprint === undefined) return NOT_FOUND
    if (method === 'DELETE') {
      machines.delete(fingerprint)
      return { status: 204, body: null }
    }
    if (method !== 'POST' || action === undefined) return NOT_FOUND
    const issued = Date.now()
    const ttl = 'ttl' in meta ? (meta['ttl'] as number | null) : Number(query.get('ttl') ?? 2_629_746)
    const file = certificate(fingerprint, ttl, issued)
    const expiry = ttl === null ? null : new Date(issued + ttl * 1000).toISOString()
    const attributes = {
      certificate: file,
      algorithm: 'aes-256-gcm+ed25519',
      includes: meta['include'] ?? [],
      ttl,
      expiry,
      issued: new Date(issued).toISOString(),
    }
    const relationships = { account, license: to('licenses', ids.license, at('licenses', ids.license)) }
    return {
      status: 200,
      body: { data: { id: randomUUID(), type: 'machine-files', attributes, relationships } },
    }
  }

  const base = options.namesAccount ? at() : '/v1'
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url: target = '', headers } = incoming
    const { pathname, searchParams } = new URL(target, 'http://x')
    const path = pathname.slice(base.length + 1)
    asked.push(`${method} ${path}`)
    const sent = await text(incoming)
    const authorized = headers.authorization === `License ${options.key}`
    const known = pathname.startsWith(`${base}/`)
    const { status, body } = known
      ? answerTo(method, path, authorized, (sent === '' ? {} : JSON.parse(sent)) as Json, searchParams)
      : NOT_FOUND
    const written = body === null ? '' : railsJson(body)
    const date = new Date().toUTCString()
    const digest = `sha-256=${createHash('sha256').update(written).digest('base64')}`
    // The name alone: Rails' request.host has no port.
    const host = (headers.host ?? '').replace(/:\d+$/, '')
    const signed = `(request-target): ${method.toLowerCase()} ${target}\nhost: ${host}\ndate: ${date}\ndigest: ${digest}`
    const signature = sign(null, Buffer.from(signed), privateKey).toString('base64')
    outgoing.writeHead(status, {
      ...(written !== '' && { 'Content-Type': 'application/vnd.api+json; charset=utf-8' }),
      Date: date,
      Digest: digest,
      'Keygen-Signature': `keyid="${ids.account}", algorithm="ed25519", signature="${signature}", headers="(request-target) host date digest"`,
      'Keygen-Date': date,
      'Keygen-Digest': digest,
      'Keygen-Account': ids.account,
      'Keygen-Version': headers['keygen-version'] ?? '1.8',
      'Keygen-Edition': 'CE',
      'Keygen-Mode': 'singleplayer',
      'X-Request-Id': randomUUID(),
      'X-Frame-Options': 'SAMEORIGIN',
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    })
    outgoing.end(written)
  }
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup.add(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return {
    url: `http://127.0.0.1:${port}${base}`,
    account: ids.account,
    product: ids.product,
    publicKey: raw.toString('hex'),
    asked,
    machines: () => machines.size,
  }
}
