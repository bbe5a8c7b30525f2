// A license of chance: its terms, the key that says them, and what the server said of it.
import type { RecordedAnswer } from '#main/core/ports/license-store.ts'
import { iso } from '#shared/instant.ts'
import type { Chance } from './chance.ts'
import type { Entries } from './gate-case.ts'
import {
  ALPHA,
  at,
  kept,
  MACHINE_ID,
  NOW,
  OTHER_ID,
  type FileTerms,
  type GateVendor,
  type Kept,
} from './gate-vendor.ts'

export type Over = 'allow' | 'refuse' | number

/** In days from now; null: never. */
export interface Terms {
  readonly end?: number | null
  readonly grace?: number
  readonly suspended?: boolean
  readonly overLimit?: Over
  readonly limit?: number | null
  readonly issued?: number
  readonly fileEnd?: number | null
  readonly says?: string | null
  readonly maintenance?: number | null
  readonly features?: readonly string[]
  readonly machineId?: string
  readonly typed?: boolean
  readonly products?: readonly string[]
}

const SAYINGS = ['VALID', 'VALID', 'VALID', 'NO_MACHINE', 'SUSPENDED', 'BANNED', 'EXPIRED'] as const
const EXOTIC = [
  '2027-07-01',
  '2027-07-01 12:00',
  '2027-07-01T12:00:00.1234+05:30',
  '0000-01-01',
  '2027-02-30',
  'Thu, 01 Jul 2027 12:00:00 GMT',
] as const

function randomTerms(chance: Chance): Required<Terms> {
  const end = chance.happens(0.4) ? null : Math.round(chance.between(-60, 120) * 8) / 8
  return {
    end,
    grace: chance.happens(0.6) ? 0 : chance.upTo(40),
    suspended: chance.happens(0.04),
    overLimit: chance.oneOf<Over>(['allow', 'refuse', chance.upTo(5), 30]),
    limit: chance.oneOf([null, 0, 1, 16, chance.upTo(1e6), Number.MAX_SAFE_INTEGER]),
    issued: -chance.between(0, 30),
    fileEnd: chance.happens(0.5) ? null : chance.between(-5, 20),
    says: chance.happens(0.35) ? chance.oneOf(SAYINGS) : null,
    maintenance: chance.happens(0.6) ? null : chance.between(-300, 300),
    features: ['a', 'ü', 'b', 'c'].filter(() => chance.happens(0.4)),
    machineId: chance.happens(0.04) ? OTHER_ID : MACHINE_ID,
    typed: chance.happens(0.25),
    products: ['alpha', 'beta', 'gamma', 'alpha'].filter((_, index) =>
      chance.happens(index === 0 ? 0.85 : 0.3),
    ),
  }
}

export const whole = (days: number): number => Math.floor(at(days))
const NUMBERS: Readonly<Record<string, number>> = { alpha: 1, beta: 2, gamma: 3 }

export function licenseOf(chance: Chance, v: GateVendor, forced: Terms, index: number): Entries {
  const terms = { ...randomTerms(chance), ...forced }
  const id = chance.happens(0.1) ? 'shared-id' : `license-${index}-${chance.upTo(1000)}`
  const answer = answerOf(chance, v, terms)
  const activation = activationOf(chance, id)
  const folder = chance.happens(0.05) ? `folder-${chance.upTo(9)}` : id
  const common = { id, folder, code: v.code, answer, ...(activation !== undefined && { activation }) }
  return kept({
    ...common,
    key: terms.typed ? typedOf(chance, v, terms, id) : v.file(fileOf(chance, terms, id)),
  })
}

/** Null: it has not been asked. */
function answerOf(chance: Chance, v: GateVendor, { says, issued }: Required<Terms>): RecordedAnswer | null {
  if (says === null) return null
  return v.answer({
    says,
    at: whole(Math.min(issued + chance.between(-1, 10), 0)),
    ...(chance.happens(0.1) && {
      signer: chance.oneOf([v.forAnswers, v.stranger, v.revoked, v.former]),
    }),
    ...(says === 'EXPIRED' && {
      attributes: { expiry: chance.happens(0.5) ? iso(whole(chance.between(-50, 5))) : null },
    }),
    ...(chance.happens(0.1) && { meta: { code: says, ts: chance.oneOf(EXOTIC) } }),
  })
}

/** Null: there is none; undefined: as the desk writes it. */
function activationOf(chance: Chance, id: string): Kept['activation'] {
  if (!chance.happens(0.12)) return undefined
  return chance.oneOf([
    null,
    { id, mode: 'online', activatedOn: null },
    { id: 'other', mode: 'offline', activatedOn: NOW },
    '[]',
    { id, mode: 'offline', activatedOn: null, idFile: true },
  ])
}

function typedOf(chance: Chance, v: GateVendor, terms: Required<Terms>, id: string): string {
  const products = [...new Set(terms.products)].map((code) => ({
    number: NUMBERS[code] ?? 1,
    limit: terms.limit,
    expiry: null,
  }))
  const named = {
    number: null,
    code: 'alpha',
    name: 'Älpha',
    type: 'Seats',
    limit: terms.limit,
    expiry: null,
  }
  return v.typed({
    id,
    machineId: terms.machineId,
    issued: Math.floor(whole(terms.issued) / 60_000) * 60_000,
    validDays: terms.fileEnd === null ? null : Math.max(1, Math.ceil(terms.fileEnd - terms.issued)),
    licenseExpiry: terms.end === null ? null : whole(terms.end),
    maintenanceUntil: terms.maintenance === null ? null : whole(terms.maintenance),
    graceDays: terms.grace,
    overLimit: terms.overLimit,
    features: terms.features,
    products: products.length === 0 || chance.happens(0.2) ? [named] : products,
    ...(chance.happens(0.03) && { signer: chance.oneOf([v.stranger, v.revoked, v.former]) }),
    ...(chance.happens(0.02) && { application: 'other' }),
  })
}

function fileOf(chance: Chance, terms: Required<Terms>, id: string): FileTerms {
  const expiry = terms.end === null ? null : iso(whole(terms.end))
  const lines = terms.products.map((code) => ({
    ...ALPHA,
    code,
    type: chance.oneOf(['Socket', 'status', 'Count', undefined]),
    limit: terms.limit,
    ...(chance.happens(0.15) && { expiry: iso(whole(chance.between(-10, 60))) }),
  }))
  const policy = chance.happens(0.08)
  return {
    id,
    machineId: terms.machineId,
    algorithm: chance.happens(0.3) ? 'base64+ed25519' : 'aes-256-gcm+ed25519',
    issued: whole(terms.issued),
    fileExpiry: terms.fileEnd === null ? null : whole(terms.fileEnd),
    attributes: {
      expiry: chance.happens(0.04) ? chance.oneOf(EXOTIC) : expiry,
      suspended: terms.suspended,
      ...(chance.happens(0.03) && {
        suspended: undefined,
        status: chance.oneOf(['SUSPENDED', 'ACTIVE', null]),
      }),
    },
    metadata: {
      graceDays: terms.grace,
      overLimit: terms.overLimit,
      products: chance.happens(0.1) ? JSON.stringify(lines) : lines,
      maintenanceUntil: terms.maintenance === null ? null : iso(whole(terms.maintenance)),
      features: terms.features,
      ...(chance.happens(0.02) && { graceDays: chance.oneOf([-1, 1.5, 3651, '7', null]) }),
      ...(chance.happens(0.02) && { products: chance.oneOf([null, 'x', 5, [{}]]) }),
    },
    ...(policy && { relationships: { policy: { data: { id: 'p' } } } }),
    more: [
      ...(policy
        ? [
            {
              type: 'policies',
              id: 'p',
              attributes: {
                name: 'Gold',
                expirationStrategy: chance.oneOf(['MAINTAIN_ACCESS', 'ALLOW_ACCESS', 'REVOKE_ACCESS']),
              },
            },
          ]
        : []),
      ...(chance.happens(0.1)
        ? [{ type: 'entitlements', id: 'e', attributes: { code: chance.oneOf(['a', 'z', '', null]) } }]
        : []),
    ],
    ...(chance.happens(0.02) && { statedFingerprint: 'EXAMPLE-00000' }),
    ...(chance.happens(0.02) && { relationships: { account: { data: { id: 'other' } } } }),
  }
}
