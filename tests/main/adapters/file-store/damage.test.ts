// Damage to the store (issue 10.14, 10.15): a part of the table; the whole of it is in tests/long/damage.test.ts.
import { beforeAll, afterAll, afterEach, describe, expect, test } from 'vitest'
import { must } from '#tests/support/must.ts'
import { CASES } from '#tests/support/damage.ts'
import { damagedStores, HIT, OTHER, type DamagedStores } from '#tests/support/damaged-store.ts'
import { judgeCase } from '#tests/support/judge-case.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const [all, cleanup] = [new Cleanup(), new Cleanup()]
let stores: DamagedStores
beforeAll(async () => (stores = await damagedStores(all)))
afterEach(() => cleanup.run())
afterAll(() => all.run())

test('a whole store says yes to both products', async () => {
  const { desk } = stores.another(cleanup)
  for (const product of [HIT, OTHER])
    expect(must(await desk.router.call('licenses.check', { product })).mayRun).toBe(true)
})

/** Each place, and by turns each kind. */
const SOME = CASES.filter((_, index) => index % 4 === 0)

describe('what the gate says, and what else still works', () => {
  test.each(SOME)('$place: $kind', async (one) => {
    expect(await judgeCase(one, stores, cleanup)).toEqual([])
  })
})
