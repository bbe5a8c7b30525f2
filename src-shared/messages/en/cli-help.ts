// English words of the command line's help: activation-desk --help, and that of each command.
import { helpTexts } from './parser.ts'

/** Two rows in a line take letters that ASCII has not. */
const TALLER_QR =
  'the same in plain ASCII, dark on light, as where the locale is not UTF-8: a line for each row, so it takes some 40 lines, not 24'

export const help = {
  /** What stands in every help text. */
  around: {
    ...helpTexts,
    none: 'none',
  },
  program: {
    about: 'Product activation for on-premise software, connected or air-gapped.',
    dataDir: 'where licenses are kept (default: machine-wide, or ACTIVATION_DESK_DATA_DIR)',
    vendor: 'vendor profile; a packaged build has its own and refuses this',
    json: 'one line of JSON for machines instead of text',
    lang: 'language of the words',
  },
  /** What `--help` shows, in two columns of 80 characters together: each command in few words. */
  overview: {
    activate: {
      title: 'To activate:',
      commands: {
        activate: 'online, or with a key',
        'unique-key': 'this machine’s key',
        request: 'what to send, offline',
        inspect: 'what is this text?',
        refresh: 'ask the server again',
        deactivate: 'give a license back',
      },
    },
    see: {
      title: 'To see:',
      commands: {
        list: 'the licensing table',
        check: 'may the product run?',
        usage: 'how much is in use',
        activity: 'what happened here',
        code: 'a code in full',
        certificate: 'a page for an auditor',
        export: 'the table as a file',
      },
    },
    machine: {
      title: 'This machine:',
      commands: {
        doctor: 'is it well?',
        repair: 'set damage aside',
        'machine-id': 'where its key is from',
        settings: 'proxy, certificates',
        info: 'version, server, folders',
        backup: 'all licenses in a file',
        restore: 'put a backup back',
      },
    },
    program: {
      title: 'This program:',
      commands: {
        serve: 'open the page',
        preferences: 'theme of the page',
        completion: 'for your shell',
        manual: 'the manual page',
        'verify-bundle': 'may it be installed?',
        notices: 'software of others',
      },
    },
  },
  more: [
    'COMMAND --help: what a command takes. “help options”: what all of them take.',
    '“help exit-status”: what 0, 1, 2, 3 and 4 mean.',
  ].join('\n'),
  uniqueKey: {
    about: 'print the key that the vendor needs to make a Local License Key for this machine',
    qr: 'as a QR code too, for a phone to read from the screen',
    qrAscii: TALLER_QR,
  },
  request: {
    about: 'what to send to the vendor for an offline activation: all that leaves this machine',
    code: 'License Code to name in it; - reads standard input',
    hostName: 'with the name of this machine',
    qr: 'as a QR code, for a phone to read from the screen',
    qrAscii: TALLER_QR,
    output: 'write the text to a file',
  },
  activate: {
    about: 'activate a license over the Internet, or with a Local License Key and no network at all',
    code: 'License Code; asked for, or read from standard input, when left out',
    offlineKey:
      'the Local License Key from the vendor, block or rows; - asks for it row by row, or reads standard input',
  },
  inspect: {
    about: 'what is this text, is it for this machine, does it hold? exit 0 yes, 1 no, 2 could not tell',
    file: 'a key, a code, a mail; standard input when it is - or left out',
    code: 'the License Code, which opens a key; - asks for it, or reads it from standard input',
  },
  list: {
    about:
      'the licensing table: what is licensed, how much is used, how it stands; and the ids of the licenses',
  },
  check: {
    about: 'may the product run? exit 0 yes, 1 no, 2 could not tell',
    product: 'product code, as “list” shows it',
    feature: 'and does a license of it have this feature?',
    built: 'and does maintenance cover a version built on this day (2026-12-31)?',
    quiet: 'say nothing, only exit',
  },
  refresh: {
    about: 'ask the activation server about every online license, once',
  },
  deactivate: {
    about:
      'take a license off this machine, so that another can have it; of an offline one, print its return code',
    license: 'its id, the last letters of its License Code, or its owner, as “list” shows them',
    later: 'where the server is away: remove the license now, let a later refresh tell it',
  },
  activity: {
    about: 'what happened on this machine, the newest first',
    limit: 'at most so many entries, up to 1000 (default: 50)',
    action: 'only these',
    result: 'only these: ok, failed, or one code, as RESULT shows it',
    license: 'only what was done with this license, its refreshes and changes included',
    before: 'older than this: “next” of the answer before, with --json',
    export: 'the whole log as a file for an audit, with the words for each code',
    output: 'with --export: the file to write; standard output when left out',
    search: 'with --export: only entries with all of these words',
  },
  usage: {
    about: 'how much of a product is in use',
  },
  usageSet: {
    about: 'report the usage of a product',
    product: 'product code',
    number: `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
  },
  usageShow: {
    about: 'show what was reported, against what is licensed',
  },
  usageHistory: {
    about: 'a product’s usage over time',
    product: 'product code',
  },
  usageReport: {
    about:
      'by month, as far as two years back: peak, average, limit, overage; months without a report say so',
    months: 'only the last of them, this one included (default: 25)',
    format: 'as a file',
    output: 'with --format: the file to write; standard output when left out',
  },
  code: {
    about: 'show the License Code of a license in full',
    license: 'its id, the last letters of its License Code, or its owner, as “list” shows them',
  },
  certificate: {
    about:
      'one page for an auditor: what is licensed here, signed by whom, and how to verify that with openssl',
    license: 'its id, the last letters of its License Code, or its owner, as “list” shows them',
    format: 'of the page',
    paper: 'of a PDF (default: a4-portrait)',
  },
  export: {
    about: 'write the licensing table to a file, for an audit',
    format: 'of the file',
    output: 'the file to write; standard output when left out',
    columns: 'comma-separated: owner,product,type,limit,usage,expires,lastCheck,status, …',
    withCodes: 'License Codes in full instead of masked',
    paper: 'of a PDF (default: a4-landscape)',
  },
  info: {
    about: 'what this installation is: version, vendor, server, data folder',
  },
  doctor: {
    about:
      'is this machine well, and is there a way to the activation server? each step, and what to do where one fails',
    offline: 'look at this machine alone, and open no connection',
  },
  repair: {
    about: 'set aside what is damaged here, so that it is in nobody’s way; nothing is deleted',
  },
  backup: {
    about: 'write all licenses, with their codes, to a file for yourself alone',
    file: 'the file to write',
  },
  restore: {
    about: 'put back what a backup of this machine has and the data folder has not, or has older',
    file: 'the backup; - reads standard input',
  },
  settings: {
    about: 'how this machine reaches the activation server',
  },
  settingsShow: {
    about: 'what is set, and what it comes to',
  },
  settingsSet: {
    about: 'change one of them, for everybody on this machine',
  },
  settingsSetProxy: {
    about: 'http://[NAME:PASSWORD@]HOST:PORT, none, or system: HTTPS_PROXY and NO_PROXY of the environment',
    address: 'asked for, or read from standard input, when it is -',
    around: 'hosts and domains that are reached without it, separated by commas',
  },
  settingsSetCa: {
    about: 'certificates to trust beside the operating system’s, as of a proxy that looks into connections',
    file: 'PEM or DER; none: no further ones',
  },
  settingsSetOfflineOnly: {
    about: 'open no connection at all',
    state: 'on or off',
  },
  settingsSetCheckInterval: {
    about: 'how often the open app and “serve” refresh online licenses by themselves',
    hours: 'whole hours, 1 to 24',
  },
  machineId: {
    about: 'where the Unique Key of this machine comes from',
  },
  machineIdShow: {
    about: 'the Unique Key, and the machine id’s source',
  },
  machineIdSet: {
    about: 'set the machine-wide id file, where the vendor permits it',
    id: '32 hexadecimal digits or a UUID',
  },
  preferences: {
    about: 'your own preferences for the page; without a change, shows them',
    theme: 'of the page',
    notifications: 'of the desktop app: what ends, stops, or could not be refreshed',
  },
  verifyBundle: {
    about:
      'looks at a new version that came on a stick: whether your vendor signed it, whether it is whole, for this machine and newer; nothing is run or written',
    bundle: 'the offline bundle, a .tar',
  },
  notices: {
    about: 'the licenses of the software of others that this program contains',
  },
  completion: {
    about: 'what your shell reads to propose commands and options at Tab',
    shell: 'yours',
  },
  manual: {
    about: 'the manual page: “activation-desk manual | man -l -”',
  },
  serve: {
    about: 'open the Licensing page on this machine’s loopback address',
    port: 'port; 0 takes a free one',
    open: 'print the link, open no browser',
    allowUser:
      'another user of this system (name or number) whose browser or tunnel may use the link; may be repeated',
  },
  exitStatuses: [
    'Exit status:',
    '  0    done',
    '  1    refused: the license, the key',
    '  2    wrong usage, or an internal fault',
    '  3    no way to the activation server',
    '  4    this machine stands in the way: rights, disk, machine id, clock',
    '  130  called off with Ctrl-C',
    '  141  the reader of the output has left',
    '  “check” alone: 0 may run · 1 may not run · 2 could not tell (its --help too)',
    '  “inspect” alone: 0 valid · 1 not valid · 2 could not tell',
  ].join('\n'),
}
