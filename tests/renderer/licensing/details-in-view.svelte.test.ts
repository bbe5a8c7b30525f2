// Whatever state a license is in: opened, what it means, until when and what to press are before the person.
import { page } from 'vitest/browser'
import type { LicenseView } from '#shared/contract/views.ts'
import { STATUSES } from '#shared/license/status.ts'
import { statusLabel, statusWords } from '#shared/messages/status-words.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { pressCell } from '../gallery/hands.ts'
import { everyStatus, gatheredHost, runsUntilItsEnd } from '../gallery/samples.ts'
import { info } from '../support/fake-host.ts'
import { staysInView } from '../support/in-view.ts'
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
