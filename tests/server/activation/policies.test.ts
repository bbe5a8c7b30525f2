// What a policy's rules do where no row of Keygen's table asks: how many have to match, and how much is let through.
import { describe, expect, it } from 'vitest'
import { activateMachine } from '#server/activation/activate-machine.ts'
import { validateLicense } from '#server/activation/validate-license.ts'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'

function licensed(rules: readonly string[], machines: number) {
  const office = openBackOffice()
  const { vendor, clock } = office
  const policy = expectOk(createPolicy(vendor, { name: 'P', rules: ['floating=true', ...rules] })).id
  const { id } = office.sell({ policy, machines })
  const activate = (fingerprint: string, cores?: number) =>
    activateMachine(vendor.store, id, { fingerprint, cores: cores ?? null }, 'license', clock.now)
  const validate = (fingerprints: string[]) => {
    const license = vendor.store.licenses.byId(id)
    return license && validateLicense(vendor.store, license, { fingerprints }, clock.now).code
  }
  return { activate, validate }
}

describe('a policy (issue 18.2)', () => {
  it.each([
    ['MATCH_ANY', [1, 1, 1, 1]],
    ['MATCH_TWO', [1, 2, 2, 2]],
    ['MATCH_MOST', [1, 1, 2, 2]],
    ['MATCH_ALL', [1, 2, 3, 4]],
  ])('%s wants so many of one, two, three and four fingerprints', (strategy, least) => {
    const { activate, validate } = licensed([`machineMatchingStrategy=${strategy}`], 4)
    const names = ['one', 'two', 'three', 'four']
    const got = names.map(() => 0)
    for (const [at, name] of names.entries()) {
      expectOk(activate(name))
      for (const asked of [1, 2, 3, 4]) {
        // So many that are there, and others.
        const there = names.slice(0, Math.min(at + 1, asked))
        const others = Array.from({ length: asked - there.length }, (_, other) => `other ${other}`)
        const isEnough = validate([...there, ...others]) === 'VALID'
        if (isEnough && got[asked - 1] === 0) got[asked - 1] = there.length
      }
    }
    expect(got).toEqual(least)
  })

  it.each([
    ['NO_OVERAGE', 4],
    ['ALLOW_1_25X_OVERAGE', 5],
    ['ALLOW_1_5X_OVERAGE', 6],
    ['ALLOW_2X_OVERAGE', 8],
    ['ALWAYS_ALLOW_OVERAGE', 10],
  ])('%s lets so many of ten machines in where four were sold', (strategy, most) => {
    const { activate } = licensed([`overageStrategy=${strategy}`, 'maxMachines=4'], 4)
    const taken = Array.from({ length: 10 }, (_, number) => activate(`machine ${number}`).ok)
    expect(taken.filter(Boolean)).toHaveLength(most)
  })

  it('counts cores of all machines, and takes no limit for one', () => {
    const { activate } = licensed(['maxCores=10', 'maxMemory=none'], 5)
    expect([6, 4, 1, undefined].map((cores, at) => activate(String(at), cores).ok)).toEqual([
      true,
      true,
      false,
      true,
    ])
  })
})
