// The window that adds a license: what a person has to know and to press is before them in each of its states.
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { press } from '../gallery/hands.ts'
import { openState } from '../gallery/open-state.ts'
import { gatheredHost } from '../gallery/samples.ts'
import { stateOf } from '../gallery/states.ts'
import { dialog, submit } from '../support/add-window.ts'
import { staysInView, type Stands } from '../support/in-view.ts'
import { paste } from '../support/open-page.ts'
import { licenseCode, localKey } from '../support/samples.ts'

const says = (text: string | RegExp) => dialog.getByText(text).first()
const button = (name: string) => dialog.getByRole('button', { name }).first()
const inspected = dialog.getByRole('group', { name: 'What this key is' })
const code = dialog.getByLabelText('License Code', { exact: true })

const stands = (
  name: string,
  rest: Omit<Stands, 'state' | 'date'> & Partial<Pick<Stands, 'date'>>,
): Stands => ({ state: stateOf(name), date: null, ...rest })

staysInView('13.1', [
  stands('adding: the key of this machine', {
    verdict: [
      says('Machine file: Valid'),
      says('Machine file, 2 products'),
      inspected,
      says('Press SUBMIT.'),
    ],
    date: says(/Feb.28,.2028.\(364.days\)/),
    action: submit,
  }),
  stands('adding: a key that ended', {
    verdict: [says('Machine file: Ended'), inspected],
    date: says(/Feb.24,.2027/),
    action: button('Copy Unique Key'),
  }),
  stands('adding: the key of another machine', {
    verdict: [says('Machine file: For another machine'), inspected],
    action: button('Copy Unique Key'),
  }),
  stands('adding: refused, the two machines side by side', {
    verdict: [says(/this key is for another machine/), says('The text says')],
    action: button('Copy Unique Key'),
  }),
  stands('adding: a key that is cut off', {
    verdict: [says('The Local License Key is cut off.'), says(/Copy the whole key again/)],
    action: button('Replace the key'),
  }),
  stands('adding: a key without its License Code', {
    verdict: [inspected, says(/needs its License Code/)],
    action: code, // where the focus is already
  }),
  stands('adding: no code', { verdict: [says(/There is no License Code yet/)], action: code }),
  stands('adding: a machine without an id', {
    verdict: [
      says('This machine has no machine id, so it has no Unique Key.'),
      says('Code: machine_id_missing'),
    ],
    action: button('Try again'),
  }),
  stands('adding: waiting for the server', {
    verdict: [says('Contacting the activation server …')],
    action: button('Cancel'),
  }),
  stands('adding: a mistyped code', { verdict: [says(/There is a typing error/)], action: code }),
  stands('adding: an incomplete code', { verdict: [says(/24 of 25 letters/)], action: code }),
  stands('adding: a code that the server does not know', {
    verdict: [says('Code: license_not_found')],
    action: button('Correct the code'),
  }),
  stands('adding: no way to the server', {
    verdict: [says('The activation server cannot be reached.')],
    action: button('Activate offline instead'),
  }),
  stands('adding: no way to the server, and the clock is wrong', {
    verdict: [says(/differ by 6\shours/), says('The activation server cannot be reached.')],
    date: says(/^This machine shows Mar\s9,\s2027, .* signed at Mar\s9,\s2027,/),
    action: button('Activate offline instead'),
  }),
  stands('adding: a key that is older than the one here', {
    verdict: [says('Machine file: Already activated with a newer key'), says(/Nothing to do/)],
    date: says(/Nov\s20,\s2026/),
    action: dialog.getByRole('button', { name: 'Close' }).last(),
  }),
])

test('what is left to do is not told beside a verdict that says it itself', async () => {
  const screen = await openState(stateOf('adding: the key of another machine'))
  await expect.element(button('Copy Unique Key')).toBeVisible()
  expect(dialog.getByText('Press SUBMIT.').elements()).toEqual([])
  await screen.unmount()
})

test('what opens a folded step ends where the fields end, and looks like a button (issue 13.1)', async () => {
  const screen = await openState(stateOf('adding: a key that is cut off'))
  for (const name of [words.page.add.steps.show, words.page.add.steps.replace]) {
    const opener = dialog.getByRole('button', { name, exact: true }).element()
    const step = opener.closest('section')?.getBoundingClientRect()
    expect(opener.getBoundingClientRect().right).toBe(step?.right)
    expect(getComputedStyle(opener).borderTopColor).not.toBe('rgba(0, 0, 0, 0)')
  }
  await screen.unmount()
})

staysInView('13.2', [
  stands('adding: offline instead', {
    verdict: [
      says('Send this'),
      says('Enter the answer'),
      dialog.getByLabelText('Local License Key'),
      submit,
    ],
    action: dialog.getByRole('button', { name: 'Copy', exact: true }).first(),
  }),
  stands('adding: the Unique Key was copied', {
    verdict: [says('Send this'), says('Enter the answer'), dialog.getByLabelText('Local License Key')],
    action: button('Show as QR'),
    link: button('Next: Enter the answer'),
  }),
  stands('adding: an id that many machines have', {
    verdict: [
      says(/^Many machines have the id/),
      says('Send this'),
      dialog.getByLabelText('Local License Key'),
    ],
    action: dialog.getByRole('button', { name: 'Copy', exact: true }).first(),
  }),
  stands('adding: the Unique Key as a QR code', {
    verdict: [
      page.getByRole('img', { name: 'QR code of the Unique Key' }),
      says(/^This is all that leaves/),
      says('Enter the answer'),
      button('Enter it'),
    ],
    action: button('Save to file'),
  }),
  stands('adding: the request', {
    verdict: [says(/^This is all that leaves/)],
    action: dialog.getByRole('checkbox', { name: 'With the License Code' }),
  }),
])

/** Pasted into the field that has the focus when the window opens. */
const pasted = (name: string, text: string, shows: RegExp) => ({
  name,
  page: 'licensing' as const,
  host: () => gatheredHost([], []),
  reach: async () => {
    await press(words.page.licensing.add)
    await expect.element(code).toHaveFocus()
    paste(code.element(), text)
  },
  shows,
})
staysInView('13.3', [
  {
    state: pasted(
      'adding: a mail with a License Code',
      `Dear operator,\n> your code: ${licenseCode}.\nKind regards, Vera of the back office`,
      /^Found a License Code in what you pasted/,
    ),
    verdict: [says(/^Found a License Code in what you pasted/)],
    date: null,
    action: submit,
  },
  {
    state: pasted(
      'adding: a mail with a License Code and a key',
      `Dear operator, your code: ${licenseCode}\n\n${localKey}\n`,
      /^Found /,
    ),
    verdict: [says(/^Found /), says('Machine file')],
    date: null,
    action: submit,
  },
])

staysInView('13.4', [
  stands('adding: typed rows, one right, one wrong, one half', {
    verdict: [
      says('Check row 2.'),
      says(/^This looks like row/),
      dialog.getByRole('textbox', { name: 'Row 8' }),
    ],
    action: dialog.getByRole('textbox', { name: 'Row 2' }),
  }),
])
