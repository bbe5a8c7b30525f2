// Whatever state a license is in: opened, what it means, until when and what to press are before the person.
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { LicenseView } from '#shared/contract/views.ts'
import { STATUSES } from '#shared/license/status.ts'
import { statusLabel, statusWords } from '#shared/messages/status-words.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { pressCell } from '../gallery/hands.ts'
import { everyStatus, gatheredHost, runsUntilItsEnd } from '../gallery/samples.ts'
import { openState } from '../gallery/open-state.ts'
import { stateOf } from '../gallery/states.ts'
import { info } from '../support/fake-host.ts'
import { staysInView } from '../support/in-view.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { license, product } from '../support/samples.ts'

const WELL = STATUSES.at(-1)
const well = runsUntilItsEnd(license('Well', [product('Storage')]))

/** What a new key does not mend. */
const WITHOUT_KEY = new Set(['suspended', 'revoked', 'unknown'])
const { refresh, askForKey, activateAgain } = words.page.licensing
const AGAIN = new Set(['invalid', 'other_machine'])
/** What its own sentence asks for. */
const actionFor = ({ status, end }: LicenseView) =>
  AGAIN.has(status) ? activateAgain : end?.of === 'local_key' ? askForKey : refresh
const panel = page.getByRole('dialog')

staysInView(
  '13.9',
  [...everyStatus.filter(({ status }) => status !== WELL), well].map((license) => {
    const label = statusLabel(license, words.messages)
    const { meaning, todo } = statusWords(license, words.messages)
    const hasDate = license.until !== null || license.end !== null
    return {
      state: {
        name: `${license.owner}: ${label}`,
        page: 'licensing',
        host: () => gatheredHost([license]),
        reach: () => pressCell((name) => name.startsWith(label)),
        shows: meaning,
      },
      verdict: [panel.getByText(label), panel.getByText(meaning), panel.getByText(todo)],
      date: hasDate
        ? panel.getByText(
            /(Runs until|ended on) (Mar\s6,\s2027|Feb\s26,\s2027|Feb\s28,\s2028\s\(364\sdays\))/,
          )
        : null,
      action:
        license.status === WELL
          ? null
          : WITHOUT_KEY.has(license.status)
            ? panel.getByRole('link', { name: info.vendor.supportEmail })
            : panel.getByRole('button', {
                name: actionFor(license),
              }),
    }
  }),
)

/** Above the table; what is mended elsewhere, or by nobody here, leads to its row. */
const { summary, contact } = words.page.licensing
const VENDOR_ALONE = new Set(['suspended', 'revoked'])
const labelOf = (one: LicenseView) =>
  VENDOR_ALONE.has(one.status)
    ? contact(info.vendor.name)
    : one.status === 'clock_problem'
      ? summary.showFirst
      : actionFor(one)
staysInView(
  '13.8',
  everyStatus
    .filter(({ status, mayRun }) => !mayRun && status !== 'unknown')
    .map((one) => {
      const { label, todo } = statusWords(one, words.messages)
      const action = labelOf(one)
      return {
        state: {
          name: `stopped: ${one.owner}`,
          page: 'licensing' as const,
          host: () => gatheredHost([one]),
          shows: /is stopped: /,
        },
        verdict: [
          page.getByText(new RegExp(` is stopped: ${label}`)),
          page.getByText(new RegExp(todo)).first(),
        ],
        date: one.end === null ? null : page.getByText(/Feb\s26,\s2027/),
        action: VENDOR_ALONE.has(one.status)
          ? page.getByRole('link', { name: info.vendor.supportEmail })
          : page.getByRole('button', { name: action, exact: true }),
        link: page.getByRole('link', { name: words.page.shell.nextStep(action), exact: true }),
      }
    }),
)

test('what scrolls below the head of the details shows in no strip above it (issue 13)', async () => {
  await takeLook(SMALLEST)
  const screen = await openState(stateOf('details: a code that cannot be revealed'))
  await expect.poll(() => panel.element().scrollTop).toBeGreaterThan(0)
  const { left, width } = panel.element().getBoundingClientRect()
  const above = document.elementFromPoint(left + width / 3, 1)
  expect(above?.tagName).toBe('HEADER')
  await screen.unmount()
})
