// What every language must say on the Licensing page. Functions where words have a gap.

export type ColumnId =
  | 'owner'
  | 'product'
  | 'type'
  | 'limit'
  | 'usage'
  | 'expires'
  | 'lastCheck'
  | 'status'
  | 'code'
  | 'id'
  | 'activatedOn'
  | 'mode'
  | 'localKeyValidUntil'
  | 'maintenanceUntil'
  | 'machine'
  | 'features'
  | 'issuedBy'
  | 'notes'

export interface LicensingWords {
  readonly title: string
  readonly toolbar: string
  readonly refresh: string
  readonly refreshing: string
  readonly export: string
  readonly exportAs: Readonly<Record<'csv' | 'json' | 'xlsx' | 'html' | 'pdf', string>>
  /** Only what the search found, in the columns shown. */
  readonly exportShown: string
  readonly exportShownHint: (entries: string, columns: string) => string
  readonly exportCodes: string
  readonly exportCodesHint: string
  readonly exported: (where: string) => string
  readonly copy: string
  /** `count` comes formatted. */
  readonly copied: (count: string) => string
  readonly copyFailed: string
  readonly print: string
  readonly autoRefresh: string
  readonly autoRefreshOn: string
  readonly autoRefreshOff: string
  readonly pin: string
  readonly pinOn: string
  readonly pinOff: string
  readonly add: string
  readonly show: string
  readonly entries: string
  readonly all: string
  readonly search: string
  readonly showHideColumns: string
  readonly resetColumns: string
  readonly columns: Readonly<Record<ColumnId, string>>
  /** Name of the table for screen readers. */
  readonly table: string
  readonly column: ColumnMenuWords
  /** `count` and `total` come formatted. */
  readonly foundSome: (count: string, total: string) => string
  readonly foundAll: (total: string) => string
  readonly sortedBy: (keys: readonly { readonly column: string; readonly descending: boolean }[]) => string
  /** The list as it was at that time of day: the host is away. */
  readonly asOf: (time: string) => string
  readonly checking: string
  /** Numbers come formatted. */
  readonly checkingLicense: (number: string, total: string, owner: string) => string
  readonly checkCancelled: string
  /** While the host writes the file. */
  readonly exporting: string
  readonly exportCancelled: string
  /** `from` and `to` are 1-based; all numbers come formatted. */
  readonly showing: (from: string, to: string, shown: string, total: string | null) => string
  readonly pages: string
  readonly previous: string
  readonly next: string
  readonly page: (number: string) => string
  readonly noLimit: string
  readonly unlimited: string
  readonly never: string
  /** A local key that ends with its license. */
  readonly asTheLicense: string
  readonly offline: string
  readonly mode: Readonly<Record<'online' | 'offline', string>>
  readonly usageOfLimit: (percent: string) => string
  readonly nearLimit: string
  readonly atLimit: string
  readonly overLimit: string
  /** There is usage although nothing is allowed. */
  readonly limitIsZero: string
  readonly mayNotRun: string
  readonly emptyTitle: string
  readonly emptyText: (vendor: string) => string
  readonly emptyOffline: string
  readonly noMatchTitle: (search: string) => string
  readonly noMatchText: string
  /** After what to do first, where no network is ever used. */
  readonly emptyOfflineOnly: string
  readonly clearSearch: string
  readonly problems: (count: number) => string
  readonly refreshed: (count: number) => string
  readonly refreshedNone: string
  readonly refreshProblems: (failed: number, count: number) => string
  readonly unknownOwner: string
  /** `code`: masked. */
  readonly unknownOwnerOf: (code: string) => string
}

/** What can be done with one column, and what is said when it was done. */
export interface ColumnMenuWords {
  readonly menu: (column: string) => string
  readonly sortAscending: string
  readonly sortDescending: string
  readonly sortAlso: string
  readonly moveLeft: string
  readonly moveRight: string
  readonly wider: string
  readonly narrower: string
  readonly automaticWidth: string
  readonly hide: string
  /** The sign for the place of a key among several. */
  readonly keyPlace: (place: string) => string
  readonly moved: (column: string, place: string, count: string) => string
  readonly outermost: (column: string) => string
  readonly width: (column: string, pixels: string) => string
}

export interface DetailWords {
  /** Name of the panel. */
  readonly title: string
  readonly status: string
  readonly usage: string
  readonly properties: string
  readonly activity: string
  readonly noActivity: string
  readonly whatToDo: string
  readonly reveal: string
  readonly hide: string
  readonly revealed: string
  readonly checkNow: string
  readonly ofLimit: (usage: string, limit: string) => string
  /** Where several licenses cover the product. */
  readonly ofAllLimits: (usage: string, limit: string) => string
  readonly limitOfThis: (limit: string) => string
  readonly unlimitedByOther: (limit: string) => string
  readonly withoutLimit: (usage: string) => string
  readonly notReported: string
  readonly onOff: string
  readonly policy: string
  readonly productCode: string
  readonly productMayRun: string
  readonly none: string
  readonly history: HistoryWords
}

export interface HistoryWords {
  readonly title: string
  /** One sentence that says what the chart shows. */
  readonly summary: (first: string, last: string, least: string, most: string) => string
  readonly empty: string
  readonly asTable: string
  readonly date: string
  readonly usage: string
  readonly limit: string
  readonly loading: string
}
