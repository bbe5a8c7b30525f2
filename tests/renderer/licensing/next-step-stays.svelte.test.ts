// Whatever the notices have to say: their next step is in view, whole, and nothing is cut before it (issue 13).
import { afterEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { LicenseView } from '#shared/contract/views.ts'
import { openState } from '../gallery/open-state.ts'
import { gatheredHost, IN_FIVE_DAYS } from '../gallery/samples.ts'
import { statesAboveTheTable } from '../gallery/states/above-the-table.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { info } from '../support/fake-host.ts'
import { expectInView } from '../support/in-view.ts'
import { endLooks, LOOKS, nameOf, takeLook, type Look } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'

afterEach(endLooks)

const looks: readonly (readonly [string, Look])[] = LOOKS.filter(({ forced }) => !forced).map((look) => [
  nameOf(look),
  look,
])
const { failure, licensing } = words.page

const ends = { status: 'expiring', until: IN_FIVE_DAYS, end: { at: IN_FIVE_DAYS, of: 'license' } } as const
const ofKey = { ...ends, end: { at: IN_FIVE_DAYS, of: 'local_key' }, untilOf: 'local_key' } as const
const names = ['Virtualization', 'Server / VM', 'Network Devices']
const two: LicenseView[] = [
  license(
    'Contoso B.V.',
    names.map((name) => product(name, ends)),
    ends,
  ),
  license(
    'Fabrikam Closed Networks',
    names.map((name) => product(name, ofKey)),
    { ...ofKey, mode: 'offline', localKeyValidUntil: IN_FIVE_DAYS },
  ),
]

/** In a demo, with what the vendor changed: three notices, and a banner. */
const stateNamed = (wanted: string) => {
  const state = statesAboveTheTable.find(({ name }) => name === wanted)
  if (!state) throw new Error(`no state “${wanted}”`)
  return state
}

/** Texts of notices that end in an ellipsis. */
const cutTexts = () =>
  [...document.querySelectorAll('.notices .text')]
    .filter((text) => text.scrollHeight > text.clientHeight + 1)
    .map((text) => text.textContent)

function demo(licenses: LicenseView[]) {
  const host = gatheredHost(licenses)
  return host
    .answer('app.info', () => ({ ok: true, value: { ...info, demo: true } }))
    .answer('licenses.refresh', () => ({
      ok: true,
      value: {
        checked: licenses
          .filter(({ mode }) => mode === 'online')
          .map(({ id, owner }) => ({
            id,
            owner,
            problem: 'server_not_ours',
            params: { server: 'https://licensing.example', status: 511 },
          })),
        changes: [],
        returns: [],
        list: host.list(),
      },
    }))
}

describe('the next step of a notice', () => {
  test.each(looks)('is whole beside a sign-in page of the network at %s', async (_, look) => {
    await takeLook(look)
    await openPage(demo(two))
    await expect.element(page.getByRole('gridcell', { name: 'Contoso B.V.' }).first()).toBeVisible()
    await page.getByRole('button', { name: licensing.refresh, exact: true }).first().click()
    await expectInView(page.getByRole('button', { name: failure.tryAgain }))
  })
  test.each(looks)('of what was not refreshed is not cut at %s', async (_, look) => {
    await takeLook(look)
    await openState(stateNamed('a check that failed for some'))
    await expectInView(page.getByRole('button', { name: failure.tryAgain }))
    expect(cutTexts()).toEqual([])
  })

  test.each(looks)('of a wrong clock is in view with all that helps at %s', async (_, look) => {
    await takeLook(look)
    await openState(stateNamed('a clock problem'))
    await expectInView(page.getByText(/^Set the clock of this machine if it is wrong/))
    await expectInView(page.getByRole('button', { name: failure.copyDetails }))
  })

  test.each(looks)('stays where a notice of ends is opened with the keyboard at %s', async (_, look) => {
    await takeLook(look)
    const stopped = license('Northwind', [product('Storage', { status: 'suspended', mayRun: false })], {
      status: 'suspended',
      mayRun: false,
    })
    await openPage(demo([...two, stopped]))
    const heading = page.getByText(words.page.notices.ends(6, 2))
    await expectInView(heading)
    const summary = heading.element()
    if (summary instanceof HTMLElement) summary.focus()
    await userEvent.keyboard('{Enter}')
    await expectInView(page.getByText(/^Contoso B\.V\. \(Virtualization/).first())
    await expectInView(heading)
    await expectInView(page.getByRole('button', { name: licensing.enterNewKey }))
  })
})
