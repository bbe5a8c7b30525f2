// At 800×600: a short notice beside the details covers none of their words, and a long notice leaves room for the table.
import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { contoso as contosoEnding, gatheredHost } from '../gallery/samples.ts'
import { FakeHost } from '../support/fake-host.ts'
import { boxOf } from '../support/in-view.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license } from '../support/samples.ts'

const { licensing, shell } = words.page
afterEach(() => page.viewport(1280, 800))

test.each([
  [800, 600],
  [1280, 800],
])('what a refresh did covers nothing of the details at %i×%i (issue 13)', async (width, height) => {
  await page.viewport(width, height)
  const host = gatheredHost([contoso])
  const checked = [{ id: contoso.id, owner: contoso.owner, problem: null }]
  host.answer('licenses.refresh', () => ({
    ok: true,
    value: { checked, changes: [], returns: [], list: host.list() },
  }))
  const screen = await openPage(host)
  await screen.getByRole('gridcell', { name: 'Server / VM' }).click()
  const panel = screen.getByRole('dialog')
  await expect.element(panel).toBeVisible()
  await panel.getByRole('button', { name: licensing.refresh }).click()
  const notice = screen.getByRole('complementary', { name: shell.notices }).getByText('1 license refreshed.')
  await expect.element(notice).toBeVisible()
  expect(boxOf(notice.element().parentElement).right).toBeLessThanOrEqual(boxOf(panel.element()).left)
})

test('beside the details at 1280×800 the table and its notices have room for words, and every status is in view (issue 13)', async () => {
  await page.viewport(1280, 800)
  const screen = await openPage(gatheredHost([contosoEnding]))
  await screen.getByRole('gridcell', { name: 'Log Analytics' }).click()
  const panel = screen.getByRole('dialog')
  await expect.element(panel).toBeVisible()
  const words = () => boxOf(document.querySelector('.notices .words')).width
  await expect.poll(words).toBeGreaterThan(320)
  for (const status of document.querySelectorAll('tbody td.status'))
    expect(boxOf(status).right).toBeLessThanOrEqual(boxOf(panel.element()).left)
})

test('of several problems each is two lines at the most at 800×600, and More shows all of it (issue 13)', async () => {
  await page.viewport(800, 600)
  const host = new FakeHost([contoso, license('Fabrikam', contoso.products)])
  host.answer('licenses.refresh', () => ({
    ok: true,
    value: {
      checked: [
        { id: 'a', owner: 'Contoso B.V.', problem: 'clock_before_signed' },
        { id: 'b', owner: 'Fabrikam', problem: 'server_unreachable' },
      ],
      changes: [],
      returns: [],
      list: host.list(),
    },
  }))
  const screen = await openPage(host)
  await screen.getByRole('button', { name: licensing.refresh }).first().click()
  const more = screen.getByRole('button', { name: licensing.more, exact: true }).first()
  await expect.element(more).toBeVisible()
  const line = document.querySelector('.notices li .text')
  const { height } = boxOf(line)
  expect(height).toBeLessThan(45)
  await more.click()
  await expect.poll(() => boxOf(line).height).toBeGreaterThan(height + 10)
  await expect.element(screen.getByRole('button', { name: licensing.less, exact: true })).toBeVisible()
})
