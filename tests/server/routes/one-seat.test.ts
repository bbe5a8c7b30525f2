// One seat is one machine: what a License Code can do with a seat that it gives back and takes again (issue 10.1).
import { describe, expect, it } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { DAY, DAY_SECONDS } from '#shared/instant.ts'
import { openOfflineKey } from '#shared/license/offline-key.ts'
import { keyContext } from '#main/core/standing/open-stored.ts'
import { answerInForm } from '#server/back-office/answer-in-form.ts'
import { revokeLicense } from '#server/back-office/change-license.ts'
import { makeProfile } from '#server/back-office/make-profile.ts'
import { findSeatHolder, releaseMachine } from '#server/activation/release-machine.ts'
import { activation, serveBackOffice, type Answer } from '../support/client.ts'
import { expectOk, START, uniqueKey } from '../support/back-office.ts'

const MONTH_SECONDS = 2_629_746
/** What a license is sold with: the app runs so many days beyond a file's end. */
const GRACE = 7 * DAY

async function oneSeat(terms = {}) {
  const server = await serveBackOffice()
  const license = await server.sell(terms)
  const { key: code, id } = license
  const profile = expectOk(await makeProfile(server.vendor))
  const post = (target: string, body: unknown) => server.ask('POST', target, { code, body })
  const activate = (machine: number) => post('/machines', activation(id, uniqueKey(machine)))
  const checkOut = (machine: number, ttl: unknown = null) =>
    post(`/machines/${uniqueKey(machine)}/actions/check-out`, {
      meta: { encrypt: true, ttl, include: ['license', 'license.product'] },
    })
  const giveBack = (machine: number) => server.ask('DELETE', `/machines/${uniqueKey(machine)}`, { code })
  /** Takes a seat, a file, and gives the seat back: the file, or null where there was no seat. */
  const comeAndGo = async (machine: number, ttl: unknown = null) => {
    if ((await activate(machine)).status !== 201) return null
    const file = await checkOut(machine, ttl)
    expect((await giveBack(machine)).status).toBe(204)
    return certificate(file)
  }
  /** Whether the app on that machine runs with this file at that moment. */
  const runs = (text: string, machine: number, clock: number) =>
    openOfflineKey(text, keyContext(code, uniqueKey(machine), profile, nodePrimitives), { clock }).ok
  const release = async (machine: number) => {
    const holder = await findSeatHolder(server.vendor.store, id, uniqueKey(machine), server.clock.now)
    if (!holder) throw new Error(`machine ${machine} holds no seat`)
    await releaseMachine(server.vendor.store, holder, server.clock.now)
  }
  return { ...server, license, activate, checkOut, giveBack, comeAndGo, runs, release }
}

const certificate = (answer: Answer): string => String(answer.json.data.attributes['certificate'])
const termsOf = ({ json }: Answer) => {
  const { ttl, expiry } = json.data.attributes
  return { ttl, seconds: (Date.parse(String(expiry)) - START) / 1000 }
}

describe('a seat that is given back and taken again (issue 10.1)', () => {
  it('lets two machines go with a file, the third keeps the seat, and all of them end within 31 days', async () => {
    const office = await oneSeat()
    const files: string[] = []
    for (const machine of [1, 2, 3, 4, 5]) {
      const file = await office.comeAndGo(machine)
      if (file !== null) files.push(file)
    }
    expect(files).toHaveLength(3)
    expectOk(await revokeLicense(office.vendor, office.license.id))
    const running = (clock: number) => files.filter((file, at) => office.runs(file, at + 1, clock)).length
    expect(running(START + DAY)).toBe(3)
    expect(running(START + 31 * DAY + 1)).toBe(0)
  })

  it('says at the refusal that a seat is kept, and until when; at that moment it is free', async () => {
    const office = await oneSeat()
    for (const machine of [1, 2, 3]) await office.comeAndGo(machine, 14 * DAY_SECONDS)
    const refused = await office.activate(4)
    expect([refused.status, refused.code]).toEqual([422, 'MACHINE_LIMIT_EXCEEDED'])
    const until = START + 14 * DAY + GRACE
    expect(refused.json.errors[0]?.detail).toContain(`kept until ${new Date(until).toISOString()}`)
    office.clock.now = until - 1
    expect((await office.activate(4)).status).toBe(422)
    office.clock.now = until
    expect((await office.activate(4)).status).toBe(201)
  })

  it('lets the machine that keeps the seat come back at once, and one machine come and go for ever', async () => {
    const office = await oneSeat()
    for (const machine of [1, 2, 3]) await office.comeAndGo(machine)
    expect((await office.activate(3)).status).toBe(201)
    expect((await office.giveBack(3)).status).toBe(204)
    expect((await office.activate(4)).status).toBe(422)
    const other = await oneSeat()
    for (let turn = 0; turn < 6; turn += 1) expect(await other.comeAndGo(1)).not.toBeNull()
    expect((await other.activate(2)).status).toBe(201)
  })

  it('remembers the file of a machine that came back and left again without a new one', async () => {
    const office = await oneSeat()
    for (const machine of [1, 2]) await office.comeAndGo(machine)
    for (const machine of [1, 2]) {
      await office.activate(machine)
      await office.giveBack(machine)
    }
    await office.comeAndGo(3)
    expect((await office.activate(4)).status).toBe(422)
  })

  it('counts the longest file of a machine, not the last one', async () => {
    const office = await oneSeat()
    for (const machine of [1, 2, 3]) {
      await office.activate(machine)
      await office.checkOut(machine, 20 * DAY_SECONDS)
      await office.checkOut(machine, 3600)
      await office.giveBack(machine)
    }
    office.clock.now += 19 * DAY
    expect((await office.activate(4)).status).toBe(422)
  })

  it('is free at once for machines that never had a file, and for those whose file has ended', async () => {
    const office = await oneSeat()
    for (const machine of [1, 2, 3, 4, 5, 6]) {
      expect((await office.activate(machine)).status).toBe(201)
      await office.giveBack(machine)
    }
    for (const machine of [1, 2, 3, 4, 5, 6]) {
      expect((await office.activate(machine)).status).toBe(201)
      await office.checkOut(machine, 3600)
      office.clock.now += 3_600_000 + GRACE
      await office.giveBack(machine)
    }
  })

  it('counts the releases of one file time: those whose files have ended count no more', async () => {
    const office = await oneSeat()
    for (const machine of [1, 2]) await office.comeAndGo(machine, 14 * DAY_SECONDS)
    office.clock.now += 14 * DAY + GRACE
    for (const machine of [3, 4]) expect(await office.comeAndGo(machine, 14 * DAY_SECONDS)).not.toBeNull()
    expect((await office.activate(5)).status).toBe(201)
  })

  it('lets a tenth of the seats go where that is more than two', async () => {
    const office = await oneSeat({ machines: 40 })
    for (let machine = 1; machine <= 5; machine += 1) await office.comeAndGo(machine)
    const { released } = office.vendor.store
    expect((await released.seatsKept(office.license.id, START)).count).toBe(1)
    expect((await released.find(office.license.id, uniqueKey(5), START))?.keepsSeat).toBe(true)
  })

  it.each([0, 7, 3650])(
    'is kept through %i days of grace: the app runs by its file for so long',
    async (graceDays) => {
      const office = await oneSeat({ graceDays })
      for (const machine of [1, 2, 3]) expect(await office.comeAndGo(machine, 3600)).not.toBeNull()
      const until = START + 3_600_000 + graceDays * DAY
      office.clock.now = until - 1
      expect((await office.activate(4)).status).toBe(422)
      office.clock.now = until
      expect((await office.activate(4)).status).toBe(201)
    },
  )

  it('ends with the license where that comes before the file', async () => {
    const office = await oneSeat({ expiry: START + 2 * DAY })
    for (const machine of [1, 2, 3]) await office.comeAndGo(machine, 14 * DAY_SECONDS)
    const { firstFree } = await office.vendor.store.released.seatsKept(office.license.id, START)
    expect(firstFree).toBe((office.license.expiry ?? 0) + GRACE)
  })

  it('is free when the vendor says so, and a machine that the vendor released counts no more', async () => {
    const office = await oneSeat()
    for (const machine of [1, 2, 3]) await office.comeAndGo(machine)
    await office.release(3)
    expect((await office.activate(4)).status).toBe(201)
    await office.checkOut(4)
    await office.release(4)
    expect((await office.activate(5)).status).toBe(201)
  })

  it('is kept from the vendor’s own answer too, until the vendor frees it', async () => {
    const office = await oneSeat()
    for (const machine of [1, 2, 3]) await office.comeAndGo(machine)
    const answer = () =>
      answerInForm(office.vendor, office.license, { uniqueKey: uniqueKey(4), format: 'file' })
    expect(await answer()).toMatchObject({ ok: false, error: { code: 'machine_limit_exceeded' } })
    await office.release(3)
    expect((await answer()).ok).toBe(true)
  })

  it.each(['file', 'typed'] as const)(
    'counts a %s that the vendor answered: one without an end keeps the seat for good',
    async (format) => {
      const office = await oneSeat()
      const request = (machine: number) => ({ uniqueKey: uniqueKey(machine), format })
      for (const machine of [1, 2, 3]) {
        expectOk(await answerInForm(office.vendor, office.license, request(machine)))
        await office.giveBack(machine)
      }
      office.clock.now += 400 * DAY
      expect((await office.activate(4)).status).toBe(422)
      await office.release(3)
      expect((await office.activate(4)).status).toBe(201)
    },
  )

  it('holds when machines leave at the same time', async () => {
    const office = await oneSeat({ machines: 6 })
    const machines = [1, 2, 3, 4, 5, 6]
    for (const machine of machines) {
      await office.activate(machine)
      await office.checkOut(machine)
    }
    await Promise.all(machines.flatMap((machine) => [office.giveBack(machine), office.giveBack(machine)]))
    expect((await office.vendor.store.released.seatsKept(office.license.id, START)).count).toBe(4)
    const again = await Promise.all([7, 8, 9, 10].map((machine) => office.activate(machine)))
    expect(again.map(({ status }) => status).toSorted()).toEqual([201, 201, 422, 422])
  })
})

/** A month of the calendar. */
const FROM_JANUARY = 31 * DAY_SECONDS

describe('how long a file holds that a License Code checks out (issue 10.1)', () => {
  it.each([
    ['null', null, MONTH_SECONDS, FROM_JANUARY],
    ['an absent ttl', undefined, MONTH_SECONDS, FROM_JANUARY],
    ['14 days', 14 * DAY_SECONDS, 14 * DAY_SECONDS],
    ['a year', 365 * DAY_SECONDS, 31 * DAY_SECONDS],
    ['a year as text', String(365 * DAY_SECONDS), 31 * DAY_SECONDS],
    ['an unsafe number', 1e300, 31 * DAY_SECONDS],
  ])('is, asked for %s, at the most what the license allows', async (_, ttl, asTold, seconds = asTold) => {
    const office = await oneSeat()
    await office.activate(1)
    const answer = await office.checkOut(1, ttl === undefined ? '2629746' : ttl)
    expect(termsOf(answer)).toEqual({ ttl: asTold, seconds })
    const license = await office.ask('POST', `/licenses/${office.license.id}/actions/check-out`, {
      code: office.license.key,
      body: { meta: { ttl } },
    })
    expect(termsOf(license)).toEqual({ ttl: asTold, seconds })
    const query = ttl === undefined ? '' : `?ttl=${ttl === null ? '' : BigInt(ttl)}`
    const asked = await office.ask('POST', `/machines/${uniqueKey(1)}/actions/check-out${query}`, {
      code: office.license.key,
    })
    expect(termsOf(asked)).toEqual({ ttl: asTold, seconds })
  })

  it('is the days that the license was sold with, for an absent ttl too', async () => {
    const office = await oneSeat({ checkOutDays: 3 })
    await office.activate(1)
    for (const ttl of [null, 14 * DAY_SECONDS])
      expect(termsOf(await office.checkOut(1, ttl)).ttl).toBe(3 * DAY_SECONDS)
    const long = await oneSeat({ checkOutDays: 400 })
    await long.activate(1)
    expect(termsOf(await long.checkOut(1, 400 * DAY_SECONDS)).ttl).toBe(400 * DAY_SECONDS)
    expect(termsOf(await long.checkOut(1, null)).ttl).toBe(MONTH_SECONDS)
  })

  it('does not bound what the vendor answers', async () => {
    const office = await oneSeat({ checkOutDays: 3 })
    const { file } = expectOk(
      await answerInForm(office.vendor, office.license, {
        uniqueKey: uniqueKey(1),
        format: 'file',
        validForDays: 400,
      }),
    )
    expect(file?.ttl).toBe(400 * DAY_SECONDS)
  })
})
