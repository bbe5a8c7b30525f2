// What a policy's rules do where no row of Keygen's table asks: how many have to match, and how much is let through.
import { describe, expect, it } from 'vitest'
import { activateMachine } from '#server/activation/activate-machine.ts'
import { validateLicense } from '#server/activation/validate-license.ts'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'

async function licensed(rules: readonly string[], machines: number) {
  const office = await openBackOffice()
  const { vendor, clock } = office
  const policy = expectOk(await createPolicy(vendor, { name: 'P', rules: ['floating=true', ...rules] })).id
  const { id } = await office.sell({ policy, machines })
  const activate = (fingerprint: string, cores?: number) =>
    activateMachine(vendor.store, id, { fingerprint, cores: cores ?? null }, 'license', clock.now)
  const validate = async (fingerprints: string[]) => {
    const license = await vendor.store.licenses.byId(id)
    return license && (await validateLicense(vendor.store, license, { fingerprints }, clock.now)).code
  }
  return { activate, validate }
}

describe('a policy (issue 18.2)', () => {
  it.each([
    ['MATCH_ANY', [1, 1, 1, 1]],
    ['MATCH_TWO', [1, 2, 2, 2]],
    ['MATCH_MOST', [1, 1, 2, 2]],
    ['MATCH_ALL', [1, 2, 3, 4]],
  ])('%s wants so many of one, two, three and four fingerprints', async (strategy, least) => {
    const { activate, validate } = await licensed([`machineMatchingStrategy=${strategy}`], 4)
    const names = ['one', 'two', 'three', 'four']
    const got = names.map(() => 0)
    for (const [at, name] of names.entries()) {
      expectOk(await activate(name))
      for (const asked of [1, 2, 3, 4]) {
        // So many that are there, and others.
        const there = names.slice(0, Math.min(at + 1, asked))
        const others = Array.from({ length: asked - there.length }, (_, other) => `other ${other}`)
        const isEnough = (await validate([...there, ...others])) === 'VALID'
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
  ])('%s lets so many of ten machines in where four were sold', async (strategy, most) => {
    const { activate } = await licensed([`overageStrategy=${strategy}`, 'maxMachines=4'], 4)
    let taken = 0
    for (let number = 0; number < 10; number += 1) if ((await activate(`machine ${number}`)).ok) taken += 1
    expect(taken).toBe(most)
  })

  it('counts cores of all machines, and takes no limit for one', async () => {
    const { activate } = await licensed(['maxCores=10', 'maxMemory=none'], 5)
    const taken: boolean[] = []
    for (const [at, cores] of [6, 4, 1, undefined].entries())
      taken.push((await activate(String(at), cores)).ok)
    expect(taken).toEqual([true, true, false, true])
  })
})
