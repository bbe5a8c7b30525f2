// The whole table of damage to the store (issue 10.14, 10.15); what lies on the disk is asked of the command line as well.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { circles } from '#tests/support/circles.ts'
import { requireBuild, runDesk } from '#tests/support/cli.ts'
import { contradictions } from '#tests/support/contradictions.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { CASES } from '#tests/support/damage-table.ts'
import { hiddenByRepair } from '#tests/support/ended-repairs.ts'
import { damagedStores, OTHER, type DamagedStores } from '#tests/support/damaged-store.ts'
import { inTable, judgeCase, placeOf } from '#tests/support/judge-case.ts'
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

describe('exit status, what a person is told, and what still works', () => {
  test.each(CASES)('$place: $kind', async (one) => {
    const { exits, check, list, fails } = one
    expect(await judgeCase(one, stores, cleanup)).toEqual({ exits, check, list, fails })
  })
})

describe('of what doctor says, no line contradicts a red one (issue 12.6)', () => {
  test.each(CASES)('$place: $kind', async (one) => {
    expect(await contradictions(one, stores, cleanup)).toEqual([])
  })
})

describe('what doctor sends to repair is set aside by it (issue 12)', () => {
  test.each(CASES)('$place: $kind', async (one) => {
    expect(await circles(one, stores, cleanup)).toEqual([])
  })
})

describe('after a repair that ended well doctor fails for nothing, and a second one ends well (issue 12)', () => {
  test.each(CASES)('$place: $kind', async (one) => {
    expect(await hiddenByRepair(one, stores, cleanup)).toEqual([])
  })
})

describe('what check and list print, and a writer afterwards that damages nothing else', () => {
  test.each(CASES.filter(({ make }) => make !== undefined))('$place: $kind', async (one) => {
    const { desk, aside } = await stores.another(cleanup)
    const { dataDir } = desk
    const args = ['--vendor', profile, '--data-dir', dataDir]
    const run = async (...command: readonly string[]) => {
      const { status, stderr } = await runDesk([...args, ...command])
      return { status, says: inTable(stderr, dataDir, stores).replaceAll(/\s+/g, ' ') }
    }
    const check = (product: string) => run('check', '--product', product)
    await whileDamaged(one, { file: path.join(dataDir, placeOf(one, stores)), aside }, async () => {
      const hit = await check(one.product)
      expect([hit.status, (await check(OTHER)).status]).toEqual(one.exits)
      expect(hit.says).toContain(one.check ?? '')
      if (one.list !== null) expect((await run('list')).says).toContain(one.list)
      await run('usage', 'set', OTHER, '2')
      expect((await check(OTHER)).status).toBe(one.exits[1])
      // No writer makes a “no” of “could not tell”, nor a “yes”.
      expect((await check(one.product)).status).toBe(one.exits[0])
    })
  })
})
