// Offline answers (docs/product.md#the-vendors-side).
import { describe, expect, it } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { fileSecret, openEnvelope, readEnvelope, signatureHolds } from '#shared/formats/envelope.ts'
import { answerOffline, type OfflineAnswer } from '#server/back-office/answer-offline.ts'
import {
  reinstateLicense,
  renewLicense,
  revokeLicense,
  suspendLicense,
} from '#server/back-office/change-license.ts'
import { DAY } from '#shared/instant.ts'
import { expectOk, openBackOffice, START, uniqueKey, type TestBackOffice } from '../support/back-office.ts'

interface Opened {
  data: { attributes: Record<string, unknown> }
  included: { type: string; attributes: Record<string, unknown> }[]
  meta: Record<string, unknown>
}

async function open(office: TestBackOffice, { file, license, uniqueKey }: OfflineAnswer): Promise<Opened> {
  const envelope = expectOk(readEnvelope(file.certificate, nodePrimitives))
  expect(envelope.algorithm).toBe('aes-256-gcm+ed25519')
  expect(signatureHolds(envelope, (await office.vendor.keys.active()).publicKey, nodePrimitives)).toBe(true)
  const secret = fileSecret('machine', license.key, uniqueKey)
  return expectOk(openEnvelope(envelope, secret, nodePrimitives)) as unknown as Opened
}

describe('answering an offline request', () => {
  it('gives the machine a file with the license, the application and the features', async () => {
    const office = await openBackOffice()
    const license = await office.sell({ products: ['virtualization:16', 'inventory'], features: ['sso'] })
    const opened = await open(
      office,
      expectOk(await answerOffline(office.vendor, license, { uniqueKey: uniqueKey() })),
    )
    expect(opened.data.attributes['fingerprint']).toBe(uniqueKey())
    expect(opened.meta).toEqual({ issued: new Date(START).toISOString(), expiry: null, ttl: null })
    expect(opened.included.map((one) => one.type)).toEqual(['licenses', 'products', 'entitlements'])
    expect(opened.included[0]?.attributes['metadata']).toMatchObject({
      owner: 'Contoso B.V.',
      products: [
        { code: 'virtualization', name: 'Virtualization', type: 'Socket', limit: 16 },
        { code: 'inventory', name: 'Inventory', type: 'Status', limit: null },
      ],
    })
  })

  it('takes a seat once for a machine, however it was written down', async () => {
    const office = await openBackOffice()
    const license = await office.sell()
    const first = expectOk(await answerOffline(office.vendor, license, { uniqueKey: uniqueKey() }))
    const spoken = ` ${uniqueKey().toLowerCase().replaceAll('-', ' ')} `
    const again = expectOk(await answerOffline(office.vendor, license, { uniqueKey: spoken }))
    expect(again.machine.id).toBe(first.machine.id)
    expect(await office.vendor.store.machines.countOf(license.id)).toBe(1)
    const other = await answerOffline(office.vendor, license, { uniqueKey: uniqueKey(2) })
    expect(other.ok ? null : other.error.code).toBe('machine_limit_exceeded')
  })

  it('ends when it was told to', async () => {
    const office = await openBackOffice()
    const answered = await answerOffline(office.vendor, await office.sell(), {
      uniqueKey: uniqueKey(),
      validForDays: 30,
    })
    const expiry = new Date(START + 30 * DAY).toISOString()
    expect((await open(office, expectOk(answered))).meta).toMatchObject({ expiry, ttl: 30 * 86_400 })
  })

  it('names a typing error in the Unique Key and takes no seat for it', async () => {
    const office = await openBackOffice()
    const license = await office.sell()
    const key = uniqueKey()
    const wrong = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0')
    const codeOf = async (text: string) => {
      const answered = await answerOffline(office.vendor, license, { uniqueKey: text })
      return answered.ok ? null : answered.error.code
    }
    expect(await codeOf(wrong)).toBe('unique_key_mistyped')
    expect(await codeOf(key.slice(0, -2))).toBe('unique_key_length')
    expect(await codeOf(key.replace('VIRTUALMETRIC', 'FABRIKAM'))).toBe('unique_key_other_prefix')
    expect(await office.vendor.store.machines.countOf(license.id)).toBe(0)
  })

  it('refuses a license that is suspended, expired or revoked, until it may be used again', async () => {
    const office = await openBackOffice()
    const license = await office.sell({ expiry: START + DAY })
    const outcome = async () => {
      const fresh = (await office.vendor.store.licenses.byId(license.id)) ?? license
      const answered = await answerOffline(office.vendor, fresh, { uniqueKey: uniqueKey() })
      return answered.ok ? 'answered' : answered.error.code
    }
    await suspendLicense(office.vendor, license.id)
    expect(await outcome()).toBe('license_suspended')
    await reinstateLicense(office.vendor, license.id)
    office.clock.now += 2 * DAY
    expect(await outcome()).toBe('license_expired')
    await renewLicense(office.vendor, license.id, office.clock.now + DAY)
    expect(await outcome()).toBe('answered')
    await revokeLicense(office.vendor, license.id)
    expect(await outcome()).toBe('license_revoked')
    expect((await reinstateLicense(office.vendor, license.id)).ok).toBe(false)
  })
})
