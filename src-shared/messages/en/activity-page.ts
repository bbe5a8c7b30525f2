// English words of the Activity page.
import { settingNames } from './setting-names.ts'

const entries = (count: string) => (count === '1' ? '1 entry' : `${count} entries`)

export const activityPage = {
  title: 'Activity',
  columns: { time: 'Time', what: 'What', of: 'License / product', by: 'By', result: 'Result' },
  action: 'What:',
  result: 'Result:',
  search: 'Search:',
  allActions: 'Everything',
  results: { all: 'All', ok: 'Done', failed: 'Failed' },
  done: 'Done',
  failed: 'Failed',
  /** Counts come formatted. */
  shown: (count: string) => `${entries(count)}, the newest first`,
  /** What the search found in what is loaded. */
  found: (count: string, loaded: string) => `${count} of the ${entries(loaded)} shown so far`,
  older: 'Show older',
  olderShown: (count: string) => `${entries(count)} added at the end.`,
  noOlder: 'There is nothing older.',
  /** Failures that are alike, one after the other. Formatted. */
  times: (count: string) => `${count} times`,
  readAgain: 'Reload',
  emptyTitle: 'Nothing has happened yet',
  emptyText: 'Every activation, refresh, change and export is listed here from now on.',
  noMatchTitle: 'No entry fits',
  noMatchText: 'Choose something else above. The search looks in the entries shown so far.',
  showAll: 'Show everything',
  export: 'Export',
  exportAs: { csv: 'CSV (any spreadsheet)', json: 'JSON (for programs)' },
  exportHint: 'Everything that fits the choice and the search above, the older entries too.',
  exporting: 'Reading the whole log …',
  /** That a refresh was about. */
  licenses: (count: number) => `${count} licenses`,
  /** Of an entry that tells of such an export. */
  exportedActivity: (format: string) => `Activity log, ${format}`,
  exportedUsage: (format: string) => `Usage by month, ${format}`,
  exportedCertificate: (format: string) => `Activation certificate, ${format}`,
  /** After one change that is named. */
  andMore: (count: number) => `and ${count} more`,
  hosts: { desktop: 'desktop app', web: 'web page', cli: 'command line' },
  settings: settingNames,
  details: {
    from: 'From',
    license: 'License ID',
    whatHappened: 'What happened',
    whatToDo: 'What to do',
    changes: 'What the vendor changed',
    problems: 'What could not be refreshed',
    returnCode: 'Return code',
    nothing: 'There is nothing more to tell.',
  },
}
