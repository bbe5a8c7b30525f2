// Init, the vendor profile and issuing (docs/vendor-guide.md#set-up).
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPublicKey } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { openEnvelope, readEnvelope, signatureHolds } from '#shared/formats/envelope.ts'
import { makeProfile } from '#server/back-office/make-profile.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { issueFile } from '#server/vendor/issue.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { generateSigningKey } from '#server/vendor/signing-key.ts'
import { expectOk, openBackOffice, START, temporaryFolder, vendorTemplate } from '../support/back-office.ts'

const envelopeOf = (text: string) => expectOk(readEnvelope(text, nodePrimitives))

describe('init', () => {
  it('keeps the keys and the database to the one who ran it', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    expectOk(await initVendor(dataDir, vendorTemplate, START))
    const mode = (path: string) => (statSync(join(dataDir, path)).mode & 0o777).toString(8)
    const [key = ''] = readdirSync(join(dataDir, 'keys'))
    expect([mode('.'), mode('keys'), mode('activation.db'), mode(join('keys', key))]).toEqual([
      '700',
      '700',
      '600',
      '600',
    ])
    expect(readdirSync(dataDir).sort()).toEqual(['activation.db', 'keys'])
  })

  it('refuses a folder that has a office, and changes nothing there', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    const { account } = expectOk(await initVendor(dataDir, vendorTemplate, START))
    const again = await initVendor(dataDir, vendorTemplate, START)
    expect(again.ok ? null : again.error.code).toBe('already_initialized')
    const vendor = expectOk(await openVendor(dataDir))
    expect(vendor.account.id).toBe(account.id)
    expect(await vendor.keys.all()).toHaveLength(1)
    await vendor.close()
  })

  it.each([
    ['of its group', '.', 0o770],
    ['of everybody', '.', 0o707],
    ['whose folder of keys is everybody’s', 'keys', 0o777],
  ])('refuses a folder %s (issue 10.10)', async (_, folder, mode) => {
    const dataDir = join(temporaryFolder(), 'office')
    mkdirSync(join(dataDir, folder), { recursive: true })
    chmodSync(dataDir, 0o700)
    chmodSync(join(dataDir, folder), mode)
    const refused = await initVendor(dataDir, vendorTemplate, START)
    expect(refused).toMatchObject({ ok: false, error: { code: 'folder_writable_by_others' } })
    expect(refused.ok ? '' : refused.error.message).toContain(join(dataDir, folder))
    expect(existsSync(join(dataDir, 'activation.db'))).toBe(false)
    chmodSync(join(dataDir, folder), 0o755)
    expectOk(await initVendor(dataDir, vendorTemplate, START))
  })

  it.each([
    ['that is there', true],
    ['that is not there yet', false],
  ])('refuses a folder %s below one in which everybody may rename it (issue 10.10)', async (_, isThere) => {
    const open = join(temporaryFolder(), 'open')
    const dataDir = join(open, 'mine', 'office')
    mkdirSync(isThere ? dataDir : open, { recursive: true, mode: 0o700 })
    chmodSync(open, 0o777)
    const refused = await initVendor(dataDir, vendorTemplate, START)
    expect(refused).toMatchObject({ ok: false, error: { code: 'folder_writable_by_others' } })
    expect(refused.ok ? '' : refused.error.message).toContain(open)
    expect(existsSync(join(dataDir, 'activation.db'))).toBe(false)
    // With the sticky bit, as /tmp has it, what is in there is its owner's alone to rename.
    chmodSync(open, 0o1777)
    expectOk(await initVendor(dataDir, vendorTemplate, START))
  })

  it('refuses a folder that is another user’s (issue 10.10)', async (context) => {
    if (process.getuid?.() !== 0) context.skip('only root can give a folder to another user')
    const dataDir = join(temporaryFolder(), 'office')
    mkdirSync(dataDir, { mode: 0o700 })
    chownSync(dataDir, 12_345, 12_345)
    expect(await initVendor(dataDir, vendorTemplate, START)).toMatchObject({
      error: { code: 'folder_writable_by_others' },
    })
  })

  it('says in words that a folder cannot be made (issue 10.10)', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    await expect(initVendor(join(file, 'office'), vendorTemplate, START)).rejects.toThrow(
      expect.objectContaining({
        code: 'output_not_written',
        message: expect.stringContaining('ENOTDIR') as string,
      }),
    )
  })

  it('refuses a file that is no vendor profile, and leaves no office behind', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    const refused = await initVendor(dataDir, { id: 'x' }, START)
    expect(refused.ok ? null : refused.error.code).toBe('vendor_file_invalid')
    expect((await openVendor(dataDir)).ok).toBe(false)
  })
})

describe('the vendor profile', () => {
  it('is one that the app accepts, with the address, the keys and the catalogue', async () => {
    const { vendor } = await openBackOffice()
    const url = 'http://127.0.0.1:4600/v1'
    const profile = expectOk(await makeProfile(vendor, { url, demo: true, machineIdFile: true }))
    expect(vendorProfile.parse(profile)).toEqual(profile)
    expect(profile.server).toEqual({
      url,
      account: vendor.account.id,
      product: (await vendor.store.products.all())[0]?.id,
      // Codes sold here have check letters.
      codeForm: 'checked',
    })
    expect(profile).toMatchObject({ demo: true, machineIdFile: true, offlineOnly: false })
    expect(profile.keys[0]).toMatchObject({
      id: (await vendor.keys.active()).id,
      use: ['files', 'responses', 'typed'],
    })
  })

  it('keeps each member of the vendor file, but for what this back office makes itself', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    const { portal, ...flags } = {
      portal: 'https://vendor.example/portal',
      installName: 'example-desk',
      publisher: { name: 'Example', email: 'us@vendor.example', homePage: 'https://vendor.example' },
      appId: 'example.vendor.desk',
      appearance: { accent: '#7a1f5c', icon: 'example.svg' },
      updateKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      offlineOnly: true,
      machineIdFile: true,
      demo: true,
      test: true as const,
    }
    const file = vendorProfile.parse({ ...(vendorTemplate as object), ...flags, portal })
    expect(Object.keys(file).toSorted()).toEqual(Object.keys(vendorProfile.shape).toSorted())
    expectOk(await initVendor(dataDir, file, Date.now()))
    const vendor = expectOk(await openVendor(dataDir))
    onTestFinished(() => vendor.close())
    const { keys, server, ...own } = expectOk(await makeProfile(vendor))
    expect({ ...own, keys: [], server: { ...file.server, url: server.url } }).toEqual({ ...file, keys: [] })
    expect(keys).toHaveLength(1)
  })

  it('refuses an address that is none', async () => {
    const { vendor } = await openBackOffice()
    expect((await makeProfile(vendor, { url: 'ftp://x' })).ok).toBe(false)
  })
})

describe('issuing a file', () => {
  it('gives the same text for the same key, dataset and IV: it can make vectors', () => {
    const { privateKey } = generateSigningKey()
    const meta = { issued: '2020-01-01T00:00:00.000Z', expiry: null, ttl: null }
    const dataset = { data: { name: 'Žluťoučký' }, meta }
    const iv = new Uint8Array(12)
    const issue = () =>
      issueFile({ kind: 'license', dataset, algorithm: 'aes-256-gcm+ed25519', secret: 'é', privateKey, iv })
    expect(issue()).toBe(issue())
    const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
    const envelope = envelopeOf(issue())
    expect(signatureHolds(envelope, spki.subarray(-32).toString('hex'), nodePrimitives)).toBe(true)
    expect(expectOk(openEnvelope(envelope, 'é', nodePrimitives))).toEqual(dataset)
  })
})
