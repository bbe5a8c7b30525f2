// When adding a license fails, and what is kept of what was typed.
import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { MethodResult } from '#shared/contract/contract.ts'
import { type ErrorCode, ERRORS } from '#shared/contract/errors.ts'
import {
  activated,
  code,
  dialog,
  key,
  offline,
  openWindow,
  server,
  submit,
  unreachable,
} from '../support/add-window.ts'
import { FakeHost, later, uninspected } from '../support/fake-host.ts'
import { licenseCode, localKey, otherUniqueKey, uniqueKey } from '../support/samples.ts'

let host: FakeHost

beforeEach(() => {
  host = new FakeHost()
})

describe('a failure', () => {
  test('is explained with its code, has the focus, and keeps what was typed', async () => {
    host.answer('licenses.activateOnline', () => unreachable)
    await openWindow(host)
    await code.fill(licenseCode)
    await submit.click()
    await expect.element(page.getByText('The activation server cannot be reached.')).toBeVisible()
    await expect.element(page.getByText('Code: server_unreachable')).toBeVisible()
    await expect.element(page.getByText(/No connection to https:/)).toBeVisible()
    expect(document.activeElement?.textContent).toContain('cannot be reached')
    await expect.element(code).toHaveValue(licenseCode)
  })

  test('is not what a cancelled attempt is: what was typed stays, and the code has the focus', async () => {
    host.answer('licenses.activateOnline', () => new Promise(() => undefined))
    await openWindow(host)
    await code.fill(licenseCode)
    await submit.click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect.element(dialog.getByText(/^Cancelled;/)).toBeVisible()
    await expect.element(code).toHaveValue(licenseCode)
    await expect.element(code).toHaveFocus()
    await expect.element(submit).not.toHaveAttribute('aria-disabled')
    await expect.element(page.getByText(/^Code: /)).not.toBeInTheDocument()
  })

  test('of the way to the server offers offline licensing with one click and keeps the code', async () => {
    host.answer('licenses.activateOnline', () => unreachable)
    await openWindow(host)
    await code.fill(licenseCode)
    await submit.click()
    await page.getByRole('button', { name: 'Activate offline instead' }).click()
    await expect.element(offline).toBeChecked()
    await expect.element(code).toHaveValue(licenseCode)
    await expect.element(dialog.getByRole('button', { name: 'Copy', exact: true })).toHaveFocus()
  })

  test('blames what was sent: a corrected code is not marked, and its key is looked at again', async () => {
    host.answer(
      'licenses.activateOffline',
      () => ({ ok: false, error: failureOf('license_not_found') }) as never,
    )
    host.answer('licenses.inspect', () => ({ ok: true, value: { ...uninspected, kind: 'machine_file' } }))
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    await key.fill(localKey)
    await submit.click()
    await expect.element(page.getByText('Code: license_not_found')).toBeVisible()
    await expect.element(code).toHaveAttribute('aria-invalid', 'true')
    const inspected = page.getByRole('group', { name: 'What this key is' })
    await expect.element(inspected).not.toBeInTheDocument()
    await code.fill(`${licenseCode} `)
    await expect.element(code).not.toHaveAttribute('aria-invalid')
    await expect.element(inspected).toBeVisible()
    // Never two verdicts that contradict each other (issue 13.5).
    await expect.element(page.getByText('Code: license_not_found')).not.toBeInTheDocument()
  })

  test.each(['name_not_found', 'tls_untrusted', 'proxy_auth_required', 'clock_off'] as const)(
    'of the way such as %s offers offline licensing too',
    async (failing) => {
      host.answer('licenses.activateOnline', () => ({ ok: false, error: failureOf(failing) }) as never)
      await openWindow(host)
      await code.fill(licenseCode)
      await submit.click()
      await expect.element(page.getByText(`Code: ${failing}`)).toBeVisible()
      await expect.element(page.getByRole('button', { name: 'Activate offline instead' })).toBeVisible()
    },
  )

  test('of the license itself does not offer offline licensing', async () => {
    host.answer('licenses.activateOnline', () => ({
      ok: false,
      error: { code: 'license_revoked', params: {} },
    }))
    await openWindow(host)
    await code.fill(licenseCode)
    await submit.click()
    await expect.element(page.getByText('Code: license_revoked')).toBeVisible()
    await expect
      .element(page.getByRole('button', { name: 'Activate offline instead' }))
      .not.toBeInTheDocument()
  })

  test('of the key marks the key’s field', async () => {
    host.answer('licenses.activateOffline', () => ({ ok: false, error: { code: 'key_cut_off', params: {} } }))
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    await key.fill('-----BEGIN MACHINE FILE-----')
    await submit.click()
    await expect.element(key).toHaveAttribute('aria-invalid', 'true')
    await expect.element(key).toHaveAccessibleDescription(/cut off/)
    await expect.element(code).not.toHaveAttribute('aria-invalid')
  })

  test('gives support its details without the License Code or the key', async () => {
    host.answer('licenses.activateOffline', () => ({
      ok: false,
      error: { code: 'signature_invalid', params: {} },
    }))
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    await key.fill(localKey)
    await submit.click()
    await page.getByRole('button', { name: 'Copy details for support' }).click()
    await expect.poll(() => host.copied.length).toBe(1)
    expect(host.copied[0]).toContain('signature_invalid')
    expect(host.copied[0]).not.toContain(licenseCode)
    expect(host.copied[0]).not.toContain(localKey.split('\n')[1])
  })

  test('of any code keeps what was typed and has words', async () => {
    let failing: ErrorCode = 'internal'
    host.answer(
      'licenses.activateOffline',
      () => ({ ok: false, error: failureOf(failing) }) as MethodResult<'licenses.activateOffline'>,
    )
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    await key.fill(localKey)
    for (const each of Object.keys(ERRORS) as ErrorCode[]) {
      failing = each
      dialog.element().querySelector('form')?.requestSubmit()
      await expect.element(page.getByText(`Code: ${each}`, { exact: true })).toBeVisible()
      await expect.element(code).toHaveValue(licenseCode)
      await expect.element(key).toHaveValue(localKey)
    }
  })
})

describe('what was typed', () => {
  test('is there again after the window was closed, and gone after success', async () => {
    host.answer('licenses.activateOffline', () => activated)
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    await key.fill(localKey)
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Add' }).first().click()
    await expect.element(code).toHaveValue(licenseCode)
    await expect.element(key).toHaveValue(localKey)
    await submit.click()
    await expect.element(dialog).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Add' }).first().click()
    await expect.element(code).toHaveValue('')
    await expect.element(offline).not.toBeChecked()
  })

  test('stays while an attempt goes on behind the closed window, and its failure is told', async () => {
    const answer = later<MethodResult<'licenses.activateOnline'>>()
    host.answer('licenses.activateOnline', () => answer.promise)
    await openWindow(host)
    await code.fill(licenseCode)
    await submit.click()
    await userEvent.keyboard('{Escape}')
    answer.arrive(unreachable)
    await expect.element(page.getByText('The activation server cannot be reached.').first()).toBeVisible()
    await page.getByRole('button', { name: 'Add' }).first().click()
    await expect.element(code).toHaveValue(licenseCode)
    await expect.element(page.getByText('Code: server_unreachable')).toBeVisible()
  })
})

/** Parameters of any kind: every word needs only texts, and takes a number or null where it formats one. */
function failureOf(failing: ErrorCode): { code: ErrorCode; params: Record<string, unknown> } {
  const params = {
    field: 'code',
    correlationId: '1',
    method: 'x',
    system: 'linux',
    path: '/p',
    vendor: 'V',
    maximum: 1,
    algorithm: 'a',
    uniqueKey,
    mailUniqueKey: null,
    keyId: 'k',
    issued: 'i',
    clock: 'c',
    expiry: 'e',
    fileUniqueKey: otherUniqueKey,
    storedIssued: 's',
    newIssued: 'n',
    limit: 1,
    serverCode: 'C',
    detail: 'd',
    server,
    reason: 'r',
    seconds: 1,
    status: 500,
    requestId: null,
    retryAfterSeconds: 1,
    serverTime: 't',
    product: 'p',
    known: 'k',
    value: 'v',
    row: 1,
    rows: [1],
    of: 2,
    looksLikeRow: null,
    version: 2,
    number: 9,
    problem: 'internal',
  }
  return { code: failing, params: { ...params, params } }
}
