// English words of the help of the vendor’s back office: activation-server --help, and that of each command.
import { helpTexts } from './parser.ts'

const licenseCode = 'the License Code; "-" reads it from standard input'

export const help = {
  /** What stands in every help text. */
  around: {
    ...helpTexts,
    moreHelp: '(add --help for more)',
    variable: (name: string) => `env: ${name}`,
  },
  program: {
    about: "The vendor's side: sells licenses, answers offline, and serves activation.",
    dataDir: 'folder with the database and the signing keys',
    database: 'a PostgreSQL instead of the database in that folder',
    json: 'print JSON for machines instead of text',
    lang: 'language of the words',
  },
  /** What `--help` shows: each command in few words. */
  overview: {
    sell: {
      title: 'Licenses:',
      commands: {
        license: 'sell, look up and change them',
        answer: 'answer an offline request: takes a seat, and prints its key',
        return: 'take an offline license back',
        machine: 'the machines that hold the seats of a license',
      },
    },
    server: {
      title: 'This server:',
      commands: {
        init: 'make the signing key and the database',
        serve: "answer activation requests: Keygen's HTTP API",
        profile: 'print the vendor profile for the app',
        keys: 'the signing keys',
        application: 'the applications that licenses are for',
        policy: 'what the clients of a license are held to',
        database: 'is it whole? bring it to this version, to PostgreSQL',
        backup: 'copy the database to a file',
        restore: 'put a copy in its place',
        demo: 'fill an empty one with licenses, to try it',
        doctor: 'is all well here?',
      },
    },
  },
  more: 'COMMAND --help. “help options”: what all take. “help exit-status”: 0, 1, 2, 3.',
  /** Below each command's own help. */
  seeOptions: 'Also --data-dir, --json and --lang: see “activation-server help options”.',
  exitStatuses: [
    'Exit status:',
    '  0    done',
    '  1    refused',
    '  2    wrong usage, or a fault of the program',
    '  3    a fault of this place, such as a full disk',
    '  141  the reader of the output has left',
  ].join('\n'),
  init: {
    about: 'make the signing key and the database; refuses a folder that has them',
    vendor: 'vendor profile with the name, prefix and catalogue',
  },
  license: {
    about: 'sell, look up and change licenses',
    license: 'id, code or its last 5 letters; "-" reads stdin',
  },
  licenseCreate: {
    about: 'sell a license: prints its License Code and its id',
    owner: 'who the license is for',
    product: 'a product of the catalogue; repeat for more',
    code: 'take over a code of another system; "-" reads it from standard input',
  },
  licenseList: {
    summary: 'the newest licenses, or those that are looked for',
    about: 'the newest licenses, or those that are looked for; codes are masked, except with --json',
    owner: 'only owners with this in their name',
    find: 'an owner, the Unique Key of a machine or part of it, or the end of a License Code',
    limit: 'at most so many',
    offset: 'leave out the first so many',
  },
  licenseShow: { about: 'everything about a license, its code included' },
  licenseExport: {
    summary: 'all licenses as a list, with their codes',
    about: 'all licenses as a list, with their codes; "license import" takes it',
    format: 'the form of the list',
    output: 'write the list to a file instead, which is yours alone to read',
  },
  licenseImport: {
    summary: 'take over the licenses of a list, all or none',
    about: [
      'take over the licenses of a list, all or none: CSV or JSON lines, as "license',
      'export" writes them. Columns: owner products code expires machines checkOutDays',
      'graceDays overLimit maintenanceUntil features notes application policy',
      'overrides uses state; owner and products are needed',
    ].join('\n'),
    list: 'a file; "-" reads standard input',
    dryRun: 'only say what would be imported and what is wrong',
    partial: 'take over the good lines though others are refused',
    errors: 'write each line that is refused, and why, to a CSV file',
    output: 'write what was imported, with its codes, to a file',
  },
  licenseUpdate: {
    summary: 'change the terms; what is not named stays',
    about: 'change the terms; what is not named stays. Offline machines need a new answer',
    owner: 'who the license is for',
    product: 'replaces the list of products; repeat for more',
  },
  licenseRenew: { about: 'give a license a later expiry' },
  licensePolicy: {
    about: 'give it another policy, or limits of its own',
    set: (limits: string) => `${limits}; none: as its policy`,
  },
  licenseUses: { about: 'set how often it was used, as clients counted', to: '0: count from the start' },
  licenseSuspend: { about: 'until it is reinstated no machine may use it' },
  licenseReinstate: { about: 'end a suspension' },
  licenseRevoke: { about: 'for good: no machine may use it any more' },
  terms: {
    expires: 'last day of the license, or "never"',
    expiresIn: 'last day, counted from today',
    machines: 'machines that may be activated',
    checkOutDays: 'days at most that the code’s own files hold (31)',
    graceDays: 'days the product runs on past the expiry',
    overLimit: 'above a limit: allow, refuse, or a number of days',
    maintenanceUntil: 'last day of maintenance, or "never"',
    feature: 'a feature that is on; repeat for more',
    notes: 'notes that the customer can see',
    application: 'the licensed application (see "application list")',
    policy: 'id or name of its policy (see "policy list")',
  },
  answer: {
    about: 'answer an offline request: takes a seat, once for a machine, and prints its key',
    code: licenseCode,
    license: 'the license by its id',
    uniqueKey: 'the Unique Key that the operator sent',
    request: 'what “activation-desk request” wrote, or the mail with it; - reads standard input',
    format: 'a machine file to paste, a typed key to type, or both',
    validFor: 'days until the answer expires; as long as the license where left out',
    output: 'write the answer to a file instead',
    mail: 'as a mail to send: subject, what to do, and the key',
  },
  return: {
    about: 'take an offline license back: checks the return code and frees the seat',
    returnCode: 'the code that the operator sent',
    code: licenseCode,
    license: 'the license by its id',
    uniqueKey: 'the Unique Key of the machine',
    checkOnly: 'only say whether the code holds',
  },
  demo: {
    about:
      'fill an empty back office with believable licenses and machines: to try it, and how it does with many',
    licenses: 'how many licenses',
  },
  serve: {
    about: "answer activation requests: Keygen's HTTP API on this machine",
    port: 'port to listen on; 0: a free one',
    host: 'address to listen on',
    behindProxy:
      'believe X-Forwarded-For, of these addresses alone where given: each client has a guess limit of its own',
    logFile: 'write the log there; SIGHUP opens it anew',
    logFormat: 'a text or JSON, an object a line',
    tlsCert: 'speak TLS with it, in PEM; SIGHUP reads it anew',
    tlsKey: 'its private key, in PEM',
    metricsListen: 'Prometheus metrics; a port alone: this machine',
    proxy: [
      'Clients send their License Code: give it a certificate, or put a proxy that',
      'speaks TLS in front of it.',
    ].join('\n'),
  },
  machine: { about: 'the machines that hold the seats of a license' },
  machineList: {
    about: 'the machines of a license',
    limit: 'at most so many',
    offset: 'leave out the first so many',
  },
  machineRelease: {
    about: 'free a seat. An offline key that the machine holds stays valid until it expires',
    machine: 'id or Unique Key of the machine',
  },
  application: { about: 'the applications that licenses are for' },
  applicationList: { about: 'every application; the first is the default' },
  applicationAdd: {
    about: 'add an application',
    code: 'lower-case letters, digits and dashes',
    name: 'its name',
  },
  policy: {
    about: 'the rules that the clients of a license are held to',
    policy: 'id or name of the policy',
    name: 'what it is called',
    set: 'a rule, such as strict=true ("policy show" names all); repeat for more',
  },
  policyCreate: { about: "make a policy, with Keygen's defaults for what is not set" },
  policyUpdate: { about: 'change it for all its licenses; what is not named stays' },
  policyList: { about: 'every policy; two of each application are there from the start' },
  policyShow: { about: 'all its rules' },
  keys: { about: "the vendor's signing keys" },
  keysList: { about: 'every key, and which one signs now' },
  keysPrepare: {
    about: 'make the next key without signing with it yet: ship the profile that names it, then rotate',
    again: 'give up the one that is prepared, such as where its file is lost or was seen',
  },
  keysRotate: {
    about:
      'the prepared key, or else a new one, signs from now on; apps whose profile does not name it refuse it',
    keepDays: 'days for which what the older key signs is still taken; what it signed before stays good',
    compromised: 'the older key is in wrong hands: it is trusted no more',
  },
  profile: {
    about: 'print the vendor profile for the app: address, public keys, products (always JSON)',
    url: "address of the server with its version path; the vendor file's where left out",
    demo: 'the app says on every page that this is a demo',
    machineIdFile: "let an administrator set a machine's id by a file",
    offlineOnly: 'the app opens no socket at all',
  },
  database: { about: 'the database of licenses and machines' },
  databaseUpgrade: {
    about:
      'bring a database of an earlier version to this one; keeps a copy of it in "backups". A PostgreSQL you copy by pg_dump first',
    dryRun: 'try it on a copy, or take it back in PostgreSQL, and say what would be done',
  },
  databaseMove: {
    about:
      'copy the database in the folder into an empty PostgreSQL, and compare both; it goes on where one was ended, and leaves the database in the folder as it was. Stop the server first',
    to: 'its address, such as postgres://user@host/name',
    dryRun: 'only say what would be copied, and whether it can be',
  },
  databaseVerify: {
    about:
      'look whether every page, every seat and every count of the database is whole, also while the server runs; exit 0 it is, 1 it is not',
  },
  backup: {
    about: 'copy the database to a file, also while the server runs; the signing keys are not in it',
    file: 'the copy; refused where it is there already',
  },
  restore: {
    about: 'put a copy in the place of the database, which is kept in "backups"; stop the server first',
    file: 'what "backup" has made',
  },
  doctor: {
    about: 'look at folder, database, disk, signing keys and clock; exit 0 all is well, 3 something is not',
  },
}
