// What was to be done and failed is named, with what it leaves as it was, and can be tried again or put away.
import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { storeNotReadable } from '../gallery/gallery-state.ts'
import { press } from '../gallery/hands.ts'
import { FakeHost } from '../support/fake-host.ts'
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
  await expect.element(box.getByText(/products go on as their rows say/)).toBeVisible()
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
  await expect.element(screen.getByText(/^Contoso B.V. \(runs until Mar 6, 2027\)/)).toBeVisible()
  await expect.element(screen.getByText('The license could not be refreshed', { exact: true })).toBeVisible()
  await expect.element(screen.getByText(/products go on as their rows say/)).toBeVisible()
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
