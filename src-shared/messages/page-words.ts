// What every language must say on the page, apart from errors and statuses. Functions where words have a gap.
import type { ActivityPageWords } from './activity-page-words.ts'
import type { DetailWords, LicensingWords } from './licensing-words.ts'
import type { Explanation } from './explanation.ts'
import type { NetworkWords } from './network-words.ts'
import type { NoticeWords } from './notice-words.ts'

export interface PageWords {
  readonly shell: ShellWords
  readonly licensing: LicensingWords
  readonly details: DetailWords
  readonly add: AddWords
  readonly activity: ActivityPageWords
  readonly settings: SettingsWords
  readonly network: NetworkWords
  readonly notices: NoticeWords
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
  readonly activity: string
  readonly settings: string
  readonly about: string
  readonly demoTitle: string
  readonly demoText: string
  readonly loading: string
  /** Name of the corner with short notices. */
  readonly notices: string
  readonly dismiss: string
  readonly close: string
  /** Ends what is under way. */
  readonly cancel: string
  readonly copy: string
  readonly copied: string
  /** Where the browser does not let the page write to the clipboard: the text is selected instead. */
  readonly copyByHand: string
  readonly hostStopped: Explanation
  readonly hostBack: string
  readonly signedOutLead: string
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
  /** The person did not want to wait for the server. */
  readonly cancelled: string
  readonly checkingKey: string
  readonly movedToLocalKey: string
  readonly movedToLicenseCode: string
  /** A Unique Key with a typing error, or of another vendor. */
  readonly isNoUniqueKey: string
  readonly isThisUniqueKey: string
  readonly isOtherUniqueKey: string
  readonly activateOffline: string
  readonly offlineReady: string
  /** Name of what the app says of the key in the field. */
  readonly inspection: string
  /** How the Local License Key is given. */
  readonly keyForms: Readonly<Record<'legend' | 'text' | 'rows', string>>
  readonly request: RequestWords
  readonly activated: (owner: string, products: number) => string
  readonly renewed: (owner: string, products: number) => string
}

export interface RequestWords {
  readonly open: string
  readonly title: string
  readonly withCode: string
  readonly withHostName: string
  readonly leaves: string
  readonly file: string
  readonly qr: string
  readonly qrTitle: string
  readonly qrFile: string
  readonly saveAs: (format: string) => string
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
  /** Headings of the two groups. */
  readonly everywhere: string
  readonly inTable: string
  readonly moveInTable: string
  readonly firstOrLast: string
  readonly wholeTable: string
  readonly openDetails: string
  readonly sort: string
  readonly sortAlso: string
  readonly moveColumn: string
  readonly widthOfColumn: string
  readonly columnMenu: string
}

export interface FailureWords {
  readonly code: (code: string) => string
  readonly copyDetails: string
  readonly tryAgain: string
  readonly testConnection: string
  readonly unknown: string
  /** The names of the lines in the details for support. */
  readonly details: Readonly<Record<'program' | 'code' | 'time' | 'uniqueKey' | 'vendor', string>>
}
