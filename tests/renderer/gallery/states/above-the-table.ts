// What stands above the table: notices that stay, and what is under way or failed.
import type { LicenseView } from '#shared/contract/views.ts'
import { words } from '../../../../src-renderer/state/words.svelte.ts'
import { entry } from '../../support/activity.ts'
import type { FakeHost } from '../../support/fake-host.ts'
import { neverAnswers, storeNotReadable, type GalleryState } from '../gallery-state.ts'
import { dialog, find, press, rowsAreThere, seeText } from '../hands.ts'
import { contoso, everyStatus, gatheredHost, raised, stoppedByClock } from '../samples.ts'

const page = 'licensing'
const MARK = '2027-03-09T18:00:00.000Z'
/** Where it is later than elsewhere, what ends next ends later too. */
const LATER = '2027-03-31T23:59:59.999Z'
const contosoLater: LicenseView = {
  ...contoso,
  products: contoso.products.map((one) =>
    one.status === 'expiring'
      ? { ...one, expires: LATER, until: LATER, end: { at: LATER, of: 'license' } }
      : one,
  ),
}

/** The end that is near was dismissed before: what the state shows is not folded beside its notice. */
function endsAreTold(host: FakeHost): FakeHost {
  const ends = host.licenses.flatMap(({ id, products }) =>
    products.flatMap(({ until }) => (until === null ? [] : [[`${id} ${until}`, 1] as const])),
  )
  host.preferences = { ...host.preferences, toldEnds: Object.fromEntries(ends) }
  return host
}

function withHost(change: (host: FakeHost) => void): () => FakeHost {
  return () => {
    const host = endsAreTold(gatheredHost())
    change(host)
    return host
  }
}

async function refresh(): Promise<void> {
  await rowsAreThere()
  await press(words.page.licensing.refresh)
}

async function exportAsCsv(): Promise<void> {
  await rowsAreThere()
  await press(words.page.licensing.export)
  await press(words.page.licensing.exportAs.csv, await dialog())
}

const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString()
const vendorChanges = () =>
  ['Virtualization', 'Server / VM', 'Network Devices', 'Log Analytics', 'Storage', 'Backup', 'Archive'].map(
    (name, index) =>
      raised(name, [8, 40, 80, 400, 5, 10, 20][index] ?? 1, [16, 50, 100, 500, 10, 20, 40][index] ?? 2),
  )

export const statesAboveTheTable: readonly GalleryState[] = [
  {
    name: 'what the vendor changed',
    page,
    host: () =>
      gatheredHost(
        [contoso],
        [entry({ at: anHourAgo(), action: 'automatic_check', changes: vendorChanges() })],
      ),
    shows: 'What VirtualMetric changed',
  },
  {
    name: 'an end that is near',
    page,
    host: () => gatheredHost(everyStatus.filter(({ status }) => status === 'expiring')),
    reach: async () => {
      await rowsAreThere()
      await seeText(words.page.licensing.summary.showFirst)
    },
    shows: '2 end within 7 days · next: Mar 6, 2027 (5 days)',
  },
  {
    name: 'a clock that is behind',
    page,
    host: () => {
      const host = endsAreTold(gatheredHost([contosoLater]))
      host.clock = { state: 'behind', mark: MARK, now: '2027-03-09T12:00:00.000Z' }
      return host
    },
    shows: /if it is wrong, set it and refresh/,
  },
  {
    name: 'a clock problem',
    page,
    host: withHost((host) => {
      host.clock = { state: 'problem', mark: MARK, now: '2027-03-01T12:00:00.000Z' }
      host.licenses = [stoppedByClock(contosoLater)]
    }),
    shows: 'Code: clock_before_signed',
  },
  {
    name: 'a seat to be returned',
    page,
    host: withHost(
      (host) => (host.returns = [{ id: 'gone', owner: 'Fabrikam', since: '2027-02-20T10:00:00.000Z' }]),
    ),
    shows: 'The activation server does not know of one deactivation yet',
  },
  {
    name: 'a seat that the vendor released',
    page,
    host: withHost((host) => (host.seatReleased = [contoso.id])),
    shows: 'The activation server no longer counts this machine for this license.',
  },
  {
    name: 'things that are no license',
    page,
    host: withHost(
      (host) =>
        (host.problems = [
          { where: 'quarantine/b41c', reason: 'incomplete' },
          { where: 'licenses/closed', reason: 'no_permission' },
          { where: 'quarantine/77aa', reason: 'no_ether' },
        ]),
    ),
    shows: '3 things in the data folder are not read as licenses',
  },
  {
    name: 'giving up a license that is missing',
    page,
    host: withHost((host) => {
      const id = '5f0c1d2e-8a1b-4c3d-9e4f-7a6b5c4d3e2f'
      const license = { id, owner: '', codeMasked: '•••••-QR6ST' }
      host.problems = [{ where: `licenses/${id}`, reason: 'license_missing', license }]
    }),
    reach: () => press(words.messages.deactivation.missing.open),
    // Asked once a language is loaded.
    get shows() {
      return words.messages.deactivation.missing.means
    },
  },
  {
    name: 'a check under way',
    page,
    host: withHost((host) => host.answer('licenses.refresh', neverAnswers)),
    reach: async (host) => {
      await refresh()
      host.emit('licenses.refreshing', { done: 0, total: 1, license: contoso.id })
      await find('progressbar', /./)
    },
    shows: 'Refreshing license 1 of 1: Contoso B.V. (Virtualization, Server / VM, and 5 more)',
  },
  {
    name: 'a check that failed for some',
    page,
    host: withHost((host) =>
      host.answer('licenses.refresh', () => ({
        ok: true,
        value: {
          checked: [{ id: contoso.id, owner: contoso.owner, problem: 'server_unreachable' }],
          changes: [],
          returns: [{ id: 'gone', owner: 'Fabrikam', problem: 'server_timeout' }],
          list: host.list(),
        },
      })),
    ),
    reach: async () => {
      await refresh()
      await seeText(words.page.licensing.refreshIncomplete)
    },
    shows: 'Not everything could be refreshed',
  },
  {
    name: 'a check that the vendor refused',
    page,
    host: withHost((host) =>
      host.answer('licenses.refresh', () => ({
        ok: true,
        value: {
          checked: [{ id: contoso.id, owner: contoso.owner, problem: 'license_not_found' }],
          changes: [],
          returns: [],
          list: host.list(),
        },
      })),
    ),
    reach: async (host) => {
      host.licenses = [{ ...contoso, until: LATER }]
      await refresh()
      await seeText((text) => text.includes('VirtualMetric') && !text.includes('@'))
    },
    shows: 'VirtualMetric refused the license',
  },
  {
    name: 'a check that failed as the clocks differ',
    page,
    host: withHost((host) =>
      host.answer('licenses.refresh', () => ({
        ok: true,
        value: {
          checked: [
            {
              id: contoso.id,
              owner: contoso.owner,
              problem: 'clock_off',
              params: { serverTime: MARK, clock: '2027-03-01T12:00:00.000Z' },
            },
          ],
          changes: [],
          returns: [],
          list: host.list(),
        },
      })),
    ),
    reach: async () => {
      await refresh()
      await seeText(words.page.licensing.refreshProblems(1, 1))
    },
    shows: /differ by 8\sdays/,
  },
  {
    name: 'all there can be to say',
    page,
    host: withHost((host) => {
      host.clock = { state: 'behind', mark: MARK, now: '2027-03-09T12:00:00.000Z' }
      host.licenses = [contosoLater, ...everyStatus.filter(({ status }) => status === 'suspended')]
      host.returns = [{ id: 'gone', owner: 'Fabrikam', since: '2027-02-20T10:00:00.000Z' }]
      host.seatReleased = [contoso.id]
      host.problems = [{ where: 'licenses/closed', reason: 'no_permission' }]
    }),
    shows: /differ by 6 hours/,
  },
  {
    name: 'a check that failed as a whole',
    page,
    host: withHost((host) =>
      host.answer('licenses.refresh', () => {
        host.answer('licenses.list', () => storeNotReadable)
        return storeNotReadable
      }),
    ),
    reach: async () => {
      await refresh()
      const [notUpToDate = ''] = words.page.licensing.stale('|').split('|')
      await seeText((text) => text.startsWith(notUpToDate))
    },
    shows: 'Code: store_not_readable',
  },
  {
    name: 'a file that is being written',
    page,
    host: withHost((host) => host.answer('export.create', neverAnswers)),
    reach: exportAsCsv,
    shows: 'Writing the file …',
  },
  {
    name: 'an export that failed',
    page,
    host: withHost((host) => host.answer('export.create', () => storeNotReadable)),
    reach: exportAsCsv,
    shows: 'Code: store_not_readable',
  },
  {
    name: 'a short notice',
    page,
    host: withHost((host) =>
      host.answer('licenses.refresh', () => {
        host.licenses = host.licenses.map((one) => ({ ...one, lastCheck: host.clock.now }))
        const checked = [{ id: contoso.id, owner: contoso.owner, problem: null }]
        return { ok: true, value: { checked, changes: [], returns: [], list: host.list() } }
      }),
    ),
    reach: async () => {
      await refresh()
      await find('button', words.page.shell.dismiss)
    },
    shows: '1 license refreshed.',
  },
  {
    name: 'a host that has stopped',
    page,
    host: () => gatheredHost(),
    reach: async (host) => {
      await rowsAreThere()
      host.status = 'down'
    },
    shows: 'The program behind this page has stopped.',
  },
  {
    name: 'nobody signed in',
    page,
    host: () => gatheredHost(),
    reach: (host) => {
      host.status = 'signed_out'
      return Promise.resolve()
    },
    shows: 'Sign-in needed',
  },
]
