// English words of the vendor’s back office: what its commands answer. Help, refusals and faults have files of their own.
import { parser } from './parser.ts'
import { doctor, faults } from './server-faults.ts'
import { help } from './server-help.ts'
import { refusals } from './server-refusals.ts'

export const server = {
  help,
  parser,
  refusals,
  faults,
  doctor,
  error: 'error',
  warning: (what: string) => `warning: ${what}`,
  lostOutput: (why: string) => `what was to be printed could not be written (${why})`,
  /** Where what a command had to print is lost. */
  done: {
    changed: 'what was asked for is done all the same',
    sold: (id: string) => `the license is sold all the same: "license show ${id}" prints its License Code`,
    imported: 'the licenses are imported all the same: “license export” has their codes',
    answered: 'the seat is taken all the same: ask again for the answer',
    returned: (seat: string) => `the return code was taken all the same. ${seat}`,
    keys: 'the keys are changed all the same: see "keys list"',
  },
  /** Heads of tables. */
  heads: {
    id: 'ID',
    code: 'CODE',
    owner: 'OWNER',
    status: 'STATUS',
    expires: 'EXPIRES',
    machines: 'MACHINES',
    uniqueKey: 'UNIQUE KEY',
    host: 'HOST',
    activated: 'ACTIVATED',
    released: 'RELEASED',
    keptUntil: 'SEAT KEPT UNTIL',
    process: 'PROCESS',
    machine: 'MACHINE',
    pid: 'PID',
    lastHeartbeat: 'LAST HEARTBEAT',
    name: 'NAME',
    application: 'APPLICATION',
    licenses: 'LICENSES',
    state: 'STATE',
    from: 'FROM',
    until: 'UNTIL',
    publicKey: 'PUBLIC KEY',
  },
  processStatuses: { alive: 'alive', dead: 'dead' },
  /** In the place of a list without a line. */
  none: {
    license: 'There is no license yet: “license create” sells one.',
    found: 'No license was found. “--find” takes part of an owner, a Unique Key, or the end of a code.',
    machine: 'No machine has a seat of this license.',
  },
  /** Below a list that is cut. */
  part: {
    shown: (shown: number, total: number) => `${shown} of ${total} shown.`,
    next: (offset: number) => `The next: “--offset ${offset}”; more at once: “--limit”.`,
    first: 'From the first: leave out “--offset”.',
  },
  written: (file: string) => `Written to ${file}`,
  ready: (vendor: string, dataDir: string, account: string, application: string, key: string) =>
    [
      `Ready for ${vendor} in ${dataDir}`,
      `Account:     ${account}`,
      `Application: ${application}`,
      `Signing key: ${key} (back up the folder "keys": no license can be issued without it)`,
    ].join('\n'),
  license: {
    code: 'License Code',
    id: 'License ID',
    owner: 'Owner',
    status: 'Status',
    expires: 'Expires',
    machines: 'Machines',
    policy: 'Policy',
    overrides: 'Own limits',
    uses: 'Uses',
    checkOut: 'Check-out',
    products: 'Products',
    grace: 'Grace',
    overLimit: 'Over limit',
    maintenance: 'Maintenance',
    features: 'Features',
    notes: 'Notes',
    never: 'never',
    days: (days: number) => `${days} days`,
    daysAtMost: (days: number) => `${days} days at the most`,
    seats: (used: number, most: number) => `${used} of ${most}`,
    seatsKept: (used: number, most: number, kept: number) =>
      `${used} of ${most}, and ${kept} kept for released machines (see "machine list")`,
    number: (value: number) => value.toLocaleString('en'),
    limited: (product: string, limit: string, type: string) => `${product} (${limit} ${type})`,
    notLimited: (product: string) => `${product} (no limit)`,
    overLimits: { allow: 'allow', refuse: 'refuse' },
    statuses: {
      ACTIVE: 'active',
      INACTIVE: 'inactive',
      EXPIRING: 'expiring',
      EXPIRED: 'expired',
      SUSPENDED: 'suspended',
      BANNED: 'revoked',
    },
    yes: 'yes',
    no: 'no',
    application: 'Application',
    suspended: 'Suspended',
    revoked: 'Revoked',
    afterSale: [
      'Give the License Code to the customer: Activation Desk takes it at Add (+).',
      'Where the machine has no network, ask for its Unique Key too, and answer it:',
      '“answer --code CODE --unique-key KEY”.',
    ].join('\n'),
    /** After a change of the end. Days of grace begin at the end. */
    hasEnded: (graceDays: number) =>
      [
        'The license has ended with this. Machines that are online learn it at their next refresh;',
        `its ${graceDays} days of grace count from that end.`,
      ].join(' '),
    /** After another change of one that lets nothing run. */
    stays: {
      revoked: 'The license stays revoked: no machine may run with it. Sell a new one.',
      suspended: 'The license stays suspended: “license reinstate” lets its machines run again.',
    },
    nothingToChange: 'nothing to change',
    /** Before their Unique Keys. */
    needNewAnswer: (machines: number) =>
      machines === 1
        ? 'This offline machine needs a new answer (“answer --code CODE --unique-key KEY”):'
        : `These ${machines} offline machines need a new answer (“answer --code CODE --unique-key KEY”):`,
  },
  list: {
    progress: (lines: number) => `${lines} lines read`,
    imported: (licenses: number, refused: number) =>
      `${licensesWords(licenses)} imported.${refused === 0 ? '' : ` ${linesWords(refused)} refused.`}`,
    nothingImported: (good: number, refused: number) =>
      `Nothing was imported: ${linesWords(refused)} refused. Mend the list${good === 0 ? '.' : `, or take the other ${good} alone with “--partial”.`}`,
    wouldImport: (good: number, refused: number) =>
      `${licensesWords(good)} can be imported${refused === 0 ? '' : `, ${linesWords(refused)} refused`}. Nothing was changed.`,
    refusedLine: (line: number, why: string) => `line ${line}: ${why}`,
    refusedMore: (more: number) => `and ${more} more: “--errors FILE” writes all of them`,
    exported: (licenses: number, file: string) =>
      `${licensesWords(licenses)} written to ${file}, with the License Codes`,
  },
  policy: { name: 'Policy', id: 'Policy ID', licenses: 'Licenses' },
  answer: {
    head: (uniqueKey: string, owner: string, issued: string) =>
      `Unique Key: ${uniqueKey}\nOwner: ${owner}\nIssued: ${issued}\n`,
    /** `end`: a day; null: it never ends. */
    terms: (products: readonly string[], end: string | null) =>
      `Products: ${products.join(', ')}\nValid until: ${end ?? 'no end'}\n`,
    /** No numbers before them: a row of a typed key has one. */
    steps: [
      'To activate: open Activation Desk on the machine and choose Add (+).',
      'Enter the License Code, tick “Enable Offline Licensing”, and paste this whole text as Local License Key.',
      '',
    ].join('\n'),
    /** Where the answer is rows alone. */
    stepsTyped: [
      'To activate: open Activation Desk on the machine and choose Add (+).',
      'Enter the License Code, tick “Enable Offline Licensing”, choose “On paper: row by row” in step 2, and type the rows. Where this text can be copied, paste all of it instead.',
      '',
    ].join('\n'),
    subject: (owner: string) => `Local License Key for ${owner}`,
    typedKey: (rows: number) => `Typed key, ${rows} rows:`,
  },
  return: {
    holds: (issued: string, returned: string) =>
      `The return code holds: the key of ${issued} was returned on ${returned}.`,
    seat: {
      freed: 'The seat is free.',
      already_free: 'The seat was free already.',
      kept: 'The seat is kept: free it with "machine release", or without --check-only.',
    },
  },
  demo: {
    progress: (licenses: number) => `${licenses} licenses made`,
    filled: (licenses: number, machines: number) =>
      `${licenses} ${licenses === 1 ? 'license' : 'licenses'} and ${machines} ${machines === 1 ? 'machine' : 'machines'} to try it with. “license list” shows them.`,
  },
  listening: (url: string) => `Listening on ${url}`,
  metricsAt: (url: string) => `Metrics on ${url}`,
  released: (uniqueKey: string) => `Released ${uniqueKey}`,
  application: (code: string, id: string) => `Application ${code}: ${id}`,
  keys: {
    prepared: (key: string) =>
      `Key ${key} is prepared. Print the new profile and ship it, then run “keys rotate”.`,
    signs: (key: string) => `Key ${key} signs from now on.`,
    trustedNoMore: (key: string) => `Key ${key} is trusted no more.`,
    takenUntil: (key: string, until: string) => `Key ${key} is taken for what it signed until ${until}.`,
    shipProfile: 'Print the new profile and ship it.',
    states: {
      signs: 'signs now',
      cannotSign: 'cannot sign',
      revoked: 'revoked',
      prepared: 'prepared',
      trusted: 'trusted',
    },
  },
  database: {
    nothingToDo: 'The database is of this version: there is nothing to do.',
    tried: (steps: string) => `Tried on a copy, and it works. “database upgrade” would do:\n${steps}`,
    upgraded: (steps: string, kept: string) =>
      `Upgraded:\n${steps}\nThe database as it was before is in ${kept}.`,
    triedPostgres: (steps: string) =>
      `Tried, taken back, and it works. Make a copy by pg_dump; then “database upgrade” would do:\n${steps}`,
    upgradedPostgres: (steps: string) =>
      `Upgraded:\n${steps}\nNo copy was kept: the one to go back to is what pg_dump made before. Make a new one now.`,
    restored: (file: string) => `Restored from ${file}.`,
    kept: (kept: string) => `What was there before is in ${kept}.`,
    older: 'It is of an earlier version: run “database upgrade”.',
    seeKeys: 'Run “doctor” to see whether the signing keys fit.',
  },
  /** What `database verify` finds. `mend`: the command that puts a copy back. */
  verify: {
    well: {
      steps: 'the database is of this version',
      pages: 'every page is whole',
      references: 'what a row names is there',
      seats: 'every machine, process and component has its license',
      counts: 'each license has as many machines as it counts',
    },
    earlier: (step: string) =>
      `the database is of an earlier version (${step} is missing): run “database upgrade”`,
    later: (step: string) =>
      `the database was changed by a later version of this server (${step}): use that version`,
    damaged: (rows: number, said: string, mend: string) =>
      `the database is damaged (${rows} found, such as: ${said}): put your last good copy in by “${mend}”`,
    orphans: (
      rows: number,
      of: { readonly child: string; readonly column: string; readonly parent: string },
      first: string,
      mend: string,
    ) =>
      `${rowsWords(rows)} of ${of.child}, such as ${first}, ${rows === 1 ? 'names' : 'name'} by ${of.column} what is not in ${of.parent}: the database was changed by hand, or is damaged. Put your last good copy in by “${mend}”`,
    miscounted: (rows: number, first: string, mend: string) =>
      `${licensesWords(rows)}, such as ${first}, ${rows === 1 ? 'counts' : 'count'} other machines than there are, so that seats are refused or given twice: the database was changed by hand. Put your last good copy in by “${mend}”`,
    /** `rule`: as PostgreSQL calls it. */
    unguarded: (rule: string) =>
      `PostgreSQL does not hold the rule ${rule}, which was removed or switched off: bring it back, or put your last good copy in by “pg_restore”`,
  },
  move: {
    progress: (part: 'copied' | 'compared', done: number, total: number) =>
      `${done} of ${total} rows ${part}`,
    table: (table: string, rows: number) => `  ${table}: ${rows}`,
    moved: (rows: number, resumed: number) =>
      `${rowsWords(rows)} moved, and compared${resumed === 0 ? '' : ` (${resumed} were there already)`}:`,
    wouldMove: (rows: number, resumed: number) =>
      `${rowsWords(rows)} would be moved${resumed === 0 ? '' : ` (${resumed} are there already)`}; nothing was changed:`,
    there: (rows: number) => `All is there, and the same: ${rowsWords(rows)}.`,
    next: 'Start the servers with --database from now on, and put activation.db away: nobody may serve it any more.',
  },
  /** Wrong usage. */
  misuse: {
    noDataDir: "required option '--data-dir <dir>' not specified (or set ACTIVATION_SERVER_DATA_DIR)",
    notPostgres:
      "option '--database' (or ACTIVATION_SERVER_DATABASE) names no PostgreSQL: it looks like postgres://user@host/name",
    moveToNoPostgres: "option '--to' names no PostgreSQL: it looks like postgres://user@host/name",
    notOfPostgres:
      "this command is for the database in the data folder: PostgreSQL's own pg_dump, pg_restore and pg_amcheck do its work there",
    emptyDataDir: "option '--data-dir' (or ACTIVATION_SERVER_DATA_DIR) is empty: give the path of a folder",
    lostLetters: (name: string) =>
      `the path “${name}” holds letters that are no UTF-8, so another one would be taken: give one that is`,
    noFileNamed: (option: string, given: string) =>
      `${option} '${given}' names no file: give the path of one`,
    noLicense: 'give --code or --license',
    noRequest: 'give --unique-key or --request',
    noPolicy: 'give --policy or --set',
    jsonNeedsOutput: '--json needs --output: without it the list itself is printed',
    noExpiry: 'give --expires or --expires-in',
    inputTooLarge: (most: number) => `standard input is longer than ${most} bytes: give it the code alone`,
    bothOfTls: 'give --tls-cert and --tls-key together',
    proxyAddresses: 'Give addresses or networks of proxies, like 10.0.0.5 or 10.0.0.5,10.1.0.0/24.',
    placeToListen: 'Give a port, or an address and a port, like 9464, 10.0.0.5:9464 or [::1]:9464.',
    wholeNumber: (least: number, most: number) => `Give a whole number from ${least} to ${most}.`,
    date: 'Give a date like 2027-02-28, an instant like 2027-02-28T12:00:00Z, or "never".',
    overLimit: (most: number) => `Give allow, refuse, or days from 0 to ${most}.`,
  },
}

const rowsWords = (count: number): string => (count === 1 ? '1 row' : `${count} rows`)
const licensesWords = (count: number): string => (count === 1 ? '1 license' : `${count} licenses`)
const linesWords = (count: number): string => (count === 1 ? '1 line is' : `${count} lines are`)
