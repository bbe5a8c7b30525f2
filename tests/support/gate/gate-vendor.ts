// A vendor of gate cases: keys made on the spot, and what it signs for machines of its customers, bent in whatever way.
import { createHash, sign } from 'node:crypto'
import { issueFile } from '#server/vendor/issue.ts'
import { issueTypedKey, type TypedKeyTerms } from '#server/vendor/issue-typed-key.ts'
import { formatSignatureHeader, answerSigningText } from '#shared/formats/response-signature.ts'
import type { RecordedAnswer } from '#main/core/ports/license-store.ts'
import type { TrustedKey, VendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import type { FileKind } from '#shared/formats/armor.ts'
import { fileSecret, type Algorithm } from '#shared/formats/envelope.ts'
import { formatLicenseCode } from '#shared/formats/license-code.ts'
import { numberedRows } from '#shared/formats/typed-key/rows.ts'
import { deriveUniqueKey, normalizeMachineId } from '#shared/formats/unique-key.ts'
import { DAY, iso } from '#shared/instant.ts'
import { makeKey, type TestKey } from '../machine-files.ts'
import { must } from '../must.ts'
import type { Entries } from './gate-case.ts'

/** When the cases are asked, but for those about clocks. */
export const NOW = Date.parse('2027-06-15T10:30:00Z')
export const at = (days: number): number => NOW + days * DAY

/** Of the machine that asks. */
export const MACHINE_ID = '0123456789abcdef0123456789abcdef'
export const OTHER_ID = 'fedcba9876543210fedcba9876543210'
export const ID = '370fe8c7-df40-4f56-b9c1-c90cdd5cad91'
export const SECOND_ID = '5d1f5f0e-3b1c-4c57-9c0a-6c1f1f7b0c11'

export interface FileTerms {
  readonly signer?: TestKey
  readonly kind?: FileKind
  readonly algorithm?: Algorithm
  readonly id?: string
  readonly code?: string
  readonly machineId?: string
  readonly statedFingerprint?: string
  readonly issued?: number
  readonly fileExpiry?: number | null
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly relationships?: Readonly<Record<string, unknown>>
  /** Beside the license, or in its place. */
  readonly more?: readonly unknown[]
  readonly included?: readonly unknown[]
  readonly meta?: Readonly<Record<string, unknown>>
  readonly data?: unknown
}

export interface AnswerTerms {
  readonly signer?: TestKey
  readonly code?: string
  /** Of the signed date; `meta.ts` is the same unless the body says otherwise. */
  readonly at?: number
  readonly says?: string
  readonly meta?: Readonly<Record<string, unknown>>
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly body?: string
  readonly headers?: string
  readonly host?: string
  /** Before the digest, as `sha-256=`. */
  readonly digestName?: string
  /** After it was signed. */
  readonly bent?: Partial<RecordedAnswer>
}

export class GateVendor {
  readonly key: TestKey = makeKey({ from: '2026-01-01T00:00:00.000Z' })
  /** A second one that the profile trusts no more. */
  readonly revoked: TestKey = makeKey({ from: '2026-01-01T00:00:00.000Z', revoked: true })
  readonly former: TestKey = makeKey({ from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' })
  readonly forAnswers: TestKey = makeKey({ from: '2026-01-01T00:00:00.000Z', use: ['responses'] })
  readonly stranger: TestKey = makeKey()
  readonly code = formatLicenseCode(createHash('sha256').update(this.key.trusted.id).digest())

  profile(change: Partial<VendorProfile> = {}): VendorProfile {
    const keys = [this.key, this.revoked, this.former, this.forAnswers].map(({ trusted }) => trusted)
    return { ...PROFILE, keys, ...change }
  }

  uniqueKey(machineId = MACHINE_ID, profile: VendorProfile = PROFILE): string {
    return deriveUniqueKey(normalizeMachineId(machineId) ?? '', profile, nodePrimitives)
  }

  resource(terms: FileTerms = {}): Record<string, unknown> {
    return {
      type: 'licenses',
      id: terms.id ?? ID,
      attributes: {
        key: terms.code ?? this.code,
        name: null,
        expiry: null,
        suspended: false,
        metadata: { owner: 'Contoso B.V.', products: [ALPHA], ...terms.metadata },
        ...terms.attributes,
      },
      relationships: {
        account: { data: { type: 'accounts', id: PROFILE.server.account } },
        product: { data: { type: 'products', id: PROFILE.server.product } },
        ...terms.relationships,
      },
    }
  }

  file(terms: FileTerms = {}): string {
    const { kind = 'machine', issued = at(-10), fileExpiry = null } = terms
    const fingerprint = this.uniqueKey(terms.machineId)
    const expiry = fileExpiry === null ? null : iso(fileExpiry)
    return issueFile({
      kind,
      algorithm: terms.algorithm ?? 'aes-256-gcm+ed25519',
      privateKey: (terms.signer ?? this.key).privateKey,
      secret: fileSecret(kind, terms.code ?? this.code, fingerprint),
      dataset: {
        data: terms.data ?? {
          type: 'machines',
          id: 'machine-1',
          attributes: { fingerprint: terms.statedFingerprint ?? fingerprint, name: 'box' },
        },
        included: terms.included ?? [this.resource(terms), ...(terms.more ?? [])],
        meta: { issued: iso(issued), expiry, ttl: null, ...terms.meta },
      },
    })
  }

  typed(
    terms: Partial<TypedKeyTerms> & {
      readonly id?: string
      readonly code?: string
      readonly machineId?: string
      readonly application?: string
      readonly signer?: TestKey
    } = {},
  ): string {
    const { id = ID, code = this.code, machineId, signer = this.key, application, ...more } = terms
    const request = {
      terms: { ...TYPED_TERMS, ...more },
      licenseId: id,
      code,
      uniqueKey: this.uniqueKey(machineId),
      application: application ?? PROFILE.server.product,
    }
    return numberedRows(
      must(issueTypedKey(request, { id: signer.trusted.id, privateKey: signer.privateKey })),
    )
  }

  answer(terms: AnswerTerms = {}): RecordedAnswer {
    const { at: signed = at(-1), says = 'VALID', signer = this.key } = terms
    const date = new Date(signed).toUTCString()
    const body =
      terms.body ??
      JSON.stringify({
        data: {
          type: 'licenses',
          id: ID,
          attributes: { key: terms.code ?? this.code, expiry: null, ...terms.attributes },
        },
        meta: { ts: iso(signed), valid: says === 'VALID', code: says, scope: {}, ...terms.meta },
      })
    const digest = `${terms.digestName ?? 'sha-256='}${createHash('sha256').update(body).digest('base64')}`
    const asked = {
      method: 'post',
      target: '/v1/licenses/actions/validate-key',
      host: terms.host ?? 'licensing.example:8080',
    }
    const text = answerSigningText({ ...asked, date, digest })
    const value = sign(null, Buffer.from(text), signer.privateKey).toString('base64')
    const signature = formatSignatureHeader('account-1', value).replace(SIGNED, terms.headers ?? SIGNED)
    return { ...asked, date, digest, signature, body, ...terms.bent }
  }
}

const SIGNED = '(request-target) host date digest'

export const ALPHA = { code: 'alpha', name: 'Alpha', type: 'Socket', limit: 16 }

const TYPED_TERMS: TypedKeyTerms = {
  issued: at(-10),
  validDays: null,
  licenseExpiry: null,
  maintenanceUntil: null,
  graceDays: 0,
  overLimit: 'allow',
  owner: 'Contoso B.V.',
  features: [],
  products: [{ number: 1, limit: 16, expiry: null }],
}

const PROFILE: VendorProfile = {
  id: 'example',
  name: 'Example',
  uniqueKeyPrefix: 'EXAMPLE',
  support: { email: 'help@vendor.example', url: 'https://vendor.example' },
  server: {
    url: 'https://licensing.example/v1',
    account: 'account-1',
    product: 'application-1',
    codeForm: 'checked',
  },
  offlineOnly: false,
  machineIdFile: true,
  demo: false,
  keys: [] as TrustedKey[],
  catalogue: [
    { number: 1, code: 'alpha', name: 'Alpha', type: 'Socket' },
    { number: 2, code: 'beta', name: 'Beta', type: 'Status' },
    { number: 3, code: 'gamma', name: 'Gamma', type: 'GB' },
  ],
}

export interface Kept {
  readonly id?: string
  readonly folder?: string
  readonly key: string
  readonly code: string
  /** null: there is none. */
  readonly activation?: string | Readonly<Record<string, unknown>> | null
  readonly answer?: string | RecordedAnswer | null
}

/** A license's folder, as the desk keeps it. */
export function kept({ id = ID, folder = id, key, code, activation, answer = null }: Kept): Entries {
  const place = `licenses/${folder}`
  const name = key.includes('-----') ? 'machine.lic' : 'typed.key'
  const mode = answer === null ? 'offline' : 'online'
  const noted =
    activation === undefined ? { id, mode, activatedOn: at(-10), codeDigest: digestOf(code) } : activation
  return {
    [`${place}/${name}`]: { text: key },
    [`${place}/code`]: { text: `${code}\n` },
    ...(noted !== null && { [`${place}/activation.json`]: { text: asText(noted) } }),
    ...(answer !== null && { [`${place}/answers/validation.json`]: { text: asText(answer) } }),
  }
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const asText = (value: unknown): string => (typeof value === 'string' ? value : `${JSON.stringify(value)}\n`)

/** What is in every store, with the administrator's id of this machine. */
export const STORE: Entries = {
  'store.json': { text: '{"writers":1,"gate":1}\n' },
  licensed: { text: '' },
  revision: { text: '7-abc\n' },
  'machine-id': { text: `${MACHINE_ID}\n` },
}
