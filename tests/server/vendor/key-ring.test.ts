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
  it('change over without breaking what the older one signed', () => {
    const office = openBackOffice()
    const license = office.sell()
    const answer = () =>
      expectOk(answerOffline(office.vendor, license, { uniqueKey: uniqueKey() })).file.certificate
    const before = answer()
    office.clock.now += DAY
    const { added, retired } = office.vendor.keys.rotate(office.clock.now, {
      keepDays: 90,
      compromised: false,
    })
    const after = answer()

    expect(retired.until).toBe(office.clock.now + 90 * DAY)
    const { keys } = expectOk(makeProfile(office.vendor))
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

  it('can be prepared, so that profiles with the next key are out before it signs', () => {
    const { vendor, clock } = openBackOffice()
    const signs = vendor.keys.active().id
    const next = vendor.keys.prepare(clock.now)
    expect(vendor.keys.prepare(clock.now).id).toBe(next.id)
    expect(vendor.keys.active().id).toBe(signs)
    expect(expectOk(makeProfile(vendor)).keys.map((key) => key.id)).toContain(next.id)
    expect(vendor.keys.rotate(clock.now, { keepDays: 0, compromised: false }).added.id).toBe(next.id)
    expect(vendor.keys.active().id).toBe(next.id)
  })

  describe('of which the prepared one is lost (issue 12.7)', () => {
    function lost() {
      const office = openBackOffice()
      const [now, { id: signs }] = [office.clock.now, office.vendor.keys.active()]
      const { id } = office.vendor.keys.prepare(now)
      rmSync(join(office.dataDir, 'keys', `${id}.pem`))
      const vendor = expectOk(openVendor(office.dataDir, office.clock.read))
      onTestFinished(() => vendor.close())
      const stateOf = (one: string) => {
        const { revoked, active } = vendor.keys.all().find((key) => key.id === one) ?? {}
        return { revoked, active }
      }
      return { vendor, now, id, signs, stateOf }
    }
    const givenUp = { revoked: true, active: false }

    it('say so, and wait for its file', () => {
      const { vendor, now, id, signs, stateOf } = lost()
      const missing = expect.objectContaining({
        code: 'signing_key_missing',
        message: expect.stringContaining('keys prepare --again') as string,
      }) as Error
      expect(() => vendor.keys.prepare(now)).toThrow(missing)
      expect(() => vendor.keys.rotate(now, { keepDays: 90, compromised: false })).toThrow(missing)
      expect([stateOf(id).revoked, stateOf(signs).active]).toEqual([false, true])
    })

    it('give it up for another when they are told to', () => {
      const { vendor, now, id, stateOf } = lost()
      const again = vendor.keys.prepare(now, { again: true })
      expect(again.id).not.toBe(id)
      expect(stateOf(id)).toEqual(givenUp)
      expect(vendor.keys.rotate(now, { keepDays: 90, compromised: false }).added.id).toBe(again.id)
    })

    it('go on without it where the one that signs is in wrong hands', () => {
      const { vendor, now, id, signs, stateOf } = lost()
      const { added } = vendor.keys.rotate(now, { keepDays: 90, compromised: true })
      expect([stateOf(id), stateOf(signs)]).toEqual([givenUp, givenUp])
      expect(vendor.keys.active().id).toBe(added.id)
    })
  })

  it('are trusted no more once compromised', () => {
    const { vendor, clock } = openBackOffice()
    const { retired } = vendor.keys.rotate(clock.now, { keepDays: 90, compromised: true })
    const shown = expectOk(makeProfile(vendor)).keys.find((key) => key.id === retired.id)
    expect(shown).toMatchObject({ revoked: true, until: new Date(clock.now).toISOString() })
  })

  it('are taken up by a server that was running already', () => {
    const office = openBackOffice()
    const other = expectOk(openVendor(office.dataDir, office.clock.read))
    const { added } = other.keys.rotate(office.clock.now, { keepDays: 90, compromised: false })
    other.close()
    expect(office.vendor.keys.active().id).toBe(added.id)
  })
})
