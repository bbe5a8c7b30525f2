// What the window says of a key before anything of it is applied.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { MethodResult } from '#shared/contract/contract.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import { code, key, offline, openWindow, submit } from '../support/add-window.ts'
import { FakeHost, later, uninspected } from '../support/fake-host.ts'
import { licenseCode, localKey, otherUniqueKey, uniqueKey } from '../support/samples.ts'

const whole: Inspection = {
  ...uninspected,
  kind: 'machine_file',
  verdict: 'holds',
  machine: { is: 'this', certain: true, here: uniqueKey, stated: uniqueKey, differentGroups: [] },
  license: {
    id: 'one',
    owner: 'Contoso B.V.',
    expires: '2027-02-28T23:59:59.999Z',
    products: [
      { code: 'vm', name: 'Virtualization', type: 'Socket', limit: 1600, expires: null },
      { code: 'inventory', name: 'Inventory', type: 'Status', limit: null, expires: null },
    ],
  },
  issued: '2026-11-13T03:38:00.000Z',
  comparison: 'newer',
  changes: [
    {
      licenseId: 'one',
      owner: 'Contoso B.V.',
      kind: 'limit',
      product: { code: 'vm', name: 'Virtualization' },
      from: 16,
      to: 1600,
    },
  ],
}

let host: FakeHost
const says = (text: RegExp) => expect.poll(() => summary.query()?.textContent ?? '').toMatch(text)
const summary = page.getByRole('group', { name: 'What this key is' })

afterEach(() => vi.useRealTimers())
beforeEach(async () => {
  host = new FakeHost()
  await openWindow(host)
  await offline.click()
})

describe('a key in the field', () => {
  test('is named with machine, owner, products, end and what would change, and nothing is applied', async () => {
    host.answer('licenses.inspect', () => ({ ok: true, value: whole }))
    await code.fill(licenseCode)
    await key.fill(localKey)
    await says(/Machine file: Valid/)
    for (const said of [
      /this machine/,
      /Contoso B\.V\./,
      /2027/,
      /1,600 Socket/,
      /Inventory Status/,
      /Newer than the key/,
    ])
      await says(said)
    expect(host.callsOf('licenses.inspect').at(-1)).toEqual({ text: localKey, code: licenseCode })
    expect(host.callsOf('licenses.activateOffline')).toEqual([])
  })

  test.each([
    ['2027-03-04T23:59:59.999Z', 'Mar 4, 2027 (3 days)', 'warn'],
    ['2027-05-04T23:59:59.999Z', 'May 4, 2027 (64 days)', 'good'],
  ])('whose license ends at %s is told with “%s”, as %s', async (expires, said, tone) => {
    const license = whole.license && { ...whole.license, expires }
    host.answer('licenses.inspect', () => ({ ok: true, value: { ...whole, license } }))
    await key.fill(localKey)
    await expect.element(summary.getByText(said, { exact: true })).toBeVisible()
    await expect.element(summary).toHaveClass(tone)
  })

  test.each([
    ['in a window that was left open', 40 * 60_000, '2026-11-13T03:38:00.000Z', '(2 days)'],
    ['signed by a clock ahead of this one', 0, '2027-03-02T13:00:00.000Z', '(1 day)'],
    ['as it came', 0, '2026-11-13T03:38:00.000Z', '(3 days)'],
  ])('%s counts the days as the table does once it is entered (issue 13)', async (_, open, issued, days) => {
    vi.useFakeTimers({ now: Date.now() + open, toFake: ['Date'] })
    const license = whole.license && { ...whole.license, expires: '2027-03-04T12:20:00.000Z' }
    host.answer('licenses.inspect', () => ({ ok: true, value: { ...whole, issued, license } }))
    await key.fill(localKey)
    await expect.element(summary.getByText(`Mar 4, 2027 ${days}`, { exact: true })).toBeVisible()
  })

  test.each([
    ['shortened', '2027-05-04T23:59:59.999Z', '2026-05-04T23:59:59.999Z', /Ends earlier: .+2027 → .+2026/],
    ['limit', 16, 8, /Virtualization: limit 16 → 8/],
  ] as const)(
    'that gives less (%s) says so in its heading, before SUBMIT (issue 13)',
    async (kind, from, to, said) => {
      const [change] = whole.changes
      const product = kind === 'limit' ? change!.product : null
      const license = whole.license && { ...whole.license, expires: '2028-05-04T23:59:59.999Z' }
      const changes = [{ ...change!, kind, product, from, to }]
      host.answer('licenses.inspect', () => ({ ok: true, value: { ...whole, license, changes } }))
      await key.fill(localKey)
      await says(/Machine file: Valid, but gives less than the key that is here/)
      await says(said)
      await expect.element(summary).toHaveClass('warn')
    },
  )

  const forOther = (stated: string): Inspection => ({
    ...whole,
    verdict: 'does_not_hold',
    machine: { is: 'other', certain: false, here: uniqueKey, stated, differentGroups: [1] },
    license: null,
  })
  const marks = () => [...summary.element().querySelectorAll('mark')].map((mark) => mark.textContent)

  test('for another machine shows the two Unique Keys, and marks the groups that differ', async () => {
    const near = `${uniqueKey.slice(0, -5)}ZZZZZ`
    host.answer('licenses.inspect', () => ({ ok: true, value: forOther(near) }))
    await key.fill(localKey)
    await says(/Machine file: For another machine/)
    expect(marks()).toEqual([uniqueKey.slice(-5), 'ZZZZZ'])
  })

  test('for a machine that has no group in common marks none: a line below all of them shows nothing', async () => {
    host.answer('licenses.inspect', () => ({ ok: true, value: forOther(otherUniqueKey) }))
    await key.fill(localKey)
    await says(/Machine file: For another machine/)
    expect(marks()).toEqual([])
  })

  test('for another machine cannot be sent: SUBMIT leads to what mends it, until there is another key', async () => {
    host.answer('licenses.inspect', ({ text }) => ({
      ok: true,
      value: text === localKey ? forOther(otherUniqueKey) : whole,
    }))
    host.answer('licenses.activateOffline', () => ({ ok: false, error: { code: 'key_damaged', params: {} } }))
    await code.fill(licenseCode)
    await key.fill(localKey)
    await says(/For another machine/)
    await expect.element(submit).toHaveAttribute('aria-disabled', 'true')
    ;(code.element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('button', { name: 'Copy Unique Key' })).toHaveFocus()
    expect(host.callsOf('licenses.activateOffline')).toEqual([])
    await page.getByRole('button', { name: 'Replace the key' }).click()
    await key.fill(`${localKey} `)
    await says(/Machine file: Valid/)
    await submit.click()
    await expect.poll(() => host.callsOf('licenses.activateOffline').length).toBe(1)
  })

  test.each([
    ['file_expired', 'Machine file: Ended', 'Local License Key has ended'],
    ['license_expired', 'Machine file: License expired', 'license has expired'],
  ] as const)(
    'that is over (%s) says so in its heading, and leads to a new key for this Unique Key (issue 13.10)',
    async (problem, heading, said) => {
      const finding = { code: problem, params: { expiry: '2027-02-24T12:00:00.000Z' } }
      const validUntil = problem === 'file_expired' ? finding.params.expiry : null
      host.answer('licenses.inspect', () => ({
        ok: true,
        value: { ...whole, verdict: 'does_not_hold', finding, validUntil, comparison: null, changes: [] },
      }))
      host.answer('licenses.activateOffline', () => ({ ok: false, error: finding }))
      await code.fill(licenseCode)
      await key.fill(localKey)
      await says(new RegExp(heading))
      await says(new RegExp(said))
      if (problem === 'file_expired') await says(/Feb.24,.2027.*\(5.days.ago\)/)
      const copy = page.getByRole('button', { name: 'Copy Unique Key' })
      await expect.element(copy).toHaveClass('primary')
      await expect.element(page.getByRole('button', { name: 'Replace the key' })).toBeVisible()
      ;(submit.element() as HTMLElement).click()
      await expect.poll(() => host.callsOf('licenses.activateOffline').length).toBe(1)
      await expect.element(copy).toHaveClass('primary')
    },
  )

  test('that was changed meanwhile is not spoken of', async () => {
    const first = later<MethodResult<'licenses.inspect'>>()
    host.answer('licenses.inspect', ({ text }) =>
      text === 'old' ? first.promise : { ok: true, value: { ...uninspected, kind: 'typed_key' } },
    )
    await key.fill('old')
    await expect.poll(() => host.callsOf('licenses.inspect').length).toBe(1)
    await key.fill('new')
    await says(/Typed key/)
    first.arrive({ ok: true, value: whole })
    await says(/Typed key/)
    expect(summary.element().textContent).not.toMatch(/Valid/)
  })
})

test('a key that ended before SUBMIT came leads to a new key for this Unique Key (issue 13.10)', async () => {
  const error = { code: 'file_expired', params: { expiry: '2027-02-24T12:00:00.000Z' } } as const
  host.answer('licenses.activateOffline', () => ({ ok: false, error }))
  await code.fill(licenseCode)
  await key.fill(localKey)
  await submit.click()
  await expect.element(page.getByText(/Ask the vendor for a new key for this Unique Key/)).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Copy Unique Key' })).toHaveClass('primary')
})

test('a refused key whose mail names another machine shows the two keys in the failure', async () => {
  host.answer('licenses.activateOffline', () => ({
    ok: false,
    error: { code: 'code_or_machine_mismatch', params: { uniqueKey, mailUniqueKey: otherUniqueKey } },
  }))
  await code.fill(licenseCode)
  await key.fill(localKey)
  await submit.click()
  await expect.element(page.getByText(/code_or_machine_mismatch/)).toBeVisible()
  await expect.element(page.getByText(otherUniqueKey)).toBeVisible()
})

test('one whose mail names this machine has the wrong code, and leads to that', async () => {
  host.answer('licenses.activateOffline', () => ({
    ok: false,
    error: { code: 'code_or_machine_mismatch', params: { uniqueKey, mailUniqueKey: uniqueKey } },
  }))
  await code.fill(licenseCode)
  await key.fill(localKey)
  await submit.click()
  await expect.element(page.getByRole('button', { name: 'Correct the code' })).toBeVisible()
  expect(page.getByRole('button', { name: 'Copy Unique Key' }).query()).toBeNull()
})
