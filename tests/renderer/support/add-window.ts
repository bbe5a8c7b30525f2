// The window that adds a license, as its tests handle it.
import { expect } from 'vitest'
import { page } from 'vitest/browser'
import { FakeHost } from './fake-host.ts'
import { openPage } from './open-page.ts'
import { contoso } from './samples.ts'

export const server = 'https://activation.virtualmetric.example/v1'
export const unreachable = {
  ok: false,
  error: { code: 'server_unreachable', params: { server, reason: 'ENOTFOUND' } },
} as const
const list = new FakeHost([contoso]).list()
export const activated = {
  ok: true,
  value: { license: contoso, renewed: false, unchanged: false, list },
} as const

export const dialog = page.getByRole('dialog', { name: 'Add a license' })
export const code = page.getByLabelText('License Code', { exact: true })
export const key = page.getByLabelText('Local License Key')
export const offline = page.getByRole('checkbox', { name: 'Enable Offline Licensing' })
export const submit = page.getByRole('button', { name: 'SUBMIT' })

export async function openWindow(host: FakeHost): Promise<void> {
  await openPage(host)
  await page.getByRole('button', { name: 'Add' }).first().click()
  await expect.element(code).toHaveFocus()
}

export function drop(file: File): void {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(file)
  const target = dialog.element().querySelector('form')
  target?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
}
