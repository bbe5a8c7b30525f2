// The whole table of damage to the store (issue 10.14, 10.15); what lies on the disk is asked of the command line as well.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild, runDesk } from '#tests/support/cli.ts'
import { CASES, whileDamaged } from '#tests/support/damage.ts'
import { damagedStores, HIT, OTHER, type DamagedStores } from '#tests/support/damaged-store.ts'
import { judgeCase } from '#tests/support/judge-case.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const [all, cleanup] = [new Cleanup(), new Cleanup()]
let stores: DamagedStores
let profile: string
beforeAll(async () => {
  requireBuild()
  stores = await damagedStores(all)
  profile = path.join(all.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(stores.profile))
})
afterEach(() => cleanup.run())
afterAll(() => all.run())

describe('what the gate says, and what else still works', () => {
  test.each(CASES)('$place: $kind', async (one) => {
    expect(await judgeCase(one, stores, cleanup)).toEqual([])
  })
})

describe('the exit status of check, and a writer afterwards that damages nothing else', () => {
  test.each(CASES.filter(({ make }) => make !== undefined))('$place: $kind', async (one) => {
    const { desk, aside } = stores.another(cleanup)
    const file = path.join(desk.dataDir, one.place.replace('ID', stores.hitId))
    const args = ['--vendor', profile, '--data-dir', desk.dataDir]
    const check = async (product: string) =>
      (await runDesk([...args, 'check', '--product', product, '--quiet'])).status
    await whileDamaged(one, { file, aside }, async () => {
      expect([await check(HIT), await check(OTHER)]).toEqual(one.verdicts)
      await runDesk([...args, 'usage', 'set', OTHER, '2'])
      expect(await check(OTHER)).toBe(one.verdicts[1])
      // No writer makes a “no” of “could not tell”, nor a “yes”.
      expect(await check(HIT)).toBe(one.verdicts[0])
    })
  })
})
