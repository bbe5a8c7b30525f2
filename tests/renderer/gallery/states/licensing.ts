// The Licensing page: how much it shows, and what it shows where there is nothing to show.
import { words } from '../../../../src-renderer/state/words.svelte.ts'
import type { FakeHost } from '../../support/fake-host.ts'
import { info } from '../../support/fake-host.ts'
import { license, product } from '../../support/samples.ts'
import { neverAnswers, storeNotReadable, type GalleryState } from '../gallery-state.ts'
import { dialog, fill, find, keys, pointAt, press, rowsAreThere, seeText, tick } from '../hands.ts'
import { contoso, everyStatus, gatheredHost, manyRows } from '../samples.ts'

const page = 'licensing'
const allOnOnePage = (host: FakeHost): FakeHost => {
  host.preferences = { ...host.preferences, pageSize: null }
  return host
}
const withEveryStatus = () => allOnOnePage(gatheredHost(everyStatus))

/** Opens something above the table, once the table is there. */
async function opened(button: () => string | RegExp): Promise<HTMLElement> {
  await rowsAreThere()
  await press(button())
  return dialog()
}

export const licensingStates: readonly GalleryState[] = [
  {
    name: 'one row',
    page,
    host: () => gatheredHost([license('Contoso', [product('Storage')])]),
    shows: 'Showing 1 to 1 of 1 entries',
  },
  { name: 'seven rows', page, host: () => gatheredHost([contoso]), shows: 'Showing 1 to 7 of 7 entries' },
  {
    name: 'five hundred rows, ten on a page',
    page,
    host: () => gatheredHost(manyRows(500)),
    shows: /of 500 entries/,
  },
  {
    name: 'five hundred rows on one page',
    page,
    host: () => allOnOnePage(gatheredHost(manyRows(500))),
    shows: 'Showing 1 to 500 of 500 entries',
  },
  {
    name: 'every status',
    page,
    host: withEveryStatus,
    shows: new RegExp(`of ${everyStatus.length} entries`),
  },
  {
    name: 'what a status means',
    page,
    host: withEveryStatus,
    reach: async () => {
      const invalid = words.messages.standing.stopped(words.statuses.invalid.label)
      await pointAt(await seeText(invalid))
      await find('tooltip', /./)
    },
    // Asked once a language is loaded.
    get shows() {
      return words.statuses.invalid.meaning
    },
  },
  {
    name: 'a search that found some',
    page,
    host: () => gatheredHost([contoso]),
    reach: async () => {
      await rowsAreThere()
      await fill(words.page.licensing.search, 'storage 6')
    },
    shows: /filtered from 7 total entries/,
  },
  {
    name: 'nothing found',
    page,
    host: withEveryStatus,
    reach: async () => {
      await rowsAreThere()
      await fill(words.page.licensing.search, 'nothing is called so')
      await find('button', words.page.licensing.clearSearch)
    },
    shows: 'Nothing matches “nothing is called so”',
  },
  {
    name: 'nothing yet',
    page,
    host: () => gatheredHost([], []),
    shows: 'No license is activated on this machine yet',
  },
  {
    name: 'a demo that works offline only',
    page,
    host: () =>
      gatheredHost([], []).answer('app.info', () => ({
        ok: true,
        value: { ...info, demo: true, offlineOnly: true },
      })),
    shows: /it shows the Unique Key to send/,
  },
  {
    name: 'loading',
    page,
    host: () => gatheredHost().answer('licenses.list', neverAnswers),
    shows: 'Loading …',
  },
  {
    name: 'a list that cannot be read',
    page,
    host: () => gatheredHost().answer('licenses.list', () => storeNotReadable),
    shows: 'Code: store_not_readable',
  },
  {
    name: 'export',
    page,
    host: withEveryStatus,
    reach: () => opened(() => words.page.licensing.export),
    shows: 'Excel (XLSX)',
  },
  {
    name: 'options of a column',
    page,
    host: withEveryStatus,
    reach: () => opened(() => words.page.licensing.column.menu(words.page.licensing.columns.owner)),
    shows: 'Sort descending',
  },
  {
    name: 'show and hide columns',
    page,
    host: withEveryStatus,
    reach: () => opened(() => words.page.licensing.showHideColumns),
    shows: 'Reset to default',
  },
  {
    name: 'all columns',
    page,
    host: withEveryStatus,
    reach: async () => {
      const panel = await opened(() => words.page.licensing.showHideColumns)
      for (const box of panel.querySelectorAll<HTMLInputElement>('input[type=checkbox]:not(:checked)'))
        box.click()
      await keys('{Escape}')
    },
    shows: 'Maintenance until',
  },
  {
    name: 'sorted by two columns',
    page,
    host: () => {
      const host = withEveryStatus()
      host.preferences = {
        ...host.preferences,
        sort: [
          { column: 'product', descending: true },
          { column: 'status', descending: false },
        ],
      }
      return host
    },
    shows: 'sort key 2',
  },
  {
    name: 'a tool named by its tip',
    page,
    host: () => gatheredHost(),
    reach: async () => {
      await rowsAreThere()
      await pointAt(await find('button', words.page.licensing.print))
      await find('tooltip', /./)
    },
    shows: /^Print\b/,
  },
  {
    name: 'the shortcuts',
    page,
    host: () => gatheredHost(),
    reach: async () => {
      await rowsAreThere()
      await keys('?')
      await dialog()
    },
    shows: 'Search the table',
  },
  {
    name: 'whole License Codes are exported',
    page,
    host: withEveryStatus,
    reach: async () =>
      tick(words.page.licensing.exportCodes, await opened(() => words.page.licensing.export)),
    shows: 'With whole License Codes',
  },
]
