// A file that holds longer than the app asked for is not taken in: the question is not signed (issue 10.1).
import { afterEach, describe, expect, test } from 'vitest'
import { longerThanAsked } from '#main/core/activation/asked-time.ts'
import { DAY } from '#shared/instant.ts'
import { openBentWay, otherCertificate, straight, type BentWay } from '#tests/support/bent-way.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** The vendor lets this license have files of 400 days, and a proxy asks for them. */
async function longWay(): Promise<BentWay> {
  const way = await openBentWay(cleanup)
  await way.vendor.update(way.license, { checkOutDays: 400 })
  way.between.bendQuestion = (body) => body.replace(/"ttl":\d+/, `"ttl":${400 * 86_400}`)
  return way
}

const refresh = async ({ desk }: BentWay) =>
  must(await desk.router.call('licenses.refresh', {})).checked[0]?.problem
const gate = async ({ desk }: BentWay) =>
  must(await desk.router.call('licenses.check', { product: 'virtualization' }))

describe('a file that holds longer than was asked for (issue 10.1)', () => {
  test('is refused at an activation, its seat goes back, and nothing is kept', async () => {
    const way = await longWay()
    const activated = await way.activate()
    expect(activated).toMatchObject({
      ok: false,
      error: { code: 'file_longer_than_asked', params: { days: 14 } },
    })
    expect(await way.seats()).toBe(0)
    expect(Object.keys(way.stored()).toSorted()).toEqual(['lock.db', 'machine-id'])
  })

  test('is refused at a check; what is stored goes on', async () => {
    const way = await longWay()
    const { bendQuestion } = way.between
    way.between.bendQuestion = (body) => body
    must(await way.activate())
    way.between.bendQuestion = bendQuestion
    expect(await refresh(way)).toBe('file_longer_than_asked')
    expect(await way.seats()).toBe(1)
    expect(await gate(way)).toMatchObject({ status: 'active', mayRun: true })
    way.between.bendQuestion = (body) => body
    expect(await refresh(way)).toBeNull()
  })

  test('is refused where it has no end at all', async () => {
    const way = await openBentWay(cleanup)
    must(await way.activate())
    const uniqueKey = await way.desk.uniqueKey()
    const endless = await way.vendor.answer(way.license, uniqueKey)
    way.between.bend = otherCertificate(way.vendor, () => endless)
    expect(await refresh(way)).toBe('file_longer_than_asked')
    way.between.bend = straight
    expect(await refresh(way)).toBeNull()
  })

  test('goes on where it is stored already, and where the vendor’s back office gave it', async () => {
    const way = await openBentWay(cleanup)
    must(await way.activate())
    const long = await way.vendor.answer(way.license, await way.desk.uniqueKey(), 400)
    await way.desk.store.write((writer, { licenses }) => {
      for (const stored of licenses) writer.putLicense({ ...stored, file: long })
    })
    expect(await gate(way)).toMatchObject({ status: 'active', mayRun: true })
    const offline = { code: way.license.key, offlineKey: long }
    expect((await way.desk.router.call('licenses.activateOffline', offline)).ok).toBe(true)
  })

  test('may be 48 hours longer, for servers that count by the calendar', () => {
    const issued = Date.parse('2027-01-15T12:00:00.000Z')
    expect(longerThanAsked({ issued, fileExpiry: issued + 16 * DAY })).toBeNull()
    expect(longerThanAsked({ issued, fileExpiry: issued + 16 * DAY + 1 })).not.toBeNull()
  })
})
