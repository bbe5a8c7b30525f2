// The keys that the vendor signs with (docs/vendor-guide.md#keys).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { readEnvelope, signatureHolds } from '#shared/formats/envelope.ts'
import { DAY } from '#shared/instant.ts'
import { answerOffline } from '#server/back-office/answer-offline.ts'
import { makeProfile } from '#server/back-office/make-profile.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { expectOk, openBackOffice, uniqueKey } from '../support/back-office.ts'

describe('the signing keys', () => {
  it('change over without breaking what the older one signed', async () => {
    const office = await openBackOffice()
    const license = await office.sell()
    const answer = async () =>
      expectOk(await answerOffline(office.vendor, license, { uniqueKey: uniqueKey() })).file.certificate
    const before = await answer()
    office.clock.now += DAY
    const { added, retired } = await office.vendor.keys.rotate(office.clock.now, {
      keepDays: 90,
      compromised: false,
    })
    const after = await answer()

    expect(retired.until).toBe(office.clock.now + 90 * DAY)
    const { keys } = expectOk(await makeProfile(office.vendor))
    expect(keys.map((key) => [key.id, key.revoked])).toEqual([
      [retired.id, false],
      [added.id, false],
    ])
    const signer = (text: string) =>
      keys
        .filter((key) =>
          signatureHolds(expectOk(readEnvelope(text, nodePrimitives)), key.publicKey, nodePrimitives),
        )
        .map((key) => key.id)
    expect([signer(before), signer(after)]).toEqual([[retired.id], [added.id]])
  })

  it('can be prepared, so that profiles with the next key are out before it signs', async () => {
    const { vendor, clock } = await openBackOffice()
    const signs = (await vendor.keys.active()).id
    const next = await vendor.keys.prepare(clock.now)
    expect((await vendor.keys.prepare(clock.now)).id).toBe(next.id)
    expect((await vendor.keys.active()).id).toBe(signs)
    expect(expectOk(await makeProfile(vendor)).keys.map((key) => key.id)).toContain(next.id)
    expect((await vendor.keys.rotate(clock.now, { keepDays: 0, compromised: false })).added.id).toBe(next.id)
    expect((await vendor.keys.active()).id).toBe(next.id)
  })

  describe('of which the prepared one is lost (issue 12.7)', () => {
    async function lost() {
      const office = await openBackOffice()
      const [now, { id: signs }] = [office.clock.now, await office.vendor.keys.active()]
      const { id } = await office.vendor.keys.prepare(now)
      rmSync(join(office.dataDir, 'keys', `${id}.pem`))
      const vendor = expectOk(await openVendor(office.dataDir, office.clock.read))
      onTestFinished(() => vendor.close())
      const stateOf = async (one: string) => {
        const { revoked, active } = (await vendor.keys.all()).find((key) => key.id === one) ?? {}
        return { revoked, active }
      }
      return { vendor, now, id, signs, stateOf }
    }
    const givenUp = { revoked: true, active: false }

    it('say so, and wait for its file', async () => {
      const { vendor, now, id, signs, stateOf } = await lost()
      const missing = expect.objectContaining({
        code: 'signing_key_missing',
        message: expect.stringContaining('keys prepare --again') as string,
      }) as Error
      await expect(vendor.keys.prepare(now)).rejects.toThrow(missing)
      await expect(vendor.keys.rotate(now, { keepDays: 90, compromised: false })).rejects.toThrow(missing)
      expect([(await stateOf(id)).revoked, (await stateOf(signs)).active]).toEqual([false, true])
    })

    it('give it up for another when they are told to', async () => {
      const { vendor, now, id, stateOf } = await lost()
      const again = await vendor.keys.prepare(now, { again: true })
      expect(again.id).not.toBe(id)
      expect(await stateOf(id)).toEqual(givenUp)
      expect((await vendor.keys.rotate(now, { keepDays: 90, compromised: false })).added.id).toBe(again.id)
    })

    it('go on without it where the one that signs is in wrong hands', async () => {
      const { vendor, now, id, signs, stateOf } = await lost()
      const { added } = await vendor.keys.rotate(now, { keepDays: 90, compromised: true })
      expect([await stateOf(id), await stateOf(signs)]).toEqual([givenUp, givenUp])
      expect((await vendor.keys.active()).id).toBe(added.id)
    })
  })

  it('are trusted no more once compromised', async () => {
    const { vendor, clock } = await openBackOffice()
    const { retired } = await vendor.keys.rotate(clock.now, { keepDays: 90, compromised: true })
    const shown = expectOk(await makeProfile(vendor)).keys.find((key) => key.id === retired.id)
    expect(shown).toMatchObject({ revoked: true, until: new Date(clock.now).toISOString() })
  })

  it('are taken up by a server that was running already', async () => {
    const office = await openBackOffice()
    const other = expectOk(await openVendor(office.dataDir, office.clock.read))
    const { added } = await other.keys.rotate(office.clock.now, { keepDays: 90, compromised: false })
    await other.close()
    expect((await office.vendor.keys.active()).id).toBe(added.id)
  })
})
