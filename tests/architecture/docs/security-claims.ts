// Each claim that stands as a point of a list in docs/SECURITY.md, and what holds it: a test by a part of its name, or a
// place in the code by a part of its text where no test does. Kept here, so that no reader of the document stumbles over it.

interface Claim {
  /** How the point begins, without its marks. */
  readonly begins: string
  /** Null: it says what is not defended against, or where a defence ends. */
  readonly held: readonly (readonly [file: string, text: string])[] | null
}

const http = 'tests/main/adapters/activation-http'
const store = 'tests/main/adapters/file-store'
const core = 'tests/main/core'
const limit = null

const claim = (begins: string, held: Claim['held']): Claim => ({ begins, held })

export const SECURITY_CLAIMS: readonly Claim[] = [
  // Threat model
  claim('A forged or changed license, Local License Key', [
    [`${http}/believe.test.ts`, 'an answer whose signature, date and status are in order is believed'],
    ['tests/shared/license/machine-file.test.ts', "['other_machine'"],
  ]),
  claim('A false activation server', [
    ['tests/support/server-faults.ts', "always('response_signature_invalid'"],
  ]),
  claim('A key for another machine or another License Code', [
    ['tests/shared/license/machine-file.test.ts', 'other_machine'],
    ['tests/shared/license/typed-key-grant.test.ts', 'other_machine'],
  ]),
  claim('A clock that is set back before a time', [
    [`${core}/standing/clock.test.ts`, 'warns up to a day, and then is a problem'],
    [`${core}/usage/count-days.test.ts`, 'under random clocks each wrong one moves the count by one at most'],
  ]),
  claim('A page of another site', [
    ['tests/e2e/door.spec.ts', 'another host name, another origin and another site are turned away'],
  ]),
  claim('A text that is made to keep a reader busy', [
    ['tests/shared/formats/linear-reading.test.ts', 'at none of a text that is too large'],
  ]),
  claim('A crash or a full disk in the middle of a write', [
    [`${store}/kills.test.ts`, 'killed at random points lose no confirmed license'],
    [`${store}/disk-full.test.ts`, 'leaves the old state, and works once there is room'],
  ]),
  claim('A License Code in a log, on a screen, in an export', [
    ['tests/shared/formats/license-code.test.ts', 'a masked code shows its last group'],
    ['tests/renderer/licensing/details.svelte.test.ts', 'keep the License Code masked until it is asked for'],
  ]),
  claim('A local administrator.', limit),
  claim("A member of the data folder's group who edits files.", limit),
  claim('Offline keys after the fact.', limit),
  claim('Copies of a machine.', limit),
  claim("Malware in the operator's session.", limit),
  // Server
  claim('https: with certificate checks', [
    ['tests/contracts/every-code/the-way.ts', 'tls_untrusted'],
    ['tests/contracts/every-code/online.ts', 'insecure_server: (world)'],
  ]),
  claim('Redirects are not followed.', [
    ['tests/support/server-faults.ts', "'an answer that leads elsewhere'"],
    ['tests/support/server-faults.ts', "'an answer without end'"],
    [`${http}/retries.test.ts`, 'but three times at most'],
    [`${http}/retries.test.ts`, 'a seat is asked for once, whatever comes back'],
    ['src-main/adapters/activation-http/send.ts', 'const MAX_BODY_BYTES = 1_048_576'],
  ]),
  claim('Only what can be a License Code is sent', [
    ['src-main/core/entered/read-code.ts', 'readLicenseCode(text, server.codeForm)'],
  ]),
  claim('Every answer must be signed', [
    [`${http}/believe.test.ts`, 'counts after its signature and its date, for every question'],
    [`${core}/activation/vendor-clock.test.ts`, "code: 'clock_off'"],
  ]),
  claim('Each validation carries a random number', [
    ['tests/contracts/every-code/online.ts', 'response_replayed'],
    ['tests/contracts/every-code/online.ts', 'response_other_license'],
  ]),
  claim('The question is not signed', [
    [`${core}/activation/asked-time.test.ts`, 'a file that holds longer than was asked for'],
    [`${core}/activation/asked-time.test.ts`, 'is refused where it has no end at all'],
  ]),
  claim('One thing is believed unsigned: HTTP 429', [
    [`${http}/believe.test.ts`, "toEqual(['http', 'server_rate_limited'])"],
  ]),
  claim('An installation whose profile or settings say offline only', [
    ['tests/contracts/every-code/online.ts', 'offline_only: (world)'],
    [`${core}/settings/change.test.ts`, 'nothing is sent, and only a word on it ends that'],
  ]),
  // Clock
  claim('Ends are judged at the later of the two.', [
    [`${core}/standing/clock.test.ts`, 'ends are judged at the mark'],
  ]),
  claim('A clock that was ahead locks nothing', [
    [`${core}/standing/clock.test.ts`, 'which locks nothing once it is corrected'],
  ]),
  claim('A clock that is held back postpones an end.', limit),
  claim('Days over a limit are counted one by one', [
    [`${core}/usage/count-days.test.ts`, 'under random clocks each wrong one moves the count by one at most'],
  ]),
  // Store
  claim('The signed file is the only truth.', [
    [`${store}/damage.test.ts`, 'exit status, what a person is told, and what still works'],
  ]),
  claim("A license's id comes from a signed file", [
    [`${store}/license-ids.test.ts`, 'never names a path'],
    [`${store}/license-ids.test.ts`, 'is that of its folder where somebody edited it'],
  ]),
  claim("An online license holds only beside the server's answer.", [
    [
      `${core}/standing/side-files.test.ts`,
      'an online license with neither answer nor a readable activation.json',
    ],
    [`${core}/standing/side-files.test.ts`, 'a license from the desk goes on without its side files'],
  ]),
  claim('A product that has a history of reports', [
    [`${store}/usage-file.test.ts`, 'cut at any length never lifts the refusal'],
    [`${store}/usage-file.test.ts`, 'with two records of one product counts the larger'],
  ]),
  claim('A usage file that a product writes by itself', [
    [`${store}/usage-reports.test.ts`, 'a file of a user of another group is not believed'],
    [`${store}/usage-reports.test.ts`, 'a folder or a file that others may write is not believed'],
    [`${store}/usage-reports.test.ts`, 'in the place of the folder: nobody knows what was reported there'],
  ]),
  claim('A license counts once.', [
    [`${core}/activation/activate-typed.test.ts`, 'a license of which there are two folders counts once'],
  ]),
  claim('Nobody is led out of the data folder', [
    [`${store}/links.test.ts`, 'nothing is read, written, made or deleted there'],
    [`${store}/links.test.ts`, 'leads nowhere, at whichever call'],
  ]),
  claim('The lock is a file that SQLite opens by its name.', [
    [`${store}/links.test.ts`, "'lock.db-journal'"],
  ]),
  claim('Files of more than 16 MiB', [
    [`${store}/read.test.ts`, 'of four gigabytes hides no license'],
    [`${core}/standing/damaged.test.ts`, 'a damaged license is named by every command'],
  ]),
  claim('One writer at a time', [
    [`${store}/lock.test.ts`, 'two processes of many threads each lose no change to one another'],
    [`${store}/lock.test.ts`, 'the lock of a killed process is free at once'],
  ]),
  // Web host
  claim('The printed link carries a secret', [
    ['tests/e2e/door.spec.ts', 'a link works once'],
    ['src-main/hosts/web/sessions.ts', 'const SECRET_LIFE = 60_000'],
    ['src-main/hosts/web/sessions.ts', 'randomBytes(32)'],
  ]),
  claim('No argument of any program holds the secret', [
    [
      'tests/main/hosts/cli/serve.test.ts',
      'is given a file that nobody else may read, and no secret in any argument',
    ],
    ['tests/main/hosts/cli/serve.test.ts', 'leaves no file once the link was used'],
  ]),
  claim('On Linux the kernel is asked whose the connection is', [
    ['tests/main/hosts/cli/serve.test.ts', 'works for a user whom --allow-user names by name'],
    ['tests/main/hosts/web/peer.test.ts', 'where the peer cannot be known the secret alone decides'],
  ]),
  claim('Host must name a loopback address', [
    ['tests/e2e/door.spec.ts', 'another host name, another origin and another site are turned away'],
  ]),
  claim('Only hashes of secrets and tokens are kept', [
    ['src-main/hosts/web/sessions.ts', "createHash('sha256').update(text)"],
  ]),
  claim('Bodies are limited', [['src-main/hosts/web/server.ts', 'bodyLimit({ maxSize: 1024 })']]),
  claim("The page's files are a fixed list", [
    ['tests/e2e/door.spec.ts', "'/../package.json', { host })).toBe(404)"],
  ]),
  // Switches
  claim('--no-sandbox always ends the app', [
    ['tests/main/hosts/electron/switches.test.ts', 'the words on --no-sandbox are those of this system'],
    ['tests/main/hosts/electron/switches.test.ts', 'launcher passes no switch by itself'],
  ]),
  claim('Proxy and name switches', [['tests/main/hosts/electron/switches.test.ts', '--proxy-server']]),
  claim('A checkout takes all of them', [
    ['src-main/hosts/electron/main.ts', 'const mayBeDriven = !app.isPackaged ||'],
  ]),
  claim('This keeps others from borrowing the app', limit),
  // Installation
  claim('The app goes by the list in the archive', [
    ['tests/main/adapters/installation/installation.test.ts', 'that says something else than the archive’s'],
  ]),
  claim('The copy in cli/ finds damage, not attackers', limit),
  claim('service/ is not covered', [
    [
      'tests/main/adapters/installation/installation.test.ts',
      'whatever an administrator did to the service files',
    ],
  ]),
]
