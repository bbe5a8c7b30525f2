// What was to be done and failed is named, with what it leaves as it was, and can be tried again or put away.
import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { storeNotReadable } from '../gallery/gallery-state.ts'
import { press } from '../gallery/hands.ts'
import { FakeHost, info } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso } from '../support/samples.ts'

const { failure, licensing, shell } = words.page
const box = page.getByRole('group').filter({ hasText: 'Code: store_not_readable' })

let host: FakeHost
beforeEach(() => {
  host = new FakeHost([contoso])
})

test('a refresh that failed says that products go on, and is tried again', async () => {
  host.answer('licenses.refresh', () => storeNotReadable)
  await openPage(host)
  await page.getByRole('button', { name: licensing.refresh, exact: true }).first().click()
  await expect.element(box.getByText('The licenses were not refreshed')).toBeVisible()
  await expect.element(box.getByText(/Products run until the dates in the table/)).toBeVisible()
  await box.getByRole('button', { name: failure.tryAgain }).click()
  await expect.poll(() => host.callsOf('licenses.refresh')).toHaveLength(2)
  await box.getByRole('button', { name: shell.dismiss }).click()
  await expect.element(box).not.toBeInTheDocument()
})

test('a license that could not be refreshed is told with the same, and a button', async () => {
  host.answer('licenses.refresh', () => ({
    ok: true,
    value: {
      checked: [{ id: contoso.id, owner: contoso.owner, problem: 'server_unreachable' }],
      changes: [],
      returns: [],
      list: host.list(),
    },
  }))
  const screen = await openPage(host)
  host.change([{ ...contoso, until: '2027-03-06T23:59:59.999Z' }])
  await page.getByRole('button', { name: licensing.refresh, exact: true }).first().click()
  await expect
    .element(screen.getByText(/^Contoso B.V. · runs until Mar\s6,\s2027\s\(5\sdays\)/))
    .toBeVisible()
  await expect.element(screen.getByText('The license could not be refreshed', { exact: true })).toBeVisible()
  await expect.element(screen.getByText(/Products run until the dates in the table/)).toBeVisible()
  await screen.getByRole('button', { name: failure.tryAgain }).click()
  await expect.poll(() => host.callsOf('licenses.refresh')).toHaveLength(2)
})

test('an export that failed names itself, not the list that stands below it', async () => {
  host.answer('export.create', () => storeNotReadable)
  await openPage(host)
  await press(licensing.export)
  await press(licensing.exportAs.csv)
  await expect.element(box.getByText('Nothing was exported')).toBeVisible()
  await box.getByRole('button', { name: failure.tryAgain }).click()
  await expect.poll(() => host.callsOf('export.create')).toHaveLength(2)
  await box.getByRole('button', { name: shell.dismiss }).click()
  await expect.element(box).not.toBeInTheDocument()
})

test('where nothing may be sent, the way is to Settings; switched off there, the notice is gone (issue 13)', async () => {
  let offlineOnly = true
  host.settings = { ...host.settings, offlineOnly }
  host
    .answer('app.info', () => ({ ok: true, value: { ...info, offlineOnly } }))
    .answer('licenses.refresh', () => ({ ok: false, error: { code: 'offline_only', params: {} } }))
    .answer('settings.set', () => {
      offlineOnly = false
      host.settings = { ...host.settings, offlineOnly }
      return { ok: true, value: host.settings }
    })
  const screen = await openPage(host)
  await page.getByRole('button', { name: licensing.refresh, exact: true }).first().click()
  const told = page.getByRole('group').filter({ hasText: 'Code: offline_only' })
  await expect.element(told.getByText(licensing.offlineOnlyTodo)).toBeVisible()
  await expect.element(told.getByRole('button', { name: failure.tryAgain })).not.toBeInTheDocument()
  await told.getByRole('button', { name: shell.settings }).click()
  await screen.getByRole('checkbox', { name: 'Offline only' }).click()
  await screen.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(screen.getByText('The settings are saved.').first()).toBeInTheDocument()
  await screen.getByRole('link', { name: shell.licensing }).click()
  await expect.element(screen.getByRole('grid')).toBeVisible()
  await expect.element(told).not.toBeInTheDocument()
})

test('where an administrator has set that nothing is sent, the way is to a new key, and to no switch (issue 13)', async () => {
  host
    .answer('app.info', () => ({
      ok: true,
      value: { ...info, offlineOnly: true, offlineOnlyLaidDown: true },
    }))
    .answer('licenses.refresh', () => ({ ok: false, error: { code: 'offline_only', params: {} } }))
  const screen = await openPage(host)
  await page.getByRole('button', { name: licensing.refresh, exact: true }).first().click()
  const told = page.getByRole('group').filter({ hasText: 'Code: offline_only' })
  await expect.element(told.getByText(licensing.offlineOnlyLaidDown)).toBeVisible()
  await expect.element(told.getByRole('button', { name: shell.settings })).not.toBeInTheDocument()
  expect(told.element().textContent).not.toContain('Settings')
  await told.getByRole('button', { name: licensing.askForKey }).click()
  await expect.element(screen.getByRole('dialog')).toBeVisible()
})

test('a cause that is very long is three lines, and More shows all of it (issue 13)', async () => {
  const reason = 'what the certificate authority of the network said of it, '.repeat(20)
  const params = { server: 'https://activation.example', reason }
  host.answer('licenses.refresh', () => ({ ok: false, error: { code: 'tls_failed', params } }) as never)
  await openPage(host)
  await page.getByRole('button', { name: licensing.refresh, exact: true }).first().click()
  const long = page.getByRole('group').filter({ hasText: 'Code: tls_failed' })
  const more = long.getByRole('button', { name: licensing.more })
  await expect.element(more).toBeVisible()
  const before = long.element().clientHeight
  await more.click()
  await expect.poll(() => long.element().clientHeight).toBeGreaterThan(before + 50)
})
