// Offline activation as a whole: with a newer key, an older one, and one that is refused.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, iso } from '#shared/instant.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { machineFile, makeKey } from '#tests/support/machine-files.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor, type LocalKeyTerms } from '#tests/support/paper-vendor.ts'
import { filesIn } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const NOW = Date.parse('2027-03-01T12:00:00Z')
const CODE = 'CODE OF THE TEST'
const vendor = paperVendor()
const cleanup = new Cleanup()
let desk: Installation
let fingerprint: string
beforeEach(async () => {
  desk = install(cleanup, vendor.profile, { clock: () => NOW })
  fingerprint = await desk.uniqueKey()
})
afterEach(() => cleanup.run())

const localKey = (change: Partial<LocalKeyTerms> = {}) =>
  vendor.localKey({ id: 'license-1', code: CODE, fingerprint, issued: NOW, ...change })
const enter = (offlineKey: string, code = CODE) =>
  desk.router.call('licenses.activateOffline', { code, offlineKey })
const stored = () => {
  const { 'activity.jsonl': _log, ...files } = filesIn(desk.dataDir)
  return files
}
const gate = async () => must(await desk.router.call('licenses.check', { product: 'virtualization' }))

test('a Local License Key activates with no network, and the same one again is no other license', async () => {
  expect(must(await enter(localKey()))).toMatchObject({ renewed: false, unchanged: false })
  const key = localKey()
  expect(must(await enter(key))).toMatchObject({ renewed: true, unchanged: true })
  expect(must(await enter(`Hello,\n${key}`))).toMatchObject({ renewed: true, unchanged: true })
  expect(must(await desk.router.call('licenses.list', {})).licenses).toHaveLength(1)
  expect(await gate()).toMatchObject({ status: 'active', mayRun: true })
})

test('the key is kept in the form that every gate reads, with the machine that the mail named', async () => {
  const key = localKey()
  const mail = `Hello,\r\n\r\nfor ${fingerprint}:\r\n${key.replaceAll('\n', '\r\n')}\r\n-- \r\nÅsa\r\n`
  must(await enter(mail, `  ${CODE}\n`))
  expect(must(desk.store.read()).licenses).toMatchObject([
    { file: `${fingerprint}\n${key}`, code: CODE, mode: 'offline' },
  ])
  expect(await gate()).toMatchObject({ mayRun: true })
})

describe('a newer key for the same license', () => {
  test('takes the place of the older one, and the day of activation stays', async () => {
    const first = must(await enter(localKey({ issued: NOW - DAY })))
    const second = must(await enter(localKey({ license: { expiry: iso(NOW + 90 * DAY) } })))
    expect(second).toMatchObject({
      renewed: true,
      unchanged: false,
      license: { expires: iso(NOW + 90 * DAY) },
    })
    expect(second.license.activatedOn).toBe(first.license.activatedOn)
  })

  test('may come with another code', async () => {
    must(await enter(localKey({ issued: NOW - DAY })))
    must(await enter(localKey({ code: 'ANOTHER CODE' }), 'ANOTHER CODE'))
    expect(must(desk.store.read()).licenses).toMatchObject([{ id: 'license-1', code: 'ANOTHER CODE' }])
    expect(await gate()).toMatchObject({ status: 'active' })
  })
})

describe('a key that is refused leaves the store as it was:', () => {
  const refusals: readonly [string, string, () => string, string?][] = [
    ['an older one', 'older_key', () => localKey({ issued: NOW - 1 })],
    [
      'an older one with another code',
      'older_key',
      () => localKey({ issued: NOW - 1, code: 'ANOTHER CODE' }),
      'ANOTHER CODE',
    ],
    ['one that is over', 'file_expired', () => localKey({ expiry: NOW - 1 })],
    ['one of another vendor', 'signature_invalid', () => machineFile(makeKey(), { code: CODE, fingerprint })],
    ['one for another code', 'code_or_machine_mismatch', () => localKey({ code: 'ANOTHER CODE' })],
    [
      'one for another machine',
      'code_or_machine_mismatch',
      () => localKey({ fingerprint: 'VIRTUALMETRIC-X' }),
    ],
    ['one that was cut off', 'key_cut_off', () => localKey().slice(0, 300)],
    ['one from the future', 'clock_behind', () => localKey({ issued: NOW + DAY + 1 })],
    ['none', 'key_empty', () => ' '],
  ]
  test.each(refusals)('%s', async (_, refusal, make, code) => {
    must(await enter(localKey()))
    const before = stored()
    expect(await enter(make(), code)).toMatchObject({ ok: false, error: { code: refusal } })
    expect(stored()).toEqual(before)
    expect(await gate()).toMatchObject({ status: 'active', mayRun: true })
  })

  test('an older one, after the facts about the license were edited', async () => {
    must(await enter(localKey()))
    const facts = path.join(desk.dataDir, 'licenses', 'license-1', 'activation.json')
    writeFileSync(facts, '{"id":"other","mode":"offline","activatedOn":1}')
    expect(await enter(localKey({ issued: NOW - 1 }))).toMatchObject({ error: { code: 'older_key' } })
  })
})
