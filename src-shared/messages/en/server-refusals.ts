// English words of the vendor’s back office: why it refuses. With --json they are these in every language.
import { endOfDay } from '../../formats/typed-key/facts.ts'
import { iso } from '../../instant.ts'
import { profileRules } from './profile-rules.ts'
import { noFile, noFileButInput } from './no-file.ts'

const AGAIN = 'have it read to you again, or sent as text'

export const refusals = {
  profileRules,
  codeMistyped:
    'there is a typing error in the License Code, its check letters do not fit: compare it with what you were sent',
  requestNotRead: (file: string) =>
    `${file} cannot be read: name a request that is there and that you may read`,
  requestNoFile: noFileButInput,
  requestTooLarge: (file: string, most: number) => `${file} is no request: it is longer than ${most} bytes`,
  requestWithoutCode: 'the request names no License Code, or more than one: give --code or --license',
  licenseNotFound: 'there is no license with this id or code: look for it with "license list --find"',
  severalLicenses: (tail: string) =>
    `more than one License Code ends with ${tail}: give the whole code, or the id that "license list --find ${tail}" shows`,
  codeTaken: 'there already is a license with this code',
  codeNotUsable:
    'a License Code of another system has up to 255 letters, digits and - _ . + / = : ~ (a signed key/… 4096), and is no word alone',
  codeLooksMistyped: 'this looks like a License Code of ours with a typing error in it',
  codeEmpty: 'the License Code is empty',
  codeTwice: (line: number) => `line ${line} has the same code`,
  rulesChanged: 'a policy or an application was changed while the list was read: import it again',
  listFileNotRead: (file: string, why: string) =>
    `${file} cannot be read (${why}): name a list that is there and that you may read`,
  listNoFile: noFileButInput,
  listEmpty: 'the list names no license',
  listNul: (line: number, byte: number) =>
    `line ${line}, byte ${byte}: a NUL is no text. Save the list as CSV or JSON lines in UTF-8`,
  listNotUtf8: (line: number, byte: number) =>
    `line ${line}, byte ${byte} is no UTF-8: save the list in that encoding`,
  listNotUtf16: 'the list begins as UTF-16 and does not go on so: save it in UTF-8',
  listLineTooLong: (line: number, most: number) =>
    `line ${line} is longer than ${most} bytes: this is no list of licenses`,
  listQuoteOpen: (line: number) => `line ${line}: a quotation mark opens a cell that does not end`,
  listQuoteOdd: (line: number) =>
    `line ${line}: a quotation mark stands within a cell. In CSV such a cell is quoted, and each mark in it is doubled`,
  unknownColumn: (name: string) => `a license list has no “${cutName(name)}”: see “license import --help”`,
  columnTwice: (name: string) => `the list has the column “${name}” twice`,
  columnMissing: (name: string) => `the list has no column “${name}”`,
  lineNotJson: 'this is no JSON object in one line',
  lineCells: (cells: number, columns: number) =>
    `the line has ${cells} ${cells === 1 ? 'cell' : 'cells'} for ${columns} columns`,
  memberKind: (name: string, kind: 'text' | 'number' | 'list' | 'either') => `${name}: ${KINDS[kind]}`,
  valueInvalid: (column: string, why: string) => `${column}: ${why}`,
  noText: 'A NUL or half a letter is no text.',
  stateInvalid: 'Give active, suspended or revoked.',
  machinesInvalid: (most: number) => `a license is for 1 to ${most} machines`,
  checkOutDaysInvalid: 'check-out days are a whole number from 1 to 3650',
  ownerInvalid: 'the owner is a name in one line, of at most 200 letters',
  daysInvalid: 'days are a whole number from 0 to 3650',
  featureInvalid: (feature: string) => `"${feature}" is not a feature code`,
  unknownApplication: (code: string, known: string) =>
    `there is no application "${code}"; there are: ${known}`,
  policyNotFound: 'there is no policy with this id or name: see "policy list"',
  severalPolicies: (name: string) =>
    `more than one policy is called "${name}": name it by its id ("policy list")`,
  policyNameInvalid: 'the name of a policy is one line, of at most 200 letters',
  policyExists: (name: string) => `there already is a policy "${name}"`,
  policyStandard:
    'licenses follow this policy by their number of machines: for other numbers make a policy ("policy create")',
  policyInUse: 'licenses have this policy, so it stays floating or not: make another ("policy create")',
  policyOfOther: (policy: string) =>
    `the policy "${policy}" is of another application: name one of its own, or leave --application out`,
  policyForOne: (policy: string) => `the policy "${policy}" is for one machine: it is not floating`,
  unknownRule: (name: string) =>
    `there is no rule "${name}" here: see "policy show", or "license policy --help"`,
  ruleTwice: (name: string) => `the rule "${name}" is named twice`,
  ruleFlag: (name: string) => `${name} is true or false`,
  ruleNumber: (name: string, least: number, most: number, orNone: boolean) =>
    `${name} is a whole number from ${least} to ${most}${orNone ? ', or none' : ''}`,
  ruleChoice: (name: string, choices: string) => `${name} is one of ${choices}`,
  machinesNeedFloating: 'more than one machine needs floating=true',
  revivedAreKept: 'heartbeatResurrectionStrategy=ALWAYS_REVIVE needs heartbeatCullStrategy=KEEP_DEAD',
  overageNeedsWhole: (strategy: string, divisor: number) =>
    `${strategy} needs floating=true, and limits that are multiples of ${divisor}`,
  applicationInvalid: 'an application needs a code like "my-app" and a name',
  applicationExists: (code: string) => `there already is an application "${code}"`,
  noProducts: 'a license covers at least one product',
  productTwice: (code: string) => `product "${code}" is named twice`,
  unknownProduct: (code: string, known: string) =>
    `there is no product "${code}"; the catalogue has: ${known}`,
  limitInvalid: (spec: string, most: number) =>
    `"${spec}": the limit is a whole number up to ${most}, or "-" for none`,
  takesNoLimit: (code: string) => `"${code}" is on or off (type Status): it takes no limit`,
  saleInThePast: 'the license would have ended already: give an end that lies ahead, or “never”',
  expiryInThePast: 'the new expiry lies in the past',
  expiryEarlier: 'the license is valid longer than that already: to shorten it, use “update”',
  staysRevoked: 'a revoked license stays revoked: sell a new one',
  licenseRevoked: 'the license is revoked: sell a new one',
  licenseSuspended: 'the license is suspended: reinstate it first',
  licenseExpired: 'the license has expired: renew it first',
  machineReleased: 'the machine was released while it was answered: answer again',
  machineLimit: (limit: number, kept: { readonly count: number; readonly until: string } | null) =>
    `${limit === 1 ? 'its one machine is' : `all ${limit} machines are`} taken${kept === null ? '' : seatsKept(kept)}: release one ("machine release") or raise the number ("license update --machines")`,
  machineOfOtherLicense:
    'a machine of another license has this Unique Key, and the policy lets it have one license alone',
  amountLimit: (limit: number) =>
    `the machines of the license have more cores, memory or disk than it allows (${limit}): release one ("machine release")`,
  machineNotFound: 'the license has no machine with this id or Unique Key: see "machine list"',
  /** What the representative should ask the operator to look at again. */
  uniqueKey: {
    otherPrefix: (prefix: string) =>
      `there is no Unique Key of ours in it: ours begin with ${prefix}-; have the customer send theirs again`,
    length: (letters: number, expected: number) =>
      `the Unique Key has ${letters} letters after its prefix instead of ${expected}: ${AGAIN}`,
    letter: (letter: string) => `"${letter}" is no letter of a Unique Key: ${AGAIN}`,
    mistyped: `there is a typing error in the Unique Key, its check letters do not fit: ${AGAIN}`,
  },
  returnCode: {
    length: (letters: number, expected: number) =>
      `the return code has ${letters} letters after RETURN instead of ${expected}: ${AGAIN}`,
    letter: (letter: string) => `"${letter}" is no letter of a return code: ${AGAIN}`,
    mistyped: `there is a typing error in the return code, its check letters do not fit: ${AGAIN}`,
  },
  /** What the representative can do about it is always the same: send the machine file. */
  typedKey: {
    notAllowed: (key: string) => `key ${key}, which signs now, may not sign typed keys`,
    tooLong: (most: number, bytes: number) =>
      `a typed key has room for ${most} bytes in 31 rows, this license needs ${bytes}: ${INSTEAD}`,
    noRoom: (field: string, most: number) => `${fieldWords(field, most)}: ${INSTEAD}`,
  },
  returnCodeMismatch:
    'the return code was not made on this machine for this license: compare the Unique Key and the license',
  returnCodeSpent: (when: string) =>
    `this return code was taken on ${when}, and the machine has taken a seat since: ask for its new return code, or free the seat all the same ("machine release")`,
  newerKeyIssued: (when: string) =>
    `this machine was given a newer key on ${when}, which is not returned: ask for its return code, or free the seat all the same ("machine release")`,
  outputExists: (file: string) => `${file} is there already: choose another name`,
  backupOfAnother: (file: string) => `${file} is a copy of another vendor's database`,
  demoNotEmpty:
    'there are licenses here already, and nobody could tell them from those of a demo: name an empty folder with --data-dir, which “init” prepares',
  demoWithoutProducts: 'the vendor has no products in its catalogue: licenses of what could be sold?',
  moveTargetOfOthers:
    'the database of --to holds another vendor’s data, or another program’s: make an empty one, and name that',
  moveTargetInService:
    'the database of --to holds this vendor already, and not what is in the folder: it was in service, or the folder was. Nothing was changed',
  /** `said`: as PostgreSQL said it. */
  moveRowNotTaken: (table: string, said: string) =>
    `a row of ${table} is not taken by PostgreSQL (${said}): nothing serves from there, and what is in the folder is as it was`,
  moveDiffers: (table: string) =>
    `what arrived in ${table} is not what was sent: nothing serves from there. Run “database move” again, which begins anew`,
  databaseInitialized: 'the database of --database is prepared already: name another, or go on with this one',
  alreadyInitialized: (dataDir: string) =>
    `${dataDir} already holds vendor data: use it, or name another folder with --data-dir`,
  keysWithoutDatabase: (keys: string) =>
    `${keys} holds keys of a vendor whose database is gone: put your last backup in by “restore”, or name another folder with --data-dir`,
  folderShared: (path: string) =>
    `others may write ${path}, and could exchange the signing key: choose a folder that is yours alone (chown, chmod go-w)`,
  noVendorProfile: (why: string) => `the vendor file is not a vendor profile: ${why}`,
  vendorFileNotJson: (file: string) => `the vendor file ${file} is not JSON`,
  vendorFileTooLarge: (file: string, most: number) =>
    `the vendor file ${file} is no vendor profile: it is longer than ${most} bytes`,
  vendorFileNoFile: noFile,
  vendorFileNotRead: (file: string) =>
    `the vendor file ${file} cannot be read: name one that is there and that you may read`,
}

const KINDS = {
  text: 'Give a text in quotation marks.',
  number: 'Give a number.',
  list: 'Give a list of texts, such as ["storage:5"].',
  either: 'Give a text or a number.',
}

const MOST_NAME = 60
const cutName = (name: string): string => (name.length > MOST_NAME ? `${name.slice(0, MOST_NAME)}…` : name)

const seatsKept = ({ count, until }: { readonly count: number; readonly until: string }): string =>
  count === 1
    ? ` (one is kept until ${until}, when a machine that was released stops running by its file)`
    : ` (${count} are kept for machines that were released and may still run by their files, the first until ${until})`

/** `most`: the number of the last day. */
const daysTo = (most: number): string => `from 2020 to ${iso(endOfDay(most)).slice(0, 10)}`

const INSTEAD = 'answer with --format file'

function fieldWords(field: string, most: number): string {
  switch (field) {
    case 'owner':
      return `the owner's name is longer than the ${most} bytes that a typed key has room for`
    case 'products':
      return `a typed key is for 1 to ${most} products`
    case 'productCode':
      return `a product's code is longer than the ${most} bytes that a typed key has room for`
    case 'productName':
      return `a product's name is longer than the ${most} bytes that a typed key has room for`
    case 'productType':
      return `a product's type is longer than the ${most} bytes that a typed key has room for`
    case 'features':
      return `a typed key has room for ${most} features`
    case 'licenseExpiry':
      return `a typed key can only say license expiries ${daysTo(most)}`
    case 'maintenanceUntil':
      return `a typed key can only say maintenance dates ${daysTo(most)}`
    case 'productExpiry':
      return `a typed key can only say product expiries ${daysTo(most)}`
    default:
      return `the field ${field} of a typed key goes up to ${most}`
  }
}
