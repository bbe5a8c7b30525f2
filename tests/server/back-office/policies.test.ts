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
  ])('with %j is not made: %s', async (rules, code) => {
    const { vendor } = await openBackOffice()
    const made = await createPolicy(vendor, { name: 'P', rules })
    expect(made).toMatchObject({ ok: false, error: { code } })
    expect(!made.ok && made.error.message.length).toBeLessThanOrEqual(200)
    expect(await vendor.store.policies.all()).toHaveLength(2)
  })

  it('takes every value of every rule that it names', async () => {
    const { vendor } = await openBackOffice()
    const { id } = expectOk(await createPolicy(vendor, { name: 'P', rules: ['floating=true'] }))
    const even = [
      'overageStrategy=NO_OVERAGE',
      'heartbeatCullStrategy=KEEP_DEAD',
      ...LIMITS.map((name) => `${name}=none`),
    ]
    for (const [name, rule] of Object.entries(POLICY_RULES)) {
      const most = rule.kind === 'number' ? [rule.least, rule.most] : ['true', 'false']
      for (const value of rule.kind === 'choice' ? rule.choices : most) {
        const asked = `${name}=${value}`
        expectOk(await updatePolicy(vendor, id, { rules: [asked] }))
        const kept: unknown = (await vendor.store.policies.byId(id))?.rules[name as RuleName]
        expect(`${name}=${String(kept)}`).toBe(asked)
        expectOk(await updatePolicy(vendor, id, { rules: ['floating=true', ...even] }))
      }
    }
  })

  it.each([
    ['KEEP_EXPIRY', 10 * DAY],
    ['RESET_EXPIRY', 30 * DAY],
  ] as const)(
    'with transferStrategy=%s lets a license that comes to it run for %i milliseconds',
    async (strategy, end) => {
      const office = await openBackOffice()
      const { vendor } = office
      const rules = [`duration=${30 * DAY_SECONDS}`, `transferStrategy=${strategy}`]
      expectOk(await createPolicy(vendor, { name: 'Next', rules }))
      expectOk(await createPolicy(vendor, { name: 'Without end', rules: ['transferStrategy=RESET_EXPIRY'] }))
      expectOk(await createPolicy(vendor, { name: 'First' }))
      const { id } = await office.sell({ policy: 'First', expiry: START + 10 * DAY })
      const expiryAfter = async (terms: LicenseTerms) =>
        expectOk(await updateLicense(vendor, id, terms)).license.expiry
      expect(await expiryAfter({ policy: 'First' })).toBe(START + 10 * DAY)
      expect(await expiryAfter({ policy: 'Next' })).toBe(START + end)
      office.clock.now += DAY
      expect(await expiryAfter({ policy: 'Next' })).toBe(START + end)
      expect(await expiryAfter({ policy: 'Without end' })).toBe(null)
      expect(await expiryAfter({ policy: 'Next', expiry: START + 5 * DAY })).toBe(START + 5 * DAY)
    },
  )

  it('is found by its id or its name, and no two made here have one name', async () => {
    const { vendor } = await openBackOffice()
    const policy = expectOk(await createPolicy(vendor, { name: ' Trial ' }))
    expect(expectOk(await findPolicy(vendor.store, 'Trial')).id).toBe(policy.id)
    expect(expectOk(await findPolicy(vendor.store, policy.id)).name).toBe('Trial')
    expect(await createPolicy(vendor, { name: 'Trial' })).toMatchObject({ error: { code: 'policy_exists' } })
    expect(await createPolicy(vendor, { name: 'a\nb' })).toMatchObject({
      error: { code: 'policy_name_invalid' },
    })
    expect(await findPolicy(vendor.store, 'Other')).toMatchObject({ error: { code: 'policy_not_found' } })
  })

  it('of one machine stays so while licenses have it, and so do the two of an application', async () => {
    const office = await openBackOffice()
    const { vendor } = office
    const policy = expectOk(await createPolicy(vendor, { name: 'One' }))
    const license = await office.sell({ policy: 'One' })
    expect(await updatePolicy(vendor, policy.id, { rules: ['floating=true'] })).toMatchObject({
      error: { code: 'policy_in_use' },
    })
    expect(await updateLicense(vendor, license.id, { machines: 2 })).toMatchObject({
      error: { code: 'policy_does_not_fit' },
    })
    for (const standard of (await vendor.store.policies.all()).filter((one) => one.standard)) {
      const floating = String(!standard.rules.floating)
      const refused = { error: { code: 'policy_in_use' } }
      expect(
        await updatePolicy(vendor, standard.id, { rules: [`floating=${floating}`, 'maxMachines=none'] }),
      ).toMatchObject(refused)
      expectOk(await updatePolicy(vendor, standard.id, { rules: ['strict=false'] }))
    }
  })

  it('holds all its licenses to a change at once, and says what it was in the history', async () => {
    const office = await openBackOffice()
    const { vendor } = office
    const policy = expectOk(await createPolicy(vendor, { name: 'P' }))
    const { id } = await office.sell({ policy: policy.id })
    expectOk(await updatePolicy(vendor, policy.id, { rules: ['strict=true', 'maxCores=4'] }))
    expect((await vendor.store.licenses.byId(id))?.rules).toMatchObject({ strict: true, maxCores: 4 })
    expectOk(await updateLicense(vendor, id, { rules: ['maxCores=8'] }))
    expect((await vendor.store.licenses.byId(id))?.rules).toMatchObject({ strict: true, maxCores: 8 })
    expectOk(await updateLicense(vendor, id, { rules: ['maxCores=none'] }))
    expect((await vendor.store.licenses.byId(id))?.rules.maxCores).toBe(4)
  })
})

describe('a license', () => {
  it('follows one of the two policies of its application by its machines, until another is chosen', async () => {
    const office = await openBackOffice()
    const { vendor, clock } = office
    const { store } = vendor
    expectOk(
      await store.transaction(() => addApplication(store, { code: 'second', name: 'Second' }, clock.now)),
    )
    const { id } = await office.sell()
    const policyName = async () =>
      (await store.policies.byId((await store.licenses.byId(id))?.policyId ?? ''))?.name
    expect(await policyName()).toBe('VirtualMetric (Node-locked)')
    expectOk(await updateLicense(vendor, id, { machines: 3 }))
    expect(await policyName()).toBe('VirtualMetric (Floating)')
    expectOk(await updateLicense(vendor, id, { application: 'second' }))
    expect(await policyName()).toBe('Second (Floating)')
    const rules = ['floating=true', 'maxMachines=9']
    expectOk(await createPolicy(vendor, { name: 'Mine', application: 'second', rules }))
    expectOk(await updateLicense(vendor, id, { policy: 'Mine' }))
    expect(await policyName()).toBe('Mine')
    expect(await updateLicense(vendor, id, { application: 'virtualmetric' })).toMatchObject({
      error: { code: 'policy_does_not_fit' },
    })
    expect(await office.sell({ policy: 'Mine' })).toMatchObject({ maxMachines: 9 })
  })

  it('ends when its policy says so, unless another end is given', async () => {
    const { vendor } = await openBackOffice()
    expectOk(await createPolicy(vendor, { name: 'Days', rules: ['duration=86400'] }))
    const sold = { owner: 'Contoso', products: ['storage'], policy: 'Days' }
    expect(expectOk(await createLicense(vendor, sold)).expiry).toBe(START + 86_400_000)
    expect(expectOk(await createLicense(vendor, { ...sold, expiry: null })).expiry).toBeNull()
  })

  it('has limits of its own alone beside its policy', async () => {
    const office = await openBackOffice()
    const { vendor } = office
    const { id } = await office.sell()
    expect(await updateLicense(vendor, id, { rules: ['strict=false'] })).toMatchObject({
      error: { code: 'unknown_rule' },
    })
    expect(await updateLicense(vendor, id, { policy: 'Nobody' })).toMatchObject({
      error: { code: 'policy_not_found' },
    })
  })
})
