// Policies that a vendor makes and changes: the rules that the clients of a license are held to.
import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '#shared/result.ts'
import type { Policy } from '../store/policies.ts'
import type { RuleName } from '../store/policy-rules.ts'
import type { Store } from '../store/store.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import type { Change } from './change-license.ts'
import { unknownApplication, type UnknownApplication } from './license-terms.ts'
import { readFirstRules, readRules, type RuleRefusal } from './policy-rules-asked.ts'
import { isOneLine, refusal, type Refusal } from './refusal.ts'

export interface PolicyTerms {
  readonly name?: string | undefined
  /** `strict=true`; what is not named stays. */
  readonly rules?: readonly string[] | undefined
  /** Of a policy that is made: the code of its application. */
  readonly application?: string | undefined
}

export type PolicyRefusal =
  RuleRefusal | UnknownApplication | Refusal<'policy_name_invalid' | 'policy_exists' | 'policy_in_use'>

/** Of the first application, and with Keygen's own defaults, unless told otherwise. */
export function createPolicy(
  vendor: Vendor,
  { name = '', rules = [], application }: PolicyTerms,
): Promise<Result<Policy, PolicyRefusal>> {
  const { store } = vendor
  const now = vendor.clock()
  return store.transaction(async () => {
    const product =
      application === undefined ? (await store.products.all())[0] : await store.products.byCode(application)
    if (!product) return err(await unknownApplication(vendor, application ?? ''))
    const problem = await nameProblem(store, name)
    if (problem) return err(problem)
    const read = readFirstRules(rules)
    if (!read.ok) return read
    const policy: Policy = {
      id: randomUUID(),
      productId: product.id,
      name: name.trim(),
      rules: read.value,
      standard: false,
      created: now,
      updated: now,
    }
    await store.policies.insert(policy)
    await record(store, 'policy.created', policy, now)
    return ok(policy)
  })
}

export interface ChangedPolicy {
  readonly policy: Policy
  readonly changes: readonly Change[]
}

/** Every license of it is held to the new rules from now on. */
export function updatePolicy(
  vendor: Vendor,
  id: string,
  { name: asked, rules = [] }: PolicyTerms,
): Promise<Result<ChangedPolicy, PolicyRefusal>> {
  const { store } = vendor
  const now = vendor.clock()
  return store.transaction(async () => {
    const before = await store.policies.byId(id)
    if (!before) throw new Error(`policy ${id} is gone`)
    const name = (asked ?? before.name).trim()
    const problem = name === before.name ? null : await nameProblem(store, name)
    if (problem) return err(problem)
    const read = readRules(rules, before.rules)
    if (!read.ok) return read
    const changes = differences(before, { ...before, name, rules: read.value })
    const machines = changes.some(({ field }) => field === 'floating' || field === 'maxMachines')
    if (machines && before.standard) return err(refusal('policy_in_use', (words) => words.policyStandard))
    if (changes.some(({ field }) => field === 'floating') && (await store.policies.licensesOf(before.id)) > 0)
      return err(refusal('policy_in_use', (words) => words.policyInUse))
    if (changes.length === 0) return ok({ policy: before, changes })
    const policy = { ...before, name, rules: read.value, updated: now }
    await store.policies.update(policy, now)
    await record(store, 'policy.updated', policy, now, changes)
    return ok({ policy, changes })
  })
}

async function nameProblem(store: Store, name: string): Promise<PolicyRefusal | null> {
  if (!isOneLine(name) || name.trim().length > 200)
    return refusal('policy_name_invalid', (words) => words.policyNameInvalid)
  return (await store.policies.named(name.trim())).length > 0
    ? refusal('policy_exists', (words) => words.policyExists(name.trim()))
    : null
}

function differences(before: Policy, after: Policy): Change[] {
  const fields = ({ name, rules }: Policy): Record<string, unknown> => ({ name, ...rules })
  const [old, now] = [fields(before), fields(after)]
  return (['name', ...Object.keys(after.rules)] as ('name' | RuleName)[])
    .filter((field) => old[field] !== now[field])
    .map((field) => ({ field, before: old[field], after: now[field] }))
}

async function record(
  store: Store,
  what: string,
  { id, name }: Policy,
  time: number,
  changes?: readonly Change[],
): Promise<void> {
  await store.events.record({
    time,
    what,
    actor: 'desk',
    details: { policy: id, name, ...(changes && { changes }) },
  })
}
