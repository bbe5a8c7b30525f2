// Policies as a representative makes and changes them, and what is refused of them (issue 18.2).
import { describe, expect, it } from 'vitest'
import { DAY, DAY_SECONDS } from '#shared/instant.ts'
import { addApplication } from '#server/back-office/add-application.ts'
import { updateLicense } from '#server/back-office/change-license.ts'
import { createPolicy, updatePolicy } from '#server/back-office/change-policy.ts'
import type { LicenseTerms } from '#server/back-office/license-terms.ts'
import { createLicense } from '#server/back-office/create-license.ts'
import { findPolicy } from '#server/back-office/find-policy.ts'
import { POLICY_RULES, type RuleName } from '#server/store/policy-rules.ts'
import { expectOk, openBackOffice, START } from '../support/back-office.ts'

const LIMITS = ['maxMachines', 'maxCores', 'maxMemory', 'maxDisk', 'maxProcesses']

describe('a policy', () => {
  it.each([
    [['nothing=true'], 'unknown_rule'],
    [['strict'], 'rule_invalid'],
    [['strict=yes'], 'rule_invalid'],
    [['strict=true', 'strict=false'], 'rule_twice'],
    [['maxCores=0'], 'rule_invalid'],
    [['maxCores=1.5'], 'rule_invalid'],
    [['maxCores=99999999999999999999'], 'rule_invalid'],
    [['heartbeatDuration=none'], 'rule_invalid'],
    [['expirationStrategy=SOMETIMES'], 'rule_invalid'],
    [['expirationBasis=FROM_FIRST_DOWNLOAD'], 'rule_invalid'],
    [['maxMachines=2'], 'rules_disagree'],
    [['heartbeatResurrectionStrategy=ALWAYS_REVIVE'], 'rules_disagree'],
    [['overageStrategy=ALLOW_1_5X_OVERAGE'], 'rules_disagree'],
    [['floating=true', 'maxCores=3', 'overageStrategy=ALLOW_1_5X_OVERAGE'], 'rules_disagree'],
  ])('with %j is not made: %s', (rules, code) => {
    const { vendor } = openBackOffice()
    const made = createPolicy(vendor, { name: 'P', rules })
    expect(made).toMatchObject({ ok: false, error: { code } })
    expect(!made.ok && made.error.message.length).toBeLessThanOrEqual(200)
    expect(vendor.store.policies.all()).toHaveLength(2)
  })

  it('takes every value of every rule that it names', () => {
    const { vendor } = openBackOffice()
    const { id } = expectOk(createPolicy(vendor, { name: 'P', rules: ['floating=true'] }))
    const even = [
      'overageStrategy=NO_OVERAGE',
      'heartbeatCullStrategy=KEEP_DEAD',
      ...LIMITS.map((name) => `${name}=none`),
    ]
    for (const [name, rule] of Object.entries(POLICY_RULES)) {
      const most = rule.kind === 'number' ? [rule.least, rule.most] : ['true', 'false']
      for (const value of rule.kind === 'choice' ? rule.choices : most) {
        const asked = `${name}=${value}`
        expectOk(updatePolicy(vendor, id, { rules: [asked] }))
        const kept: unknown = vendor.store.policies.byId(id)?.rules[name as RuleName]
        expect(`${name}=${String(kept)}`).toBe(asked)
        expectOk(updatePolicy(vendor, id, { rules: ['floating=true', ...even] }))
      }
    }
  })

  it.each([
    ['KEEP_EXPIRY', 10 * DAY],
    ['RESET_EXPIRY', 30 * DAY],
  ] as const)(
    'with transferStrategy=%s lets a license that comes to it run for %i milliseconds',
    (strategy, end) => {
      const office = openBackOffice()
      const { vendor } = office
      const rules = [`duration=${30 * DAY_SECONDS}`, `transferStrategy=${strategy}`]
      expectOk(createPolicy(vendor, { name: 'Next', rules }))
      expectOk(createPolicy(vendor, { name: 'Without end', rules: ['transferStrategy=RESET_EXPIRY'] }))
      expectOk(createPolicy(vendor, { name: 'First' }))
      const { id } = office.sell({ policy: 'First', expiry: START + 10 * DAY })
      const expiryAfter = (terms: LicenseTerms) => expectOk(updateLicense(vendor, id, terms)).license.expiry
      expect(expiryAfter({ policy: 'First' })).toBe(START + 10 * DAY)
      expect(expiryAfter({ policy: 'Next' })).toBe(START + end)
      office.clock.now += DAY
      expect(expiryAfter({ policy: 'Next' })).toBe(START + end)
      expect(expiryAfter({ policy: 'Without end' })).toBe(null)
      expect(expiryAfter({ policy: 'Next', expiry: START + 5 * DAY })).toBe(START + 5 * DAY)
    },
  )

  it('is found by its id or its name, and no two made here have one name', () => {
    const { vendor } = openBackOffice()
    const policy = expectOk(createPolicy(vendor, { name: ' Trial ' }))
    expect(expectOk(findPolicy(vendor.store, 'Trial')).id).toBe(policy.id)
    expect(expectOk(findPolicy(vendor.store, policy.id)).name).toBe('Trial')
    expect(createPolicy(vendor, { name: 'Trial' })).toMatchObject({ error: { code: 'policy_exists' } })
    expect(createPolicy(vendor, { name: 'a\nb' })).toMatchObject({ error: { code: 'policy_name_invalid' } })
    expect(findPolicy(vendor.store, 'Other')).toMatchObject({ error: { code: 'policy_not_found' } })
  })

  it('of one machine stays so while licenses have it, and so do the two of an application', () => {
    const office = openBackOffice()
    const { vendor } = office
    const policy = expectOk(createPolicy(vendor, { name: 'One' }))
    const license = office.sell({ policy: 'One' })
    expect(updatePolicy(vendor, policy.id, { rules: ['floating=true'] })).toMatchObject({
      error: { code: 'policy_in_use' },
    })
    expect(updateLicense(vendor, license.id, { machines: 2 })).toMatchObject({
      error: { code: 'policy_does_not_fit' },
    })
    for (const standard of vendor.store.policies.all().filter((one) => one.standard)) {
      const floating = String(!standard.rules.floating)
      const refused = { error: { code: 'policy_in_use' } }
      expect(
        updatePolicy(vendor, standard.id, { rules: [`floating=${floating}`, 'maxMachines=none'] }),
      ).toMatchObject(refused)
      expectOk(updatePolicy(vendor, standard.id, { rules: ['strict=false'] }))
    }
  })

  it('holds all its licenses to a change at once, and says what it was in the history', () => {
    const office = openBackOffice()
    const { vendor } = office
    const policy = expectOk(createPolicy(vendor, { name: 'P' }))
    const { id } = office.sell({ policy: policy.id })
    expectOk(updatePolicy(vendor, policy.id, { rules: ['strict=true', 'maxCores=4'] }))
    expect(vendor.store.licenses.byId(id)?.rules).toMatchObject({ strict: true, maxCores: 4 })
    expectOk(updateLicense(vendor, id, { rules: ['maxCores=8'] }))
    expect(vendor.store.licenses.byId(id)?.rules).toMatchObject({ strict: true, maxCores: 8 })
    expectOk(updateLicense(vendor, id, { rules: ['maxCores=none'] }))
    expect(vendor.store.licenses.byId(id)?.rules.maxCores).toBe(4)
  })
})

describe('a license', () => {
  it('follows one of the two policies of its application by its machines, until another is chosen', () => {
    const office = openBackOffice()
    const { vendor, clock } = office
    const { store } = vendor
    expectOk(store.transaction(() => addApplication(store, { code: 'second', name: 'Second' }, clock.now)))
    const { id } = office.sell()
    const policyName = () => store.policies.byId(store.licenses.byId(id)?.policyId ?? '')?.name
    expect(policyName()).toBe('VirtualMetric (Node-locked)')
    expectOk(updateLicense(vendor, id, { machines: 3 }))
    expect(policyName()).toBe('VirtualMetric (Floating)')
    expectOk(updateLicense(vendor, id, { application: 'second' }))
    expect(policyName()).toBe('Second (Floating)')
    const rules = ['floating=true', 'maxMachines=9']
    expectOk(createPolicy(vendor, { name: 'Mine', application: 'second', rules }))
    expectOk(updateLicense(vendor, id, { policy: 'Mine' }))
    expect(policyName()).toBe('Mine')
    expect(updateLicense(vendor, id, { application: 'virtualmetric' })).toMatchObject({
      error: { code: 'policy_does_not_fit' },
    })
    expect(office.sell({ policy: 'Mine' })).toMatchObject({ maxMachines: 9 })
  })

  it('ends when its policy says so, unless another end is given', () => {
    const { vendor } = openBackOffice()
    expectOk(createPolicy(vendor, { name: 'Days', rules: ['duration=86400'] }))
    const sold = { owner: 'Contoso', products: ['storage'], policy: 'Days' }
    expect(expectOk(createLicense(vendor, sold)).expiry).toBe(START + 86_400_000)
    expect(expectOk(createLicense(vendor, { ...sold, expiry: null })).expiry).toBeNull()
  })

  it('has limits of its own alone beside its policy', () => {
    const office = openBackOffice()
    const { vendor } = office
    const { id } = office.sell()
    expect(updateLicense(vendor, id, { rules: ['strict=false'] })).toMatchObject({
      error: { code: 'unknown_rule' },
    })
    expect(updateLicense(vendor, id, { policy: 'Nobody' })).toMatchObject({
      error: { code: 'policy_not_found' },
    })
  })
})
