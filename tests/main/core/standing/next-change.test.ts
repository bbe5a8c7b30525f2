// The list says when it will be another one by itself, so that a page that is left open can ask then (issue 12.20).
import { afterEach, expect, test } from 'vitest'
import { must } from '#tests/support/must.ts'
import { install } from '#tests/support/installation.ts'
import { DAY, iso } from '#shared/instant.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('at each moment that the list foretold, and not a moment before, a status is another one (issue 12.20)', async () => {
  let now = Date.now()
  const vendor = await openVendorSide(cleanup, () => now)
  const desk = install(cleanup, await vendor.profile(), { clock: () => now })
  const license = await vendor.sell({ expiry: now + 100 * DAY, graceDays: 3, products: ['storage'] })
  must(await desk.router.call('licenses.activateOnline', { code: license.key }))
  const list = async () => must(await desk.router.call('licenses.list', {}))
  const statuses: string[] = []
  for (;;) {
    const { licenses, nextChange } = await list()
    statuses.push(`${licenses[0]?.status} ${licenses[0]?.mayRun}`)
    if (nextChange === null) break
    now = Date.parse(nextChange) - 1
    expect((await list()).licenses[0]?.status).toBe(licenses[0]?.status)
    now += 1
    expect(iso(now)).toBe(nextChange)
  }
  // Without a check: after two days nobody counts on one; due after 14 days, over after three of grace, and expired in the end.
  expect(statuses).toEqual([
    'active true',
    'active true',
    'check_overdue true',
    'check_overdue false',
    'check_overdue false',
    'check_overdue false',
    'expired false',
  ])
})
