// The window that adds a license says a thing once, and moves nothing under the person's eyes.
import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { Inspection } from '#shared/contract/inspection.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { code, dialog, drop, key, offline, openWindow } from '../support/add-window.ts'
import { FakeHost, uninspected } from '../support/fake-host.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { licenseCode, localKey } from '../support/samples.ts'

let host: FakeHost
beforeEach(async () => {
  host = new FakeHost()
  await takeLook(SMALLEST)
})

test.each([
  ['a PDF', [...new TextEncoder().encode('%PDF-1.7\n'), 1, 2, 3], /This is a PDF file/],
  ['a mail of Outlook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0], /a mail file of Outlook/],
])('%s is named, and never shown as text (issue 13)', async (_, bytes, said) => {
  await openWindow(host)
  await offline.click()
  drop(new File([Uint8Array.from(bytes)], 'key.pdf'))
  await expect.element(dialog.getByText(said).first()).toBeVisible()
  expect((key.element() as HTMLTextAreaElement).value).toBe('')
  await expect.element(dialog.getByText(/was read into Local License Key/)).not.toBeInTheDocument()
})

test('how to copy by hand moves nothing (issue 13)', async () => {
  host.copyOutcome = 'by_hand'
  await openWindow(host)
  await offline.click()
  const place = () => page.getByLabelText('Unique Key:').element().getBoundingClientRect().top
  await expect.element(page.getByLabelText('Unique Key:')).toBeVisible()
  const before = place()
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect.element(dialog.getByText(words.page.shell.copyByHand)).toBeVisible()
  expect(Math.abs(place() - before)).toBeLessThanOrEqual(1)
})

test('what is wrong with the code stands at its field alone (issue 13)', async () => {
  const finding = { code: 'license_code_not_recognized', params: {} } as const
  const found: Inspection = { ...uninspected, kind: 'typed_key', verdict: 'could_not_tell', finding }
  host.answer('licenses.inspect', () => ({ ok: true, value: found }))
  await openWindow(host)
  await code.fill('garbage !!')
  await offline.click()
  await key.fill(localKey)
  await expect.element(dialog.getByRole('group', { name: words.page.add.inspection })).toBeVisible()
  const { what } = words.explain(finding, { vendor: '', support: '' })
  await expect.poll(() => dialog.element().textContent.split(what).length - 1).toBe(1)
})

test('a key that is older than the one here leads to Close, not to SUBMIT that does nothing (issue 13)', async () => {
  const older: Inspection = { ...uninspected, kind: 'machine_file', verdict: 'holds', comparison: 'older' }
  host.answer('licenses.inspect', () => ({ ok: true, value: older }))
  await openWindow(host)
  await code.fill(licenseCode)
  await offline.click()
  await key.fill(localKey)
  await expect.element(dialog.getByRole('button', { name: 'Close' }).last()).toHaveFocus()
})
