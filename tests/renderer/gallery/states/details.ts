// The details of one row beside the table, and the window that takes a license off this machine.
import { words } from '../../../../src-renderer/state/words.svelte.ts'
import type { Output } from '#shared/contract/contract.ts'
import type { LicenseView } from '#shared/contract/views.ts'
import { entry } from '../../support/activity.ts'
import type { FakeHost } from '../../support/fake-host.ts'
import { license, product } from '../../support/samples.ts'
import { neverAnswers, storeNotReadable, unreachable, type GalleryState } from '../gallery-state.ts'
import { dialog, press, pressCell, seeText } from '../hands.ts'
import { everyStatus, gatheredHost, offline, onOff, runsUntilItsEnd } from '../samples.ts'

const page = 'licensing'
const used = runsUntilItsEnd(
  license(
    'Contoso B.V.',
    [product('Server / VM', { type: 'Server', limit: 40, totalLimit: 40, usage: 120, status: 'over_limit' })],
    { status: 'over_limit' },
  ),
)
const online = runsUntilItsEnd(
  license(
    'Contoso B.V.',
    [product('Virtualization'), product('Inventory', { type: 'Status', limit: null, usage: null })],
    { localKeyValidUntil: '2027-03-15T23:59:59.999Z' },
  ),
)
const invalid = everyStatus.filter(({ status }) => status === 'invalid')
const withLog = (one: LicenseView) =>
  gatheredHost(
    [one],
    Array.from({ length: 8 }, () => entry({ checked: [one.id] })),
  )

/** The cell of a status, whatever date stands below it. */
const standingAs = (label: string) => (name: string) => name.startsWith(label)

const openDetails = async (cell: Parameters<typeof pressCell>[0]) => {
  await pressCell(cell)
  return dialog()
}

async function askToDeactivate(cell: string): Promise<HTMLElement> {
  await openDetails(cell)
  await press(words.messages.deactivation.open)
  await seeText(words.messages.deactivation.act)
  return dialog()
}

const deactivate = async (cell: string) => press(words.messages.deactivation.act, await askToDeactivate(cell))

const answering = (host: FakeHost, seat: Output<'licenses.deactivate'>['seat'], returnCode: string | null) =>
  host.answer('licenses.deactivate', ({ id }) => {
    host.licenses = []
    return {
      ok: true,
      value: { id, owner: offline.owner, mode: 'offline', seat, returnCode, list: host.list() },
    }
  })

export const detailStates: readonly GalleryState[] = [
  {
    name: 'details: far over the limit, its record opened',
    page,
    host: () => withLog(used),
    reach: async () => {
      const panel = await openDetails('Server / VM')
      const table = await seeText(words.page.details.history.asTable, panel)
      table.click()
    },
    shows: 'Show as a table',
  },
  {
    name: 'details: an on/off product',
    page,
    host: () => gatheredHost([onOff]),
    reach: () => openDetails('Change Tracking'),
    shows: 'On or off: nothing is counted.',
  },
  {
    name: 'details: offline, its code revealed',
    page,
    host: () => gatheredHost([offline]),
    reach: async () => press(words.page.details.reveal, await openDetails('Log Analytics')),
    shows: /AB3DE-FGH4J/,
  },
  {
    name: 'details: a code that cannot be revealed',
    page,
    host: () => gatheredHost([offline]).answer('licenses.revealCode', () => storeNotReadable),
    reach: async () => {
      const panel = await openDetails('Log Analytics')
      // All of the panel is there: the place that the failure takes is its last.
      await seeText(words.page.details.noActivity, panel)
      await press(words.page.details.reveal, panel)
    },
    shows: 'Code: store_not_readable',
  },
  {
    name: 'details: a license that cannot be read',
    page,
    host: () => gatheredHost(invalid),
    reach: () => openDetails(standingAs(words.messages.standing.stopped(words.statuses.invalid.label))),
    shows: 'Properties',
  },
  {
    name: 'details: days of grace',
    page,
    host: () =>
      gatheredHost(everyStatus.filter(({ status, end }) => status === 'grace' && end?.of === 'license')),
    reach: () => openDetails(standingAs(words.statuses.grace.label)),
    shows: 'Renew the license now, then refresh or enter the new key.',
  },
  {
    name: 'details: a key that ended',
    page,
    host: () =>
      gatheredHost(everyStatus.filter(({ status, end }) => status === 'expired' && end?.of === 'local_key')),
    reach: () => openDetails('Storage'),
    shows: 'Ask for a new key for this Unique Key.',
  },
  {
    name: 'details: a record that is being loaded',
    page,
    host: () => gatheredHost([online]).answer('usage.history', neverAnswers),
    reach: () => openDetails('Virtualization'),
    shows: 'Loading the record …',
  },
  {
    name: 'details: no record yet',
    page,
    host: () =>
      gatheredHost([online], []).answer('usage.history', ({ product: code }) => ({
        ok: true,
        value: { product: code, points: [] },
      })),
    reach: () => openDetails('Virtualization'),
    shows: /There is no record yet/,
  },
  {
    name: 'details: their export',
    page,
    host: () => gatheredHost([online]),
    reach: async () => press(words.page.licensing.export, await openDetails('Virtualization')),
    shows: 'Activation certificate (PDF)',
  },
  {
    name: 'deactivating, online',
    page,
    host: () => gatheredHost([online]),
    reach: () => askToDeactivate('Virtualization'),
    // Asked once a language is loaded.
    get shows() {
      return words.messages.deactivation.online
    },
  },
  {
    name: 'deactivating, offline',
    page,
    host: () => gatheredHost([offline]),
    reach: () => askToDeactivate('Log Analytics'),
    shows: /You get a return code/,
  },
  {
    name: 'deactivating, under way',
    page,
    host: () => gatheredHost([online]).answer('licenses.deactivate', neverAnswers),
    reach: () => deactivate('Virtualization'),
    shows: 'Deactivating …',
  },
  {
    name: 'deactivating without the server',
    page,
    host: () => gatheredHost([online]).answer('licenses.deactivate', () => unreachable),
    reach: () => deactivate('Virtualization'),
    shows: 'Remove now, tell the server later',
  },
  {
    name: 'the return code',
    page,
    host: () => answering(gatheredHost([offline]), 'declared', 'RETURN-ABCDE-FGHJK'),
    reach: () => deactivate('Log Analytics'),
    shows: 'It also stands on the Activity page.',
  },
]
