// Machine files of a vendor that the tests make up: every field can be bent, to see that it is noticed.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { issueFile } from '#server/vendor/issue.ts'
import type { TrustedKey } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import type { FileKind } from '#shared/formats/armor.ts'
import { fileSecret, type Algorithm } from '#shared/formats/envelope.ts'
import { DAY, iso } from '#shared/instant.ts'
import type { MachineFileContext } from '#shared/license/machine-file.ts'

export const ISSUED = Date.parse('2027-01-15T12:00:00.000Z')
export const CODE = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE'
export const UNIQUE_KEY = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'

export interface TestKey {
  readonly privateKey: KeyObject
  readonly trusted: TrustedKey
}

export function makeKey(change: Partial<TrustedKey> = {}): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const id = Buffer.from(nodePrimitives.sha256(raw)).toString('hex').slice(0, 8)
  return {
    privateKey,
    trusted: {
      id,
      publicKey: raw.toString('hex'),
      use: ['files', 'responses', 'typed'],
      from: '2027-01-01T00:00:00.000Z',
      until: null,
      revoked: false,
      ...change,
    },
  }
}

export interface FileChanges {
  readonly kind?: FileKind
  readonly algorithm?: Algorithm
  readonly code?: string
  readonly fingerprint?: string
  /** What the file says, where it is to differ from what it is encrypted for. */
  readonly statedFingerprint?: string
  readonly issued?: number
  readonly expiry?: number | null
  readonly license?: Record<string, unknown>
  readonly metadata?: Record<string, unknown>
  readonly relationships?: Record<string, unknown>
  readonly included?: readonly unknown[]
  readonly data?: unknown
}

export function licenseResource(changes: FileChanges = {}): Record<string, unknown> {
  return {
    type: 'licenses',
    id: '370fe8c7-df40-4f56-b9c1-c90cdd5cad91',
    attributes: {
      key: changes.code ?? CODE,
      name: null,
      expiry: iso(ISSUED + 100 * DAY),
      suspended: false,
      status: 'ACTIVE',
      maxMachines: 1,
      metadata: {
        owner: 'Contoso B.V.',
        products: [{ code: 'virtualization', name: 'Virtualization', type: 'Socket', limit: 16 }],
        ...changes.metadata,
      },
      ...changes.license,
    },
    relationships: {
      account: { data: { type: 'accounts', id: 'account-1' } },
      product: { data: { type: 'products', id: 'application-1' } },
      ...changes.relationships,
    },
  }
}

export function machineFile(key: TestKey, changes: FileChanges = {}): string {
  const { kind = 'machine', algorithm = 'aes-256-gcm+ed25519', issued = ISSUED, expiry = null } = changes
  const fingerprint = changes.fingerprint ?? UNIQUE_KEY
  return issueFile({
    kind,
    algorithm,
    privateKey: key.privateKey,
    secret: fileSecret(kind, changes.code ?? CODE, fingerprint),
    dataset: {
      data: changes.data ?? {
        type: 'machines',
        id: 'machine-1',
        attributes: { fingerprint: changes.statedFingerprint ?? fingerprint, name: null },
      },
      included: changes.included ?? [licenseResource(changes)],
      meta: { issued: iso(issued), expiry: expiry === null ? null : iso(expiry), ttl: null },
    },
  })
}

export function contextFor(
  keys: readonly TestKey[],
  change: Partial<MachineFileContext> = {},
): MachineFileContext {
  return {
    code: CODE,
    uniqueKey: UNIQUE_KEY,
    keys: keys.map((key) => key.trusted),
    account: 'account-1',
    application: 'application-1',
    primitives: nodePrimitives,
    ...change,
  }
}
