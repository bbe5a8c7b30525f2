// A test kit has a store for each answer that the gate can give, or says why there can be none (docs/vendor-guide.md#test-your-product).
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { makeProfile } from '#server/back-office/make-profile.ts'
import { contract } from '#shared/contract/contract.ts'
import { gateAnswer } from '#shared/contract/views.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { CASES, WITHOUT_A_STORE } from '../../scripts/testkit/cases.ts'
import { KitVendor } from '../../scripts/testkit/kit-vendor.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('each status, each reason and each refusal of the gate has a store, or a reason to have none', () => {
  const statuses = gateAnswer.shape.reason.unwrap().options
  const { errors } = contract['licenses.check']
  const without = WITHOUT_A_STORE.flatMap(([names]) => names as readonly string[])
  const reached = CASES.flatMap(({ expected }) =>
    'error' in expected ? [expected.error] : [expected.status, expected.reason ?? expected.status],
  )
  const every = new Set<string>([...statuses, ...errors])
  expect([...new Set<string>([...reached, ...without])].toSorted()).toEqual([...every].toSorted())
  // Two of them let run and stop: both are there.
  for (const status of ['check_overdue', 'over_limit'])
    expect(
      CASES.flatMap(({ expected }) =>
        'status' in expected && expected.status === status ? [expected.mayRun] : [],
      ),
    ).toEqual([true, false])
  expect(new Set(CASES.map(({ store }) => store)).size).toBe(CASES.length)
})

test('its vendor has the products of the profile, and names and keys of its own, marked as a test’s', async () => {
  const own = loadProfile()
  const kit = await KitVendor.open(cleanup.folder(), path.resolve('assets/vendor/virtualmetric.json'))
  cleanup.add(() => kit.close())
  const { id, name, uniqueKeyPrefix, catalogue, test: isTest, offlineOnly } = kit.profile
  expect([name, isTest, offlineOnly, catalogue]).toEqual([`TEST ${own.name}`, true, true, own.catalogue])
  expect([id, uniqueKeyPrefix]).not.toEqual([own.id, own.uniqueKeyPrefix])
  // What “activation-server profile” prints of it is marked as well.
  expect(must(await makeProfile(kit.vendor)).test).toBe(true)
})
