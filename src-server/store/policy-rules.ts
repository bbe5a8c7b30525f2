// The rules of a policy, by Keygen's names: what each can be, and what it is where nothing is said. None is here that this
// server does not keep to.

import { DAY_SECONDS } from '#shared/instant.ts'

interface Flag {
  readonly kind: 'flag'
  readonly first: boolean
}
interface Amount<First extends number | null> {
  readonly kind: 'number'
  readonly least: number
  readonly most: number
  readonly first: First
}
interface Choice<Name extends string> {
  readonly kind: 'choice'
  readonly choices: readonly Name[]
  readonly first: Name
}
export type Rule = Flag | Amount<number> | Amount<null> | Choice<string>

const MOST = 2_147_483_647
const flag: Flag = { kind: 'flag', first: false }
const limit = (most = MOST): Amount<null> => ({ kind: 'number', least: 1, most, first: null })
const oneOf = <const Name extends string>(first: NoInfer<Name>, choices: readonly Name[]): Choice<Name> => ({
  kind: 'choice',
  choices,
  first,
})
const uniqueness = [
  'UNIQUE_PER_LICENSE',
  'UNIQUE_PER_POLICY',
  'UNIQUE_PER_PRODUCT',
  'UNIQUE_PER_ACCOUNT',
] as const
const matching = oneOf('MATCH_ANY', ['MATCH_ANY', 'MATCH_TWO', 'MATCH_MOST', 'MATCH_ALL'])

/** `first`: Keygen's default, but that a License Code is what clients show here. */
export const POLICY_RULES = {
  strict: flag,
  floating: flag,
  maxMachines: limit(1_000_000),
  maxCores: limit(),
  maxMemory: limit(Number.MAX_SAFE_INTEGER),
  maxDisk: limit(Number.MAX_SAFE_INTEGER),
  maxProcesses: limit(),
  maxUses: { ...limit(), least: 0 },
  /** No license has more: there are no users here. */
  maxUsers: limit(),
  overageStrategy: oneOf('NO_OVERAGE', [
    'NO_OVERAGE',
    'ALLOW_1_25X_OVERAGE',
    'ALLOW_1_5X_OVERAGE',
    'ALLOW_2X_OVERAGE',
    'ALWAYS_ALLOW_OVERAGE',
  ]),
  machineUniquenessStrategy: oneOf('UNIQUE_PER_LICENSE', uniqueness),
  componentUniquenessStrategy: oneOf('UNIQUE_PER_MACHINE', ['UNIQUE_PER_MACHINE', ...uniqueness]),
  /** By user: of nobody, as all here, are all machines of the license. */
  machineLeasingStrategy: oneOf('PER_LICENSE', ['PER_LICENSE', 'PER_USER']),
  processLeasingStrategy: oneOf('PER_MACHINE', ['PER_MACHINE', 'PER_LICENSE', 'PER_USER']),
  machineMatchingStrategy: matching,
  componentMatchingStrategy: matching,
  /** Seconds until a license expires that is sold without an end. */
  duration: { ...limit(), least: DAY_SECONDS },
  expirationStrategy: oneOf('RESTRICT_ACCESS', [
    'RESTRICT_ACCESS',
    'REVOKE_ACCESS',
    'MAINTAIN_ACCESS',
    'ALLOW_ACCESS',
  ]),
  expirationBasis: oneOf('FROM_CREATION', [
    'FROM_CREATION',
    'FROM_FIRST_VALIDATION',
    'FROM_FIRST_ACTIVATION',
    'FROM_FIRST_USE',
  ]),
  /** Of the policy that a license comes to: whether its end is counted anew. */
  transferStrategy: oneOf('KEEP_EXPIRY', ['KEEP_EXPIRY', 'RESET_EXPIRY']),
  authenticationStrategy: oneOf('LICENSE', ['LICENSE', 'MIXED', 'TOKEN', 'SESSION', 'NONE']),
  requireProductScope: flag,
  requirePolicyScope: flag,
  requireMachineScope: flag,
  requireFingerprintScope: flag,
  requireComponentsScope: flag,
  requireUserScope: flag,
  requireChecksumScope: flag,
  requireVersionScope: flag,
  requireCheckIn: flag,
  checkInInterval: oneOf('day', ['day', 'week', 'month', 'year']),
  checkInIntervalCount: { kind: 'number', least: 1, most: 365, first: 1 },
  requireHeartbeat: flag,
  /** Seconds. */
  heartbeatDuration: { kind: 'number', least: 60, most: MOST, first: 600 },
  /** Where it is not said of a policy that is made and requires heartbeats, they are counted from its creation. */
  heartbeatBasis: oneOf('FROM_FIRST_PING', ['FROM_FIRST_PING', 'FROM_CREATION']),
  heartbeatCullStrategy: oneOf('DEACTIVATE_DEAD', ['DEACTIVATE_DEAD', 'KEEP_DEAD']),
  heartbeatResurrectionStrategy: oneOf('NO_REVIVE', [
    'NO_REVIVE',
    '1_MINUTE_REVIVE',
    '2_MINUTE_REVIVE',
    '5_MINUTE_REVIVE',
    '10_MINUTE_REVIVE',
    '15_MINUTE_REVIVE',
    'ALWAYS_REVIVE',
  ]),
} as const satisfies Readonly<Record<string, Rule>>

export type RuleName = keyof typeof POLICY_RULES

type ValueOf<One> = One extends Flag
  ? boolean
  : One extends Amount<null>
    ? number | null
    : One extends Amount<number>
      ? number
      : One extends Choice<infer Name>
        ? Name
        : never

export type PolicyRules = { readonly [Name in RuleName]: ValueOf<(typeof POLICY_RULES)[Name]> }

/** Of a policy that is made. */
export const FIRST_RULES = Object.fromEntries(
  Object.entries(POLICY_RULES).map(([name, { first }]) => [name, first]),
) as unknown as PolicyRules

/** Of the two that every application has, and of what a stored policy does not say: what held before rules could be chosen. */
export const STANDARD_RULES: PolicyRules = {
  ...FIRST_RULES,
  strict: true,
  expirationStrategy: 'REVOKE_ACCESS',
  heartbeatCullStrategy: 'KEEP_DEAD',
  heartbeatResurrectionStrategy: 'ALWAYS_REVIVE',
}

/** What a license may have otherwise than its policy; of machines it always says how many. */
export const OVERRIDABLE = [
  'maxCores',
  'maxMemory',
  'maxDisk',
  'maxProcesses',
  'maxUses',
  'maxUsers',
] as const

export type Overrides = { readonly [Name in (typeof OVERRIDABLE)[number]]?: number }

/** Undefined: the text names no value of the rule. `none`: no limit. */
export function readRule(rule: Rule, text: string): boolean | number | string | null | undefined {
  switch (rule.kind) {
    case 'flag':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'number': {
      if (text === 'none' && rule.first === null) return null
      const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
      return value >= rule.least && value <= rule.most ? value : undefined
    }
    case 'choice':
      return rule.choices.find((choice) => choice === text)
  }
}
