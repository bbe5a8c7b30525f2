// Finds a policy by its id, or by its name.
import { err, ok, type Result } from '#shared/result.ts'
import type { Policy } from '../store/policies.ts'
import type { Store } from '../store/store.ts'
import { refusal, type Refusal } from './refusal.ts'

export type FindPolicyRefusal = Refusal<'policy_not_found' | 'several_policies'>

/** The name has to be one policy's alone. */
export async function findPolicy(store: Store, name: string): Promise<Result<Policy, FindPolicyRefusal>> {
  const [policy, other] = await store.policies.named(name.trim())
  if (!policy) return err(refusal('policy_not_found', (words) => words.policyNotFound))
  return other && policy.id !== name.trim()
    ? err(refusal('several_policies', (words) => words.severalPolicies(name.trim())))
    : ok(policy)
}
