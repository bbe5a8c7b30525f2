// English words of the Licensing page.
import { days } from './spans.ts'

const counted = (count: string, one: string, more: string) => `${count} ${count === '1' ? one : more}`

export const licensing = {
  title: 'Licensing',
  toolbar: 'Licensing tools',
  refresh: 'Refresh',
  refreshing: 'Refreshing the licenses from the activation server …',
  export: 'Export',
  exportAs: {
    csv: 'CSV (any spreadsheet)',
    xlsx: 'Excel (XLSX)',
    json: 'JSON (for programs)',
    html: 'Report (HTML)',
    pdf: 'Report (PDF)',
  },
  /** Only what the search found, in the columns shown. */
  exportShown: 'Only what the table shows',
  exportShownHint: (entries: string, columns: string) =>
    `${counted(entries, 'entry', 'entries')}, ${counted(columns, 'column', 'columns')}, in this order; otherwise all entries and columns`,
  exportCodes: 'With whole License Codes',
  exportCodesHint: 'Otherwise all but their last characters are hidden.',
  exportCodesWarning: 'The file then holds secrets: anyone with a code can activate with it.',
  exported: (where: string) => `Saved: ${where}`,
  copy: 'Copy',
  /** `count` comes formatted. */
  copied: (count: string) => `Copied: ${counted(count, 'entry', 'entries')}`,
  copyFailed: 'The browser does not let this page copy. Use Export instead.',
  print: 'Print',
  autoRefresh: 'Update the list every minute',
  autoRefreshOn:
    'The list is read again from this machine every minute, and when you come back to this page. Refresh asks the activation server.',
  autoRefreshOff: 'The list is no longer updated every minute.',
  pin: 'Pin',
  pinOn: 'Tools and column names stay in view.',
  pinOff: 'Tools and column names scroll with the page.',
  add: 'Add',
  show: 'Show',
  entries: 'entries',
  all: 'All',
  search: 'Search:',
  showHideColumns: 'Show/Hide Columns',
  resetColumns: 'Reset to default',
  columns: {
    owner: 'License Owner',
    product: 'Product Name',
    type: 'License Type',
    limit: 'License Limit',
    usage: 'License Usage',
    expires: 'License Expiration',
    lastCheck: 'Last Check Date',
    status: 'License Status',
    code: 'License Code',
    id: 'License ID',
    activatedOn: 'Activated on',
    mode: 'Activation mode',
    localKeyValidUntil: 'Local key valid until',
    maintenanceUntil: 'Maintenance until',
    machine: 'Machine',
    features: 'Features',
    issuedBy: 'Issued by',
    notes: 'Notes',
  },
  /** Name of the table for screen readers. */
  table: 'Licenses on this machine',
  column: {
    menu: (column: string) => `Options for ${column}`,
    sortAscending: 'Sort ascending',
    sortDescending: 'Sort descending',
    sortAlso: 'Then sort by this',
    moveLeft: 'Move left',
    moveRight: 'Move right',
    wider: 'Wider',
    narrower: 'Narrower',
    automaticWidth: 'Automatic width',
    hide: 'Hide',
    /** The sign for the place of a key among several. */
    keyPlace: (place: string) => `sort key ${place}`,
    moved: (column: string, place: string, count: string) => `${column} is column ${place} of ${count}.`,
    outermost: (column: string) => `${column} is the outermost column.`,
    width: (column: string, pixels: string) => `${column} is ${pixels} pixels wide.`,
  },
  /** `count` and `total` come formatted. */
  foundSome: (count: string, total: string) => `${count} of ${total} entries`,
  foundAll: (total: string) => `${total} entries`,
  sortedBy: (keys: readonly { readonly column: string; readonly descending: boolean }[]) =>
    `Sorted by ${keys.map(({ column, descending }) => `${column}, ${descending ? 'descending' : 'ascending'}`).join('; then ')}.`,
  /** The list as it was at that moment. */
  asOf: (moment: string) => `As of ${moment}`,
  /** The same, while the host is away. */
  stale: (moment: string) => `Not up to date: as of ${moment}`,
  underWay: 'Refreshing …',
  /** Numbers come formatted. */
  refreshingLicense: (number: string, total: string, name: string) =>
    `Refreshing license ${number} of ${total}: ${name}`,
  /** A license by its owner and the names of its products; the rest of many come as one name. */
  ofProducts: (owner: string, products: readonly string[]) => `${owner} (${products.join(', ')})`,
  /** While the host writes the file. */
  exporting: 'Writing the file …',
  exportCancelled: 'The export was cancelled. Nothing was saved.',
  checkCancelled: 'The refresh was cancelled; what was refreshed so far stays.',
  /** `from` and `to` are 1-based; all numbers come formatted. */
  showing: (from: string, to: string, shown: string, total: string | null) =>
    `Showing ${from} to ${to} of ${shown} entries${total === null ? '' : ` (filtered from ${total} total entries)`}`,
  /** Where there is no row; `total`: of those that the search did not find, null where there is none. */
  showingNone: (total: string | null) => (total === null ? 'No entries' : `None of ${total} entries`),
  /** Where the table is wider than the window. */
  moreColumns: 'Scroll sideways for more columns',
  /** Of a sentence that is longer than its room. */
  more: 'More',
  less: 'Less',
  pages: 'Pages of the table',
  previous: 'Previous',
  next: 'Next',
  page: (number: string) => `Page ${number}`,
  noLimit: 'No limit',
  /** In the place of a limit: nothing is counted. */
  onOff: 'On or off',
  unlimited: 'Unlimited',
  never: 'Never',
  /** A local key that ends with its license. */
  asTheLicense: 'As the license',
  offline: 'Offline',
  mode: { online: 'Online', offline: 'Offline' },
  usageOfLimit: (percent: string) => `${percent} of the limit`,
  /** Usage against the limits of several licenses together, and where one of them has none. Numbers come formatted. */
  ofPooled: (usage: string, limit: string) => `${usage} of ${limit}`,
  ofNoLimit: (usage: string) => `${usage}, no limit`,
  /** There is usage although nothing is allowed. */
  limitIsZero: 'nothing is allowed',
  /** One line above the table; the counts come formatted, each of products. */
  summary: {
    stopped: (count: string) => `${counted(count, 'product', 'products')} stopped`,
    thisWeek: (count: string) => `${counted(count, 'ends', 'end')} within 7 days`,
    soon: (count: string) => `${counted(count, 'ends', 'end')} within 30 days`,
    /** Their seats were released: they run on, and what helps is said. */
    released: (count: string) => `${count} to activate again`,
    /** Licenses that were here and are gone: no row is theirs. */
    missing: (count: string) => `${counted(count, 'license', 'licenses')} missing`,
    others: (count: string) => `${counted(count, 'product needs', 'products need')} a look`,
    /** Neither yes nor no: what its own program does then is for it to say. */
    untold: (count: string) => `${count} may be stopped`,
    /** Of this machine: a little, and so much that it stops products. */
    clock: { behind: 'The clocks differ', problem: 'The clocks differ by over a day' },
    /** A button beside them: those rows come to the top of the table. */
    showFirst: 'Show first',
    /** The way back from it. */
    asBefore: 'Back to my order',
    /** `said`: the clock and the counts; `next`: the day of the end that comes first. */
    all: (said: readonly string[], next: string | null) =>
      next === null ? said.join(', ') : `${said.join(', ')} · next: ${next}`,
  },
  enterNewKey: 'Enter new key …',
  activateAgain: 'Activate again …',
  /** At the step that sends the Unique Key. */
  askForKey: 'Ask for a new key …',
  activateOffline: 'Activate offline …',
  /** The page's next step: whom to write to. */
  contact: (vendor: string) => `Contact ${vendor}`,
  emptyTitle: 'No license is activated on this machine yet',
  emptyText: (vendor: string) =>
    `Have the License Code from ${vendor}’s mail at hand, then choose Add. With Internet access that is all.`,
  emptyOffline:
    'Without Internet access, the same window shows the Unique Key to send and takes the key that comes back.',
  noMatchTitle: (search: string) => `Nothing matches “${search}”`,
  noMatchText: 'The search looks in the columns that are shown.',
  /** After what to do first, where no network is ever used. */
  emptyOfflineOnly:
    'Choose Add: it shows the Unique Key to send, and takes the Local License Key that comes back. No network is used.',
  clearSearch: 'Clear the search',
  problems: (count: number) =>
    count === 1
      ? 'One thing in the data folder is not read as a license'
      : `${count} things in the data folder are not read as licenses`,
  /** They were here, and nobody deactivated them. */
  missing: (count: number) =>
    count === 1 ? 'A license is missing on this machine' : `${count} licenses are missing on this machine`,
  refreshed: (count: number) => `${count} license${count === 1 ? '' : 's'} refreshed.`,
  refreshedNone: 'There is no online license to refresh.',
  /** Licenses, and deactivations that the server could not be told of. */
  refreshIncomplete: 'Not everything could be refreshed',
  /** Of a deactivation. */
  toldLater: 'The next refresh tells the server.',
  refreshProblems: (failed: number, count: number) =>
    count === 1
      ? 'The license could not be refreshed'
      : `${failed} of ${count} licenses could not be refreshed`,
  /** Its server answered, and says no. */
  refreshRefused: (failed: number, count: number, vendor: string) =>
    count === 1 ? `${vendor} refused the license` : `${vendor} refused ${failed} of ${count} licenses`,
  /** Nothing was asked of any license. */
  refreshFailed: 'The licenses were not refreshed',
  offlineOnlyTodo: 'Ask the vendor for a new key, or switch “Offline only” off in Settings.',
  /** Nobody switches it off here. */
  offlineOnlyLaidDown:
    'Your administrator or the vendor has set that. Send the Unique Key to the vendor, who answers with a new key.',
  /** Of a license that was not refreshed. */
  goesOn: (owner: string, day: string) => `${owner} · runs until ${day}`,
  /** After a refresh that failed. */
  runsOn: 'Nothing stored has changed. Products run until the dates in the table.',
  exportFailed: 'Nothing was exported',
  exportFailedStays: 'The licenses and their products are as they were.',
  /** Of an online license that is well: what its checks leave to do, and how long it runs where they fail. */
  checkedByItself: (day: string, count: number) =>
    `Refreshes by itself. Without a connection it runs until ${day} (${days(count)}).`,
  unknownOwner: 'Unknown owner',
  /** What is damaged does not say whose it was; the vendor finds it by this. */
  unknownOwnerWithId: (id: string) => `License ID ${id}`,
  /** `code`: masked. */
  unknownOwnerOf: (code: string) => `Unknown owner (License Code ${code})`,
}

export const details = {
  /** Name of the panel. */
  title: 'License details',
  status: 'Status',
  usage: 'Usage',
  properties: 'Properties',
  activity: 'Activity',
  noActivity: 'The activity log holds nothing of this license.',
  whatToDo: 'What to do',
  /** Of the one license, for an auditor. */
  certificateAs: { pdf: 'Activation certificate (PDF)', html: 'Activation certificate (HTML)' },
  reveal: 'Reveal',
  hide: 'Hide',
  revealed: 'The License Code is shown.',
  ofLimit: (usage: string, limit: string) => `${usage} of ${limit} in use`,
  /** Where several licenses cover the product. */
  ofAllLimits: (usage: string, limit: string) => `${usage} of ${limit} in use, by all licenses together`,
  /** `counts`: it is in force, or over it. */
  limitOfThis: (limit: string, counts = true) =>
    `This license allows ${limit}; ${counts ? 'limits for the same product add up' : 'it is not counted'}.`,
  unlimitedByOther: (limit: string) =>
    `This license allows ${limit}; another for the same product has no limit.`,
  withoutLimit: (usage: string) => `${usage} in use, without a limit`,
  notReported: 'The product has not reported its usage.',
  onOff: 'On or off: nothing is counted.',
  policy: 'Vendor’s license policy',
  productCode: 'Product code',
  none: 'None',
  /** Nobody told, or it cannot be read. */
  unknown: 'Unknown',
  history: {
    title: 'Usage over time',
    /** One sentence that says what the chart shows. */
    one: (at: string, usage: string) => `One report: ${usage}, on ${at}.`,
    summary: (first: string, last: string, least: string, most: string) =>
      `From ${first} to ${last}: between ${least} and ${most}.`,
    empty: 'There is no record yet. One is made when the product reports its usage.',
    asTable: 'Show as a table',
    date: 'Date',
    usage: 'Usage',
    limit: 'Limit',
    loading: 'Loading the record …',
  },
}
