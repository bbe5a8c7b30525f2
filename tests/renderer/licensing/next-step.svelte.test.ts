// The window that adds a license: its one blue button is the next step, and what cannot go on says so (issue 13).
import { beforeAll, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { code, dialog, offline, openWindow, submit, unreachable } from '../support/add-window.ts'
import { FakeHost, identity } from '../support/fake-host.ts'
import { expectInView } from '../support/in-view.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { licenseCode } from '../support/samples.ts'

beforeAll(() => takeLook(SMALLEST))

const blue = () =>
  [...dialog.element().querySelectorAll('button.primary')].map((one) => one.textContent.trim())

test('Cancel beside SUBMIT closes it, and what was typed is there again', async () => {
  await openWindow(new FakeHost())
  await code.fill(licenseCode)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  await page.getByRole('button', { name: 'Add' }).first().click()
  await expect.element(code).toHaveValue(licenseCode)
})

test.each([
  [unreachable.error, 'Activate offline instead'],
  [{ code: 'license_not_found', params: {} }, 'Correct the code'],
] as const)('after $code the blue button is the one that mends it', async (error, mend) => {
  await openWindow(new FakeHost().answer('licenses.activateOnline', () => ({ ok: false, error })))
  expect(blue()).toEqual(['SUBMIT'])
  await code.fill(licenseCode)
  await submit.click()
  await expect.element(dialog.getByRole('button', { name: mend })).toBeVisible()
  expect(blue()).toEqual([mend])
})

test('where a key was refused the blue button replaces it', async () => {
  const error = { code: 'key_cut_off', params: {} } as const
  await openWindow(new FakeHost().answer('licenses.activateOffline', () => ({ ok: false, error })))
  await code.fill(licenseCode)
  await offline.click()
  await page.getByLabelText('Local License Key').fill('-----BEGIN MACHINE FILE-----')
  await submit.click()
  await expect.element(dialog.getByText('Code: key_cut_off')).toBeVisible()
  expect(blue()).toEqual(['Replace the key'])
})

test('a machine without an id offers to look again, and nothing that cannot succeed', async () => {
  const host = new FakeHost()
  host.answer('machine.uniqueKey', () => ({
    ok: false,
    error: { code: 'machine_id_missing', params: { system: 'linux' } },
  }))
  await openWindow(host)
  await offline.click()
  await expect.element(submit).toBeDisabled()
  await expect.element(page.getByLabelText('Local License Key')).not.toBeInTheDocument()
  host.answer('machine.uniqueKey', () => ({ ok: true, value: identity }))
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect.element(page.getByLabelText('Unique Key:')).toHaveValue(identity.uniqueKey)
  await expect.element(submit).toBeEnabled()
})

test('says to whom to send the Unique Key, and warns before the buttons that send it', async () => {
  const host = new FakeHost()
  host.answer('machine.uniqueKey', () => ({
    ok: true,
    value: { ...identity, source: 'file', from: '/d/machine-id', advice: ['id_file_often_shared'] },
  }))
  await openWindow(host)
  await offline.click()
  await expectInView(dialog.getByText('licensing@virtualmetric.example'))
  const warning = dialog.getByText(/before you send its Unique Key/).element()
  const copy = dialog.getByRole('button', { name: 'Copy', exact: true }).element()
  expect(warning.compareDocumentPosition(copy) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0)
})
