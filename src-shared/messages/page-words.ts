// What every language must say on the page, apart from errors and statuses. Functions where words have a gap.
import type { Explanation } from './messages.ts'

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

export interface PageWords {
  readonly shell: ShellWords
  readonly licensing: LicensingWords
  readonly add: AddWords
  readonly settings: SettingsWords
  readonly about: AboutWords
  readonly shortcuts: ShortcutWords
  readonly failure: FailureWords
}

export interface ShellWords {
  readonly documentTitle: (page: string, product: string) => string
  readonly skipToContent: string
  readonly mainMenu: string
  readonly system: string
  readonly licensing: string
  readonly settings: string
  readonly about: string
  readonly demoTitle: string
  readonly demoText: string
  readonly loading: string
  /** Name of the corner with short notices. */
  readonly notices: string
  readonly dismiss: string
  readonly close: string
  readonly copy: string
  readonly copied: string
  /** Where the browser does not let the page write to the clipboard: the text is selected instead. */
  readonly copyByHand: string
  readonly hostStopped: Explanation
  readonly hostBack: string
  readonly signedOutLead: string
}

export interface LicensingWords {
  readonly title: string
  readonly toolbar: string
  readonly refresh: string
  readonly refreshing: string
  readonly export: string
  readonly exportAs: Readonly<Record<'csv' | 'json', string>>
  readonly exported: (where: string) => string
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
  readonly mayNotRun: string
  readonly emptyTitle: string
  readonly emptyText: (vendor: string) => string
  readonly emptyOffline: string
  readonly noMatchTitle: (search: string) => string
  readonly noMatchText: string
  readonly clearSearch: string
  readonly problems: (count: number) => string
  readonly refreshed: (count: number) => string
  readonly refreshedNone: string
  readonly refreshProblems: (failed: number, count: number) => string
  readonly unknownOwner: string
}

export interface AddWords {
  readonly title: string
  readonly licenseCode: string
  readonly licenseCodeHint: string
  readonly enableOffline: string
  readonly uniqueKey: string
  readonly uniqueKeyHint: string
  readonly uniqueKeyLoading: string
  readonly localLicenseKey: string
  readonly localLicenseKeyHint: (vendor: string) => string
  readonly chooseFile: string
  readonly orDropIt: string
  readonly dropHere: string
  readonly fileTaken: (name: string) => string
  readonly fileTooLarge: (name: string) => string
  readonly saveToFile: string
  readonly uniqueKeyFile: string
  readonly submit: string
  readonly contacting: string
  readonly checkingKey: string
  readonly movedToLocalKey: string
  readonly movedToLicenseCode: string
  readonly isThisUniqueKey: string
  readonly isOtherUniqueKey: string
  readonly activateOffline: string
  readonly offlineReady: string
  readonly activated: (owner: string, products: number) => string
  readonly renewed: (owner: string, products: number) => string
}

export interface SettingsWords {
  readonly title: string
  readonly appearance: string
  readonly theme: string
  readonly themes: Readonly<Record<'system' | 'light' | 'dark', string>>
  readonly themeHint: string
  readonly keyboard: string
  readonly singleKeys: string
  readonly singleKeysHint: string
}

export interface AboutWords {
  readonly title: string
  readonly lead: (vendor: string) => string
  readonly version: string
  readonly vendor: string
  readonly supportEmail: string
  readonly supportUrl: string
  readonly server: string
  readonly offlineOnly: string
  readonly dataFolder: string
  readonly host: string
  readonly hosts: Readonly<Record<'desktop' | 'web' | 'cli', string>>
}

export interface ShortcutWords {
  readonly title: string
  readonly open: string
  readonly key: string
  readonly action: string
  readonly focusSearch: string
  readonly closeDialog: string
  readonly off: string
}

export interface FailureWords {
  readonly code: (code: string) => string
  readonly copyDetails: string
  readonly tryAgain: string
  readonly unknown: string
  /** The names of the lines in the details for support. */
  readonly details: Readonly<Record<'program' | 'code' | 'time' | 'uniqueKey' | 'vendor', string>>
}
