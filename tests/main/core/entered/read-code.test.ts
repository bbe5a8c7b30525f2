// Whether a License Code can be mistyped depends on whose codes they are: the profile says it (issue 12.12).
import { afterEach, describe, expect, test } from 'vitest'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { readCode } from '#main/core/entered/read-code.ts'
import { recognize } from '#shared/formats/recognize.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const OURS = 'ZGQMS-KTQ2X-3S62W-MFZQB-5N13W'
/** Five groups of five, no check letters, and letters that ours are folded from. */
const FOREIGN = 'LOREM-ipsOM-D0LOR-SITAM-ETCON'
const { server, ...rest } = loadProfile()
const profileWith = (codeForm: 'checked' | 'any') => ({ ...rest, server: { ...server, codeForm } })

describe('a profile whose codes may have any form (issue 12.12)', () => {
  test.each([FOREIGN, OURS.toLowerCase(), OURS.replace('Z', 'Y'), 'A-KEY'])('takes %s as it is', (code) => {
    expect(readCode(` ${code}\n`, profileWith('any'))).toEqual({ ok: true, value: code })
  })

  test('knows such a code where it is pasted, and changes nothing of it', () => {
    const found = recognize(`License Code: ${FOREIGN}`, rest.uniqueKeyPrefix, 'any')
    expect(found).toEqual({ kind: 'license_code', code: FOREIGN })
  })

  test('sends it: the server says that it knows no such license', async () => {
    const vendor = await openVendorSide(cleanup)
    const profile = vendor.profile()
    const desk = install(cleanup, { ...profile, server: { ...profile.server, codeForm: 'any' } })
    expect(must(await desk.router.call('app.info', {})).vendor.codeForm).toBe('any')
    expect(await desk.router.call('licenses.activateOnline', { code: FOREIGN })).toMatchObject({
      error: { code: 'license_not_found' },
    })
  })

  test('is one that does not say so', () => {
    const { codeForm: _, ...silent } = server
    expect(vendorProfile.parse({ ...rest, server: silent }).server.codeForm).toBe('any')
  })
})

describe('a profile of our own server (issue 12.12)', () => {
  test('says that every code has check letters, so a typing error is named', async () => {
    const profile = (await openVendorSide(cleanup)).profile()
    expect(readCode(OURS.toLowerCase(), profile)).toEqual({ ok: true, value: OURS })
    expect(readCode(OURS.replace('Z', 'Y'), profile)).toMatchObject({
      error: { code: 'license_code_mistyped' },
    })
  })
})
