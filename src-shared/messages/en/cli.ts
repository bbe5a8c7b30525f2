// English words of the command line: what commands ask, answer and refuse. The help is in cli-help.ts.
import type { Method } from '#shared/contract/contract.ts'
import { help } from './cli-help.ts'
import { verdict } from './gate.ts'
import { parser } from './parser.ts'
import { noFile, noFileButInput } from './no-file.ts'

interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

export const cli = {
  help,
  error: 'error',
  warning: 'warning',
  code: (code: string) => `(code: ${code})`,
  ask: {
    licenseCode: 'License Code: ',
    licenseCodeAgain: 'License Code (Enter ends): ',
    proxy: 'Address of the proxy: ',
  },
  /** Of the manual page; its titles are what man(7) has in this language. */
  manual: {
    product: 'Activation Desk',
    name: 'NAME',
    synopsis: 'SYNOPSIS',
    options: 'options',
    command: 'command',
    optionsTitle: 'OPTIONS',
    commands: 'COMMANDS',
    exitStatus: 'EXIT STATUS',
  },
  /** Heads of tables. */
  heads: {
    license: 'LICENSE',
    owner: 'OWNER',
    product: 'PRODUCT',
    name: 'NAME',
    code: 'CODE',
    type: 'TYPE',
    limit: 'LIMIT',
    usage: 'USAGE',
    expiration: 'EXPIRATION',
    lastCheck: 'LAST CHECK',
    status: 'STATUS',
    reported: 'REPORTED',
    time: 'TIME',
    who: 'WHO',
    from: 'FROM',
    what: 'WHAT',
    of: 'OF',
    result: 'RESULT',
  },
  unlimited: 'Unlimited',
  never: 'never',
  offline: 'Offline',
  modes: { online: 'online', offline: 'offline' },
  activated: (mode: string) => `Activated (${mode}).`,
  renewed: {
    online: 'It was activated on this machine already, and is up to date now (online).',
    offline: 'Renewed (offline).',
  },
  unchanged: (mode: string) => `Already activated with this key (${mode}). Nothing was changed.`,
  gate: verdict,
  /** Below what stood between this machine and the server. */
  offlineHelps: [
    'Without a way to the server: send the vendor what “activation-desk request” prints, and give',
    'what they answer to “activation-desk activate --offline-key FILE”.',
  ].join(' '),
  /** Instead of the page’s box. */
  offlineOnly:
    'Send the vendor what “activation-desk request” prints, and give what they answer to “activation-desk activate --offline-key FILE”.',
  laterHelps: 'With --later the license is removed now, and the next refresh tells the activation server.',
  nothing: 'Nothing.',
  /** Below a part of the activity log. */
  older: (place: string) => `There is more. What is older: “--before ${place}”; more at once: “--limit”.`,
  noLicense: 'No license is activated on this machine.',
  noLicenseRead: 'No license could be read. What lies there is named above.',
  noLicenseYet: 'No license is activated on this machine. Start with: activation-desk activate',
  written: (file: string) => `Written: ${file}`,
  saved: (file: string) => `Saved: ${file}`,
  /** The last line of a table that may be longer than the screen. `counts`: how many have which status. */
  inAll: (products: number, counts: readonly string[]) =>
    `${products} ${products === 1 ? 'product' : 'products'}: ${counts.join(', ')}`,
  notReadAbove: (count: number) =>
    `${count === 1 ? 'One license' : `${count} licenses`} here cannot be read: see above.`,
  withStatus: (count: number, status: string) => `${count} ${status}`,
  notChecked: (license: string, why: string) => `not refreshed: ${license}: ${why}`,
  /** Of a license of another machine. */
  ofMachine: (uniqueKey: string) => `The Unique Key of that machine is ${uniqueKey}.`,
  notKnown: (license: string, why: string) =>
    `the outcome of a deactivation is still not known: ${license}: ${why}`,
  notTakenOut: (license: string, why: string) => `deactivated, but not taken out: ${license}: ${why}`,
  /** Below the licenses that may be named: of another machine's nobody can tell whose it is. */
  ownerNotKnown:
    'A license above that does not open on this machine has no owner there: name it by its id, or by the end of its code.',
  /** Above the failure of one that cannot be read: it may go by that name, or not. */
  noneByThatName: (named: string) => `No license that can be read goes by “${named}”.`,
  notFreed: (license: string, why: string) => `not given back: ${license}: ${why}`,
  notGivenBack: (license: string, why: string) => `not given back yet: ${license}: ${why}`,
  /** Of a deactivation, on a machine that opens no connection. */
  waiting: {
    waits:
      'this machine opens no connection. Let it (“activation-desk settings set offline-only off”) and refresh, or ask the vendor to free its place.',
    waitsForVendor: 'this installation opens no connection. Ask the vendor to free its place.',
    begun: 'this machine opens no connection. Deactivate it again: the return code settles it.',
  },
  repair: {
    noFolder: (path: string) => `There is no data folder at ${path}, so there is nothing to set aside.`,
    nothing: 'There is nothing to set aside. “activation-desk doctor” says whether each license holds.',
    mended: (count: number) =>
      `Mended: ${count}. What was damaged is kept in “quarantine”; nothing was deleted.`,
    left: (count: number) => `Still to be mended: ${count}.`,
  },
  backup: {
    written: (count: number, file: string) =>
      count === 0
        ? `No license is here: what was deactivated and reported is written to ${file}. Keep it private.`
        : `${count} license${count === 1 ? '' : 's'} written to ${file}. The License Codes are in it: keep it private.`,
    restored: (count: number) => `${count} license${count === 1 ? '' : 's'} restored.`,
    elsewhere: (license: string, uniqueKey: string | null) =>
      `license ${license} is another machine’s, and is restored there alone: ${uniqueKey === null ? 'it does not open with the Unique Key of this one' : `its Unique Key is ${uniqueKey}`}.`,
    answerMissing:
      'The activation server’s last answer, without which this key does not hold, is not in the backup',
    runsHere: 'It runs here and was not returned here, so that its return in the backup does not count',
    datedAhead:
      'In the backup it is dated after now and after all that the vendor signed, which does not count',
    left: (license: string, why: string) => `not restored: ${license}: ${why}`,
    usageLost: (product: string) =>
      `not restored: the usage of ${product}: what was reported last was lost here, and may have been more; report it anew: “activation-desk usage set ${product} NUMBER”`,
    usage: (product: string) => `the usage of ${product}`,
    settings: {
      name: 'the settings',
      restored: 'The settings are restored.',
      offlineOnlyKept:
        'The lost settings may have said “offline only”, so that is on; to connect: “activation-desk settings set offline-only off”.',
      chosenHere: 'Others were chosen here, and stay (“activation-desk settings show”)',
      asFound:
        'A newer version of Activation Desk wrote settings.json: it is in the backup as it is, and only such a version puts it back.',
      newerInBackup: 'A newer version of Activation Desk wrote them, and only such a version puts them back',
      notInBackup: 'They were damaged when the backup was made, and are not in it',
      notUsable:
        'They name a proxy, hosts or certificates that cannot be used here (“activation-desk settings set”)',
    },
  },
  info: {
    demo: '(demo)',
    vendor: 'Vendor',
    server: 'Server',
    licenses: 'Data folder',
    offlineOnly: 'none: this installation works offline only',
  },
  verifyBundle: {
    good: (version: string, platform: string, vendor: string, here: string) =>
      `Version ${version} for ${platform} is whole, signed by ${vendor}, and newer than ${here}, which is here.`,
    standIn: 'Its desktop app was packed with a stand-in and cannot run; the command line can.',
    files: {
      installer: 'installer',
      program: 'command line',
      checksums: 'checksums',
      sbom: 'bill of materials',
      notices: 'third-party notices',
      guide: 'guide',
    },
    install: 'To install it, in an empty folder:',
    on: {
      unpack: 'unpack it',
      deb: 'then, on Debian and Ubuntu',
      rpm: 'then, on Fedora and Red Hat',
      windows: 'then, as an administrator',
      msi: 'or by msiexec, as an administrator',
      mac: 'then',
      alone: 'or the command line alone',
    },
  },
  machineId: {
    uniqueKey: 'Unique Key',
    machineId: 'Machine id',
    changed: (before: string) =>
      `The Unique Key was ${before}. Licenses for it are another machine’s now: activate them again.`,
  },
  preferences: {
    theme: 'theme',
    notifications: 'notifications',
    notKept:
      'This user has no home folder, so preferences last until the program ends. To keep them, set HOME to a folder of its own.',
    /** Of a command that ends at once. */
    noneKept:
      'This user has no home folder, so no preference is kept from one command to the next. To keep them, set HOME to a folder of its own.',
  },
  settings: {
    proxy: 'Proxy',
    inForce: 'In force',
    certificates: 'Certificates',
    offlineOnly: 'Offline only',
    checkInterval: 'Check interval',
    hours: (hours: number) => (hours === 1 ? '1 hour' : `${hours} hours`),
    keptIn: 'Kept in',
    except: (hosts: string) => `not for ${hosts}`,
    from: {
      settings: '',
      managed: '(set by your administrator)',
      environment: '(from the environment)',
      system: '(from the operating system)',
    },
    noProxy: 'no proxy',
    refused: (why: string) => `nothing reaches the server. ${why}`,
    ofTheSystem: 'the operating system’s',
    on: 'on',
    off: 'off',
    /** Of a value that cannot be changed here. */
    managed: (value: string) => `${value} (set by your administrator)`,
    managedBy: 'Laid down in',
  },
  serve: {
    open: (link: string) =>
      `Activation Desk is open at\n\n  ${link}\n\nThe link works once, within a minute.`,
    newLink: 'Press Enter for a new link, Ctrl-C to end.',
    noBrowser: 'No browser could be opened; open the link yourself.',
    refused: (uid: number) =>
      `The user with the number ${uid} tried the link and was refused. If they may use it: --allow-user ${uid}.`,
  },
  /** Output that nobody can be given: the disk behind a redirection is full. */
  lostOutput: (why: string) => `what was to be printed could not be written (${why})`,
  /** Of what changed something, where its answer is lost as above. */
  done: {
    changed: 'What was asked for is done all the same.',
    'licenses.deactivate':
      'The license is off this machine all the same; “activity” keeps its return code where there is one.',
  } as Readonly<Partial<Record<Method, string>> & { changed: string }>,
  parser,
  /** A value on the command line that is not taken. A bound is in characters. */
  qrTooLarge: (needed: TerminalSize, has: TerminalSize) =>
    `The QR code needs ${needed.columns} columns and ${needed.rows} lines, and this terminal has ${has.columns} and ${has.rows}. Make it larger, or its letters smaller.`,
  notTaken: {
    what: (argument: string) => `The value for “${argument}” is not taken.`,
    tooShort: (least: number) => (least === 1 ? 'It is empty.' : `It is shorter than ${least} characters.`),
    tooLong: (most: number) => `It is longer than ${most} characters.`,
    otherForm: 'It is not of the form that this command takes.',
    noDay: 'A day is needed in the form YYYY-MM-DD, such as 2026-12-31.',
    todo: 'Give another value; the command with --help says what it takes.',
  },
  /** Wrong usage. */
  /** Below what was wrong with the options and arguments of a command. */
  seeHelp: (command: string) => `See “${command} --help”.`,
  misuse: {
    bothFromInput: 'standard input cannot hold both: give the License Code, or the key as a file',
    bothTextsFromInput: 'standard input cannot hold both: give the License Code, or the text as a file',
    notReadable: (file: string) =>
      `the file ${file} cannot be read: name one that is there and that you may read`,
    notAFile: noFileButInput,
    /** Of a bundle, which is read more than once. */
    noBundleFile: noFile,
    /** `source`: a file, or `-` for standard input. */
    tooLarge: (source: string, bytes: number) =>
      `“${source}” holds more than ${bytes} bytes, so it is no such file`,
    /** A result goes to standard output where no file is named; a backup never does. */
    noFileToSave: (file: string) => `“${file}” names no file: give the path of one`,
    noWorkingFolder: 'the folder that you are in was deleted: go to another one, or give absolute paths',
    noDataDir: "option '--data-dir' is empty: give the path of a folder, or leave it out",
    lostLetters: (name: string) =>
      `the path “${name}” holds letters that are no UTF-8, so another one would be taken: give one that is`,
    givenTwice: (option: string) => `option '${option}' is given twice: give it once`,
    onlyWithExport: '--output and --search go with --export',
    notWithExport: '--export writes all that fits: --limit and --before do not go with it',
    manyLicenses: (named: string) => `“${named}” is more than one license: give one of these ids`,
    noResult: (text: string) =>
      `“${text}” is not a result: give ok, failed, or a code as “activity” shows it, such as server_unreachable`,
    noCountOfEntries: (text: string) => `“${text}” is not a number of entries: give 1 to 1000`,
    noCheckInterval: (text: string) => `“${text}” is no check interval: give 1 to 24, in whole hours`,
    binary: (format: string) => `${format} is not text: name a file with --output`,
    noNotices: 'the third-party notices are not beside this program; install it again',
    noPort: (text: string) => `“${text}” is not a port: give a number from 0 to 65535`,
    portNotUsable: (port: number, why: string) =>
      `port ${port} cannot be used (${why}); try another, or --port 0`,
    pageNotBuilt: 'the page is not built: run “npm run build” first',
    allowUserOnLinux: '--allow-user is for Linux: elsewhere it is not asked which user opens the link',
    noUser: (name: string) => `this system has no user “${name}”`,
    aroundWhat: '--around goes with the address of a proxy',
    noMonths: (given: string, most: string) => `“${given}” is no number of months from 1 to ${most}`,
    outputNeedsFormat: '--output needs --format',
    noUsage: (text: string) =>
      `“${text}” is not a usage: give a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
  },
}
