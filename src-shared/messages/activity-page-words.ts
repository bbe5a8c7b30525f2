// What every language must say on the Activity page; the words for what happened are in activity-words.ts.

export interface ActivityPageWords {
  readonly title: string
  readonly columns: Readonly<Record<'time' | 'what' | 'of' | 'by' | 'result', string>>
  readonly action: string
  readonly result: string
  readonly search: string
  readonly allActions: string
  readonly results: Readonly<Record<'all' | 'ok' | 'failed', string>>
  readonly done: string
  readonly failed: string
  /** Counts come formatted. */
  readonly shown: (count: string) => string
  /** What the search found in what is loaded. */
  readonly found: (count: string, loaded: string) => string
  readonly older: string
  readonly olderShown: (count: string) => string
  readonly noOlder: string
  readonly readAgain: string
  readonly emptyTitle: string
  readonly emptyText: string
  readonly noMatchTitle: string
  readonly noMatchText: string
  readonly showAll: string
  readonly export: string
  readonly exportAs: Readonly<Record<'csv' | 'json', string>>
  readonly exportHint: string
  readonly exporting: string
  /** That a check was about. */
  readonly licenses: (count: number) => string
  /** Of an entry that tells of such an export. */
  readonly exportedActivity: (format: string) => string
  /** After one change that is named. */
  readonly andMore: (count: number) => string
  readonly hosts: Readonly<Record<'desktop' | 'web' | 'cli', string>>
  readonly settings: Readonly<Record<'proxy' | 'caFile' | 'offlineOnly', string>>
  readonly details: ActivityDetailWords
}

export interface ActivityDetailWords {
  readonly from: string
  readonly license: string
  readonly whatHappened: string
  readonly whatToDo: string
  readonly changes: string
  readonly problems: string
  readonly returnCode: string
  readonly nothing: string
}
