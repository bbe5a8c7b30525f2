// What stands above the table, and the window that takes a license off this machine: seen without scrolling.
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { openState } from '../gallery/open-state.ts'
import { stateOf } from '../gallery/states.ts'
import { info } from '../support/fake-host.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { expectInView, staysInView, type Stands } from '../support/in-view.ts'

const says = (text: string | RegExp) => page.getByText(text).first()
const button = (name: string) => page.getByRole('button', { name, exact: true }).first()
const stands = (
  name: string,
  rest: Omit<Stands, 'state' | 'date'> & Partial<Pick<Stands, 'date'>>,
): Stands => ({
  state: stateOf(name),
  date: null,
  ...rest,
})
const { licensing, shell } = words.page
/** At the page's start, whatever stands above the table. */
const next = (action: string) => page.getByRole('link', { name: shell.nextStep(action), exact: true })
const { deactivation } = words.messages

staysInView('13.9', [
  stands('an end that is near', {
    verdict: [says('2 end within 7 days · next: Mar 6, 2027 (5 days)')],
    date: says(/Runs until Mar\s6,\s2027\s\(5\sdays\)/),
    action: button(licensing.enterNewKey),
    link: next(licensing.refresh),
  }),
  stands('a clock that is behind', {
    verdict: [says(/differ by 6 hours: the vendor/), says(/if it is wrong, set it and refresh/)],
    date: says(/Mar\s9,\s2027/),
    action: button(licensing.refresh),
    link: next(licensing.refresh),
  }),
  stands('a clock problem', {
    verdict: [says(/differ by\s8\sdays: the vendor has signed a later time/), says(/Set the clock/)],
    date: says(/It shows Mar\s1,\s2027, .* on Mar\s9,\s2027,/),
    action: button(licensing.refresh),
    link: next(licensing.refresh),
  }),
  stands('a seat to be returned', {
    verdict: [says('The activation server does not know of one deactivation yet')],
    date: says(/deactivated on Feb\s20,\s2027,/),
    action: button(licensing.refresh),
    link: next(licensing.refresh),
  }),
  stands('a seat that the vendor released', {
    verdict: [says('The activation server no longer counts this machine for this license.')],
    action: button(licensing.activateAgain),
    link: next(licensing.activateAgain),
  }),
  stands('what the vendor changed', {
    verdict: [says('What VirtualMetric changed')],
    action: button(shell.dismiss),
    link: next(licensing.refresh),
  }),
  stands('things that are no license', {
    verdict: [says('3 things in the data folder are not read as licenses')],
    action: button(licensing.add),
    link: next(licensing.refresh),
  }),
  stands('nothing yet', {
    verdict: [says(licensing.emptyTitle)],
    action: button(licensing.add),
    link: next(licensing.add),
  }),
  stands('seven rows', {
    verdict: [says('Showing 1 to 7 of 7 entries')],
    action: button(licensing.add),
    link: next(licensing.refresh),
  }),
  stands('a check that failed for some', {
    verdict: [says(/Contoso B\.V\.: The activation server cannot be reached/)],
    action: button(licensing.refresh),
  }),
  stands('a check that the vendor refused', {
    verdict: [says('VirtualMetric refused the license'), says(/does not know this license any more/)],
    date: says(/runs until Mar\s31,\s2027/),
    action: page.getByRole('link', { name: info.vendor.supportEmail }),
  }),
  stands('a check that failed as the clocks differ', {
    verdict: [says(/differ by 8\sdays/), says(/Set the clock of this machine/)],
    date: says(/time is Mar\s9,\s2027, .* shows Mar\s1,\s2027,/),
    // Where the focus is already.
    action: button(licensing.refresh),
  }),
  stands('all there can be to say', {
    verdict: [says(/^The clocks differ, 1 product stopped/), says(/differ by 6 hours/)],
    action: button(licensing.refresh),
    link: next(licensing.refresh),
  }),
  stands('a check that failed as a whole', {
    verdict: [says('Code: store_not_readable')],
    date: says(/^Not up to date: as of/),
    action: button(licensing.refresh),
  }),
  stands('an export that failed', {
    verdict: [says('Code: store_not_readable')],
    action: button(licensing.export),
  }),
  stands('added', {
    verdict: [says('Contoso B.V.: 7 products activated')],
    // Enter opens it.
    action: page.getByRole('gridcell', { name: 'Contoso B.V.' }),
  }),
])

staysInView('13.13', [
  stands('deactivating, online', { verdict: [says(deactivation.online)], action: button(deactivation.act) }),
  stands('deactivating, offline', {
    verdict: [says(/You get a return code/)],
    action: button(deactivation.act),
  }),
  stands('deactivating without the server', {
    verdict: [says('The activation server cannot be reached.'), says(deactivation.laterText)],
    action: button(deactivation.later),
  }),
  stands('the return code', {
    verdict: [says('It also stands on the Activity page.')],
    action: page.getByRole('dialog').getByRole('button', { name: words.page.shell.copy }),
  }),
])

staysInView('13.14', [
  stands('an attempt that failed, opened', {
    verdict: [says('The activation server cannot be reached.'), says('Code: server_unreachable')],
    date: says(/^Saturday, November\s14,\s2026/),
    action: button(licensing.activateAgain),
  }),
  stands('a return, opened', {
    verdict: [says(/RETURN-ABCDE-FGHJK/)],
    date: says(/^Tuesday, November\s10,\s2026/),
    action: button(shell.copy),
  }),
])

const { tryAgain } = words.page.failure
staysInView('13.14', [
  stands('a log that cannot be read', {
    verdict: [says('Code: store_not_readable')],
    action: button(tryAgain),
    link: next(tryAgain),
  }),
  stands('usage by month: a store that cannot be read', {
    verdict: [says('Code: store_not_readable')],
    action: button(tryAgain),
    link: next(tryAgain),
  }),
  stands('settings that cannot be read', {
    verdict: [says('Code: settings_not_readable')],
    action: button(tryAgain),
    link: next(tryAgain),
  }),
])

staysInView('13.15', [
  stands('nobody signed in', { verdict: [says(/Press Enter in the terminal/)], action: null }),
  stands('a host that has stopped', { verdict: [says(/Start it again/)], action: null }),
])

test('of a refresh that failed as the clocks differ all is said, and no next step is cut off (issue 13.14)', async () => {
  await takeLook(SMALLEST)
  const screen = await openState(stateOf('a check that failed as the clocks differ'))
  const text = document.querySelector('main .notice li .text')
  await expect.poll(() => text && text.scrollHeight - text.clientHeight).toBeLessThanOrEqual(1)
  expect(text?.textContent).toMatch(/Set the clock/)
  await expectInView(button(tryAgain))
  await screen.unmount()
})
