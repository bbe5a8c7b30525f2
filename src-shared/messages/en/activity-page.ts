// English words of the Activity page.
import type { ActivityPageWords } from '../activity-page-words.ts'

const entries = (count: string) => (count === '1' ? '1 entry' : `${count} entries`)

export const activityPage: ActivityPageWords = {
  title: 'Activity',
  columns: { time: 'Time', what: 'What', of: 'License / product', by: 'By', result: 'Result' },
  action: 'What:',
  result: 'Result:',
  search: 'Search:',
  allActions: 'Everything',
  results: { all: 'All', ok: 'Done', failed: 'Failed' },
  done: 'Done',
  failed: 'Failed',
  shown: (count) => `${entries(count)}, the newest first`,
  found: (count, loaded) => `${count} of the ${entries(loaded)} shown so far`,
  older: 'Show older',
  olderShown: (count) => `${entries(count)} added at the end.`,
  noOlder: 'There is nothing older.',
  readAgain: 'Read again',
  emptyTitle: 'Nothing has happened yet',
  emptyText: 'Every activation, check, change and export is listed here from now on.',
  noMatchTitle: 'No entry fits',
  noMatchText: 'Choose something else above. The search looks in the entries shown so far.',
  showAll: 'Show everything',
  export: 'Export',
  exportAs: { csv: 'CSV (any spreadsheet)', json: 'JSON (for programs)' },
  exportHint: 'Everything that fits the choice above, the older entries too.',
  exporting: 'Reading the whole log …',
  andMore: (count) => `and ${count} more`,
  hosts: { desktop: 'desktop app', web: 'web page', cli: 'command line' },
  settings: { proxy: 'Proxy', caFile: 'Certificate file', offlineOnly: 'Offline only' },
  details: {
    from: 'From',
    license: 'License ID',
    whatHappened: 'What happened',
    whatToDo: 'What to do',
    changes: 'What the vendor changed',
    problems: 'What could not be checked',
    returnCode: 'Return code',
    nothing: 'There is nothing more to tell.',
  },
}
