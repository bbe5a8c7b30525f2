// Rules as a representative states them, `strict=true`, and what is refused of them.
import { err, ok, type Result } from '#shared/result.ts'
import {
  FIRST_RULES,
  OVERRIDABLE,
  POLICY_RULES,
  readRule,
  type Overrides,
  type PolicyRules,
  type Rule,
  type RuleName,
} from '../store/policy-rules.ts'
import { refusal, type Refusal } from './refusal.ts'

export type RuleRefusal = Refusal<'unknown_rule' | 'rule_invalid' | 'rule_twice' | 'rules_disagree'>

type RuleValue = boolean | number | string | null

/** Those that were named, each once. */
function readAsked<Name extends RuleName>(
  asked: readonly string[],
  known: readonly Name[],
): Result<Partial<Record<Name, RuleValue>>, RuleRefusal> {
  const values: Partial<Record<Name, RuleValue>> = {}
  for (const one of asked) {
    const at = one.indexOf('=')
    const [given, text] = at < 0 ? [one, ''] : [one.slice(0, at).trim(), one.slice(at + 1).trim()]
    const name = known.find((each) => each === given)
    if (name === undefined) return err(refusal('unknown_rule', (words) => words.unknownRule(given)))
    if (values[name] !== undefined) return err(refusal('rule_twice', (words) => words.ruleTwice(name)))
    const rule: Rule = POLICY_RULES[name]
    const value = readRule(rule, text)
    if (value === undefined) return err(invalid(name, rule))
    values[name] = value
  }
  return ok(values)
}

function invalid(name: string, rule: Rule): RuleRefusal {
  return refusal('rule_invalid', (words) => {
    switch (rule.kind) {
      case 'flag':
        return words.ruleFlag(name)
      case 'number':
        return words.ruleNumber(name, rule.least, rule.most, rule.first === null)
      case 'choice':
        return words.ruleChoice(name, rule.choices.join(', '))
    }
  })
}

/** Of a policy that is made: what is not named is what Keygen takes for it. */
export function readFirstRules(asked: readonly string[]): Result<PolicyRules, RuleRefusal> {
  const rules = readRules(asked, FIRST_RULES)
  if (!rules.ok || !rules.value.requireHeartbeat) return rules
  return readRules(asked, { ...FIRST_RULES, heartbeatBasis: 'FROM_CREATION' })
}

/** What is not named stays. */
export function readRules(asked: readonly string[], before: PolicyRules): Result<PolicyRules, RuleRefusal> {
  const named = readAsked(asked, Object.keys(POLICY_RULES) as RuleName[])
  if (!named.ok) return named
  const rules = { ...before, ...named.value } as PolicyRules
  if (!rules.floating && (rules.maxMachines ?? 1) > 1)
    return err(refusal('rules_disagree', (words) => words.machinesNeedFloating))
  if (rules.heartbeatResurrectionStrategy === 'ALWAYS_REVIVE' && rules.heartbeatCullStrategy !== 'KEEP_DEAD')
    return err(refusal('rules_disagree', (words) => words.revivedAreKept))
  const divisor = { ALLOW_1_25X_OVERAGE: 4, ALLOW_1_5X_OVERAGE: 2 }[rules.overageStrategy as string] ?? 1
  const limits = [rules.maxMachines, rules.maxCores, rules.maxMemory, rules.maxDisk, rules.maxProcesses]
  const isWhole = limits.every((limit) => (limit ?? 0) % divisor === 0)
  if (divisor > 1 && !(rules.floating && isWhole))
    return err(refusal('rules_disagree', (words) => words.overageNeedsWhole(rules.overageStrategy, divisor)))
  return ok(rules.floating ? rules : { ...rules, maxMachines: 1 })
}

/** `none`: from now on as its policy has it. */
export function readOverrides(asked: readonly string[], before: Overrides): Result<Overrides, RuleRefusal> {
  const named = readAsked(asked, OVERRIDABLE)
  if (!named.ok) return named
  const together = Object.entries({ ...before, ...named.value })
  return ok(Object.fromEntries(together.filter(([, value]) => value !== null)) as Overrides)
}
