// English words of the page.
import { activityPage } from './activity-page.ts'
import { details, licensing } from './licensing.ts'
import { network } from './network.ts'
import { notices } from './notices.ts'
import { usageMonths } from './usage-months.ts'

const products = (count: number) => `${count} product${count === 1 ? '' : 's'}`

export const page = {
  shell: {
    documentTitle: (page: string, product: string) => `${page} · ${product}`,
    skipToContent: 'Skip to content',
    /** At the start of the page: does what the button of this name does. */
    nextStep: (action: string) => `Next: ${action}`,
    mainMenu: 'Main menu',
    system: 'System',
    licensing: 'Licensing',
    usage: 'Usage',
    activity: 'Activity',
    settings: 'Settings',
    /** Below it, wherever one is: what was typed there. */
    unsaved: 'Not saved',
    about: 'About',
    demoTitle: 'Demo',
    demoText: 'The vendor, its keys and its licenses were made on this machine, to try things out.',
    loading: 'Loading …',
    /** Name of the corner with short notices. */
    notices: 'Notices',
    dismiss: 'Dismiss',
    /** Ends what is under way. */
    cancel: 'Cancel',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    /** Where the browser does not let the page write to the clipboard: the text is selected instead. */
    copyByHand: 'The page may not copy here. The text is selected: press Ctrl+C (⌘C on a Mac).',
    hostStopped: {
      what: 'The program behind this page has stopped.',
      cause: 'Your products run on without it.',
      todo: 'Start it again (“activation-desk serve”) and open its link; where only an SSH tunnel was down, this page comes back by itself.',
    },
    /** Of what the system opened with the app. */
    notOpened: {
      link: () => 'A link was opened that is none of this app’s, so nothing came of it.',
      file_too_large: (name: string) => `${name} is larger than 256 kB, so it is no Local License Key.`,
      file_not_readable: (name: string) =>
        `${name} cannot be read. See that it is a file, and that you may read it.`,
    },
    /** Of several files that were opened at once. */
    opensNext: (name: string) => `${name} comes next, once this window is closed.`,
    hostBack: 'The connection is back.',
    signedOutLead: 'Sign-in needed',
  },
  licensing,
  details,
  usageMonths,
  add: {
    title: 'Add a license',
    /** Where one is here, and another one is needed. */
    askTitle: 'Ask for a new key',
    /** Which license the window was opened for. */
    for: (license: string, code: string) => `For ${license} · ${code}`,
    /** The Unique Key to send stands below it. */
    replaces: (license: string, code: string) =>
      `The answer replaces the key of ${license} · ${code}. Send the Unique Key of this machine for it.`,
    licenseCode: 'License Code',
    licenseCodeHint: 'Five groups of five letters, from the vendor’s mail',
    /** Of a code with a typing error. */
    wrongGroup: (group: number) =>
      `Compare it with the vendor’s mail, group ${group} first; nothing was sent.`,
    enableOffline: 'Enable Offline Licensing',
    uniqueKey: 'Unique Key:',
    uniqueKeyHint: 'You should provide us this unique key to get your local license key',
    /** Before the vendor's name and address. */
    sendTo: 'Send it to',
    uniqueKeyLoading: 'Reading the machine’s id …',
    localLicenseKey: 'Local License Key',
    localLicenseKeyHint: (vendor: string) => `Enter your local license key provided by ${vendor}`,
    chooseFile: 'Choose a file …',
    orDropIt: 'or drop it here',
    dropHere: 'Drop the key file here',
    fileTaken: (name: string) => `${name} was read into Local License Key.`,
    fileCodeLeft: (name: string) =>
      `${name} was read into Local License Key. It names another License Code; yours stays.`,
    fileTooLarge: (name: string) =>
      `${name} is larger than 256 kB; it is no Local License Key. Choose the file that the vendor sent.`,
    /** Nobody knows who made the link. */
    fromLink: 'The License Code came with a link. Submit it if you expected that.',
    linkLeft: 'A link brought another License Code. Empty the field and open the link again to take it.',
    givenMeanwhile: 'A license is being added. Open the file or link again afterwards.',
    saveToFile: 'Save to file',
    uniqueKeyFile: 'unique-key.txt',
    submit: 'SUBMIT',
    contacting: 'Contacting the activation server …',
    /** The person did not want to wait for the server. */
    cancelled:
      'Cancelled; what you typed is still here. If the server was faster, the list shows the license.',
    checkingKey: 'Checking the key …',
    movedToLocalKey: 'The Local License Key is now in step 2.',
    /** A License Code in a longer text, such as a mail. */
    foundCode: 'Found a License Code in what you pasted.',
    foundBoth: 'Found a License Code and a Local License Key in what you pasted.',
    movedToLicenseCode: 'The License Code is now in its own field.',
    /** Behind what was done with a text, and beside a key that is valid. */
    next: {
      code: 'Now enter the License Code.',
      answer: 'Send the Unique Key, or enter the answer in step 2.',
      submit: 'Press SUBMIT.',
      nothing: 'There is nothing left to do: press Close.',
    },
    /** A Unique Key with a typing error, or of another vendor. */
    isNoUniqueKey:
      'That looks like a Unique Key with a typing error, not like a License Code. Paste what the vendor sent.',
    isThisUniqueKey:
      'That is the Unique Key of this machine, not a License Code. Paste what the vendor sent.',
    isOtherUniqueKey:
      'That is the Unique Key of another machine, not a License Code. Paste what the vendor sent.',
    activateOffline: 'Activate offline instead',
    /** What mends a refusal, beside it. */
    correctCode: 'Correct the code',
    enterCode: 'Enter the License Code',
    replaceKey: 'Replace the key',
    copyUniqueKey: 'Copy Unique Key',
    offlineReady:
      'Offline licensing is on, and your License Code is kept. Press Copy, and send the Unique Key.',
    /** Name of what the app says of the key in the field. */
    inspection: 'What this key is',
    sendThisKey: 'Send the Unique Key of this machine to the vendor again.',
    /** How the Local License Key is given. */
    keyForms: {
      legend: 'How did the key come?',
      text: 'As text or a file',
      rows: 'On paper: row by row',
    },
    /** The two steps of an offline activation, and what they are on one line. */
    steps: {
      send: 'Send this',
      enter: 'Enter the answer',
      show: 'Show',
      enterNow: 'Enter it',
      replace: 'Replace',
      /** `count` null: not known yet. */
      keyLine: (kind: string, count: number | null) =>
        count === null ? kind : `${kind}, ${products(count)}`,
    },
    request: {
      open: 'Request …',
      title: 'Request to send',
      withCode: 'With the License Code',
      withHostName: 'With the name of this machine',
      leaves: 'This is all that leaves this machine:',
      file: 'activation-request.txt',
      qr: 'Show as QR',
      qrTitle: 'QR code of the Unique Key',
      qrFile: 'unique-key',
      saveAs: (format: string) => `Save as ${format}`,
    },
    activated: (owner: string, count: number) => `${owner}: ${products(count)} activated`,
    renewed: (owner: string, count: number) => `${owner}: ${products(count)} activated again`,
    unchanged: (owner: string) => `${owner}: already activated with this key, nothing was changed`,
  },
  activity: activityPage,
  settings: {
    title: 'Settings',
    appearance: 'Appearance',
    theme: 'Theme',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    themeHint: 'System follows the setting of this computer.',
    notifications: 'Notifications',
    notify: 'Tell me outside of the window',
    notifyHint:
      'Each once: 30, 14, 7 and 1 days before an end, when a product stops, and when a license could not be refreshed for three days. While the app is open.',
    keyboard: 'Keyboard',
    singleKeys: 'Single-key shortcuts',
    singleKeysHint: 'One key, such as R for Refresh. Turn them off if you use speech input.',
  },
  network,
  notices,
  about: {
    title: 'About',
    lead: (vendor: string) => `Product activation for software by ${vendor}.`,
    version: 'Version',
    vendor: 'Vendor',
    supportEmail: 'Support by mail',
    supportUrl: 'Support on the web',
    server: 'Activation server',
    offlineOnly: 'None: this installation works offline only',
    dataFolder: 'Data folder',
    host: 'Runs as',
    hosts: { desktop: 'Desktop app', web: 'Web page (activation-desk serve)', cli: 'Command line' },
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    open: 'Keyboard shortcuts',
    key: 'Key',
    /** As they stand on a keyboard. */
    keys: {
      alt: 'Alt',
      control: 'Ctrl',
      end: 'End',
      enter: 'Enter',
      escape: 'Esc',
      home: 'Home',
      shift: 'Shift',
    },
    action: 'Action',
    focusSearch: 'Search the table',
    closeDialog: 'Close a window or menu',
    off: 'Single-key shortcuts are turned off in Settings.',
    /** Headings of the two groups. */
    everywhere: 'On the page',
    inTable: 'In the table',
    moveInTable: 'From cell to cell',
    firstOrLast: 'First or last cell of the row',
    wholeTable: 'First or last row',
    openDetails: 'Details of the row',
    sort: 'Sort by the column (on its name)',
    sortAlso: 'Sort by one more column (on its name)',
    moveColumn: 'Move the column (on its name)',
    widthOfColumn: 'Narrower or wider column (on its name)',
    columnMenu: 'Menu of the column (on its name)',
  },
  failure: {
    code: (code: string) => `Code: ${code}`,
    copyDetails: 'Copy details for support',
    tryAgain: 'Try again',
    testConnection: 'Test connection',
    unknown: 'not known',
    /** The names of the lines in the details for support. */
    details: {
      program: 'Program',
      code: 'Code',
      time: 'Time',
      uniqueKey: 'Unique Key',
      vendor: 'Vendor',
    },
  },
}
