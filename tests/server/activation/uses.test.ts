// Check-ins by the calendar, and uses that are counted and set (issue 18.5).
import { describe, expect, it } from 'vitest'
import { nextCheckIn } from '#server/activation/check-in.ts'
import { countUses } from '#server/activation/count-uses.ts'
import { setUses } from '#server/back-office/change-license.ts'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { iso } from '#shared/instant.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'

describe('the next check-in', () => {
  it.each([
    ['day', 1, '2027-01-31T09:30:00.000Z', '2027-02-01T09:30:00.000Z'],
    ['week', 2, '2027-02-20T09:30:00.000Z', '2027-03-06T09:30:00.000Z'],
    ['month', 1, '2027-01-31T09:30:00.000Z', '2027-02-28T09:30:00.000Z'],
    ['month', 13, '2027-01-31T09:30:00.000Z', '2028-02-29T09:30:00.000Z'],
    ['year', 1, '2028-02-29T09:30:00.000Z', '2029-02-28T09:30:00.000Z'],
  ])('%s × %i after %s is %s', async (interval, count, from, next) => {
    const office = await openBackOffice(Date.parse(from))
    const rules = ['requireCheckIn=true', `checkInInterval=${interval}`, `checkInIntervalCount=${count}`]
    expectOk(await createPolicy(office.vendor, { name: 'P', rules }))
    expect(iso(nextCheckIn(await office.sell({ policy: 'P' })) ?? 0)).toBe(next)
  })

  it('is none where it is not asked for, or was not when the license was sold', async () => {
    expect(nextCheckIn(await (await openBackOffice()).sell())).toBeNull()
  })
})

describe('uses', () => {
  it('are what was counted, beyond a restart of the count, and never more than can be told', async () => {
    const office = await openBackOffice()
    const { store } = office.vendor
    const { id } = await office.sell()
    const count = (more: number) => countUses(store, id, more, office.clock.now)
    expectOk(await count(2_147_483_646))
    expect(expectOk(await count(1)).uses).toBe(2_147_483_647)
    expect(await count(1)).toMatchObject({ error: { code: 'USES_LIMIT_EXCEEDED', limit: 2_147_483_647 } })
    expect(expectOk(await setUses(office.vendor, id, 0)).changes).toMatchObject([
      { before: 2_147_483_647, after: 0 },
    ])
    expect(expectOk(await count(0)).uses).toBe(0)
    expect((await store.events.ofLicense(id)).map(({ what }) => what)).toEqual([
      'license.created',
      'license.uses-set',
    ])
  })
})
