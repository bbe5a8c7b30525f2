// The line of an attempt that failed has what its words name, and no code (issue 12).
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { formatLicenseCode } from '#shared/formats/license-code.ts'
import { describeEntry } from '#shared/messages/describe-entry.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { keptParams } from '#main/core/activity/kept-params.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const CODE = formatLicenseCode(new Uint8Array(16).fill(5))

async function deskBehindProxy() {
  const side = await openVendorSide(cleanup)
  const profile = await side.profile()
  const desk = install(cleanup, {
    ...profile,
    server: { ...profile.server, url: 'https://vendor.invalid/v1' },
  })
  const proxy = { mode: 'manual' as const, url: 'http://anna:hunter2@proxy.invalid:3128' }
  must(await desk.router.call('settings.set', { proxy }))
  return desk
}

test('a proxy that cannot be reached is named in the line, without its password', async () => {
  const desk = await deskBehindProxy()
  const failed = await desk.router.call('licenses.activateOnline', { code: CODE })
  expect(failed).toMatchObject({ error: { code: 'proxy_unreachable' } })
  const [entry] = must(await desk.router.call('activity.list', { limit: 1 })).entries
  if (!entry) throw new Error('no line')
  const { explanation } = describeEntry(entry, {
    messages,
    speaker: { vendor: 'V', support: 'S' },
    server: 'https://vendor.invalid',
    ownerOf: () => undefined,
  })
  expect(explanation?.cause).toContain('No connection to proxy.invalid:3128')
  const log = readFileSync(path.join(desk.dataDir, 'activity.jsonl'), 'utf8')
  expect(log).not.toContain('hunter2')
  expect(log).not.toContain(CODE)
})

test('what was typed, a code of ours and the one that a server says again are left out', () => {
  const foreign = 'ACME-2026-XYZ'
  expect(
    keptParams(
      {
        value: 'typed',
        detail: `no ${foreign} here`,
        serverCode: 'X',
        note: `is ${CODE}`,
        limit: 3,
        expiry: null,
      },
      `Code: ${foreign}`,
    ),
  ).toEqual({ serverCode: 'X', limit: 3, expiry: null })
  expect(keptParams({ value: 'typed' }, '')).toBeNull()
})

test('what is known to be none is not told as unknown', () => {
  const base = {
    actor: 'a',
    host: 'cli',
    subject: null,
    changes: [],
    checked: [],
    problems: [],
    returnCode: null,
  }
  const entry = {
    ...base,
    at: '2026-11-01T00:00:00Z',
    action: 'activate_online',
    result: 'machine_limit_reached',
  }
  const facts = { messages, speaker: { vendor: 'V', support: 'S' }, server: '', ownerOf: () => undefined }
  const causeOf = (params: object) =>
    describeEntry({ ...entry, params: { ...params } }, facts).explanation?.cause
  expect(causeOf({ limit: 1 })).toBe('It allows 1 machine.')
  expect(causeOf({ limit: null })).toBe('No further machine can be added.')
})
