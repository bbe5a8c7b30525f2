import { describe, expect, it } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { makeReturnCode } from '#shared/formats/return-code.ts'
import { licenseNumber } from '#shared/formats/typed-key/hints.ts'
import { activateMachine } from '#server/activation/activate-machine.ts'
import { checkOut } from '#server/activation/check-out.ts'
import { answerInForm } from '#server/back-office/answer-in-form.ts'
import { takeReturn } from '#server/back-office/take-return.ts'
import { expectOk, openBackOffice, START, uniqueKey } from '../support/back-office.ts'

async function answered(format: 'file' | 'typed' | 'both' = 'file') {
  const office = await openBackOffice()
  const license = await office.sell()
  const answer = async () =>
    expectOk(await answerInForm(office.vendor, license, { uniqueKey: uniqueKey(), format }))
  const { file, typedKey } = await answer()
  const issued = Date.parse(file?.issued ?? typedKey?.issued ?? '')
  const returnCode = makeReturnCode(
    {
      uniqueKey: uniqueKey(),
      licenseNumber: licenseNumber(license.id, nodePrimitives),
      issued,
      returned: office.clock.now,
    },
    license.key,
    nodePrimitives,
  )
  const take = (change: Partial<Parameters<typeof takeReturn>[2]> = {}) =>
    takeReturn(office.vendor, license, { returnCode, uniqueKey: uniqueKey(), checkOnly: false, ...change })
  const seats = () => office.vendor.store.machines.countOf(license.id)
  return { ...office, license, answer, take, seats, returnCode }
}

describe('a return code', () => {
  it.each(['file', 'typed', 'both'] as const)(
    'for a key in the form %s frees the seat, once',
    async (format) => {
      const { take, seats, vendor, license } = await answered(format)
      expect(expectOk(await take())).toMatchObject({
        uniqueKey: uniqueKey(),
        returned: '2027-01-15',
        seat: 'freed',
      })
      expect(await seats()).toBe(0)
      expect(expectOk(await take()).seat).toBe('already_free')
      const events = (await vendor.store.events.ofLicense(license.id)).map(({ what, actor }) => [what, actor])
      expect(events.filter(([what]) => what === 'machine.deleted')).toEqual([['machine.deleted', 'desk']])
    },
  )

  it('is only checked where the vendor wants to keep the seat', async () => {
    const { take, seats } = await answered()
    expect(expectOk(await take({ checkOnly: true })).seat).toBe('kept')
    expect(await seats()).toBe(1)
  })

  it('frees no seat that a newer key holds', async () => {
    const { take, answer, seats, clock } = await answered()
    clock.now += 60_000
    await answer()
    expect(await take()).toMatchObject({ error: { code: 'newer_key_issued' } })
    expect(await seats()).toBe(1)
  })

  it.each(['file', 'typed', 'both'] as const)(
    'that was taken frees no seat that was answered in the same minute, and that answer in the form %s is of the next',
    async (format) => {
      const { take, answer, seats, clock } = await answered(format)
      const minute = (at: string | undefined) => Math.floor(Date.parse(at ?? '') / 60_000)
      clock.now += 10_000
      expectOk(await take())
      clock.now += 10_000
      const { file, typedKey } = await answer()
      for (const issued of [file?.issued, typedKey?.issued])
        if (issued !== undefined) expect(minute(issued)).toBe(minute(new Date(START).toISOString()) + 1)
      expect(await take()).toMatchObject({ error: { code: 'newer_key_issued' } })
      expect(await seats()).toBe(1)
    },
  )

  it('that was taken frees no seat that the machine took online since', async () => {
    const { take, seats, vendor, license, clock } = await answered()
    expectOk(await take())
    const back = { fingerprint: uniqueKey() }
    expectOk(await activateMachine(vendor.store, license.id, back, 'license', clock.now))
    for (const checkOnly of [false, true])
      expect(await take({ checkOnly })).toMatchObject({ error: { code: 'return_code_spent' } })
    expect(await seats()).toBe(1)
  })

  it('of the minute in which the machine went on online frees not the seat that it holds so', async () => {
    const { take, seats, vendor, license, clock } = await answered()
    clock.now += 10_000
    const [machine = null] = await vendor.store.machines.ofLicense(license.id, 1)
    const options = { algorithm: 'aes-256-gcm+ed25519', ttl: null, includes: [] } as const
    expect(await checkOut(vendor, license, machine, options, 'license')).not.toBeNull()
    expect(await take()).toMatchObject({ error: { code: 'newer_key_issued' } })
    expect(await seats()).toBe(1)
  })

  it('that was only checked frees the seat later', async () => {
    const { take, seats } = await answered()
    expectOk(await take({ checkOnly: true }))
    expect(expectOk(await take()).seat).toBe('freed')
    expect(await seats()).toBe(0)
  })

  it.each([
    ['return_code_mistyped', { returnCode: 'RETURN-2HS3H-05GBA-7XC7G-BAMKF-KM77D-H943J' }],
    ['return_code_mismatch', { returnCode: 'RETURN-2HS3H-05GBA-7XC7G-BAMKF-KM77D-H943H' }],
    ['return_code_mismatch', { uniqueKey: uniqueKey(2) }],
    ['return_code_length', { returnCode: 'RETURN' }],
    ['return_code_letter', { returnCode: 'what?' }],
    ['unique_key_other_prefix', { uniqueKey: 'CONTOSO-1' }],
  ])('is refused: %s', async (code, change) => {
    const { take, seats } = await answered()
    expect(await take(change)).toMatchObject({ ok: false, error: { code } })
    expect(await seats()).toBe(1)
  })
})
