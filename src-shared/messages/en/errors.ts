// English words for every failure: what happened, the likely cause, what to do next.
import { fileTrouble } from './file-trouble.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import type { Doing, ErrorWords, Explanation, Speaker } from '../explanation.ts'
import { noFile } from './no-file.ts'
import { settingsMend, storeMend } from './store.ts'
import {
  diskFull,
  idMend,
  reachMend,
  settingsTrouble,
  licenseMend,
  storeTrouble,
  usageMend,
  usageTrouble,
} from './store-trouble.ts'
import { managedTrouble } from './managed.ts'
import { settingNames } from './setting-names.ts'
import { between, lasting } from './spans.ts'
import { noId } from './system.ts'

/** A license that is here needs no way around the network: it runs on, and a deactivation has its own. */
const orOffline = (todo: string, { doing = 'activate' }: Speaker): string =>
  doing === 'activate' ? `${todo}, or activate offline.` : `${todo}.`
const withoutNetwork: Readonly<Record<Doing, string>> = {
  activate: 'Tick “Enable Offline Licensing” and send the Unique Key to the vendor.',
  refresh:
    'Ask the vendor for a new key, or switch “Offline only” off in the settings, where your administrator has not set it.',
  deactivate: 'Deactivate again, which now gives a return code for the vendor.',
  give_back:
    'The next refresh tells the activation server, once “Offline only” is off in the settings; where it is set for you, ask your administrator.',
}
const needing: Readonly<Record<Doing, string>> = {
  activate: 'an activation needs',
  refresh: 'a refresh needs',
  deactivate: 'a deactivation needs',
  give_back: 'a deactivation needs',
}
const say = (what: string, cause: string, todo: string) => ({ what, cause, todo })
/** Where only the code is known there is nothing to say. */
function byHowMuch(one: string, other: string): string {
  const span = between(one, other)
  return span === '' ? '' : ` by ${span}`
}
/** Of a connection that was open (send.ts). */
const CUT: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
])
/** Where only the code is known, in the place of numbers is a text (explain-code.ts). */
const listed = (numbers: readonly number[]) => [numbers].flat().join(', ')

/** `damage`: of `installation_changed`. */
function damaged(path: string, damage: string): string {
  switch (damage) {
    case 'changed':
      return `${path} is not what was packed`
    case 'missing':
      return `${path} is missing`
    case 'added':
      return `${path} does not belong there`
    default:
      return `${path} is not as it was packed (${damage})`
  }
}

const TAKE_BUNDLE_ANEW = 'Do not install it; copy it again, or get it from the vendor again.'

/** `reason`: of `bundle_not_readable`. */
function bundleTrouble(reason: string): string {
  switch (reason) {
    case 'not_a_bundle':
      return 'It is another kind of file, or was packed by another program.'
    case 'cut_off':
      return 'It ends too early: it was not copied or downloaded to its end.'
    case 'too_many_files':
      return 'It has more files than a bundle has.'
    case 'more_behind_its_end':
      return 'Something follows its end that is no part of it.'
    case 'newer_form':
      return 'The vendor signed it in a form that this version does not know.'
    default:
      return `It cannot be read (${reason}).`
  }
}

/** `damage`: of `bundle_file_wrong`. */
function bundledFile(name: string, damage: string): string {
  switch (damage) {
    case 'added':
      return `${name} does not belong in it.`
    case 'missing':
      return `${name} is missing in it.`
    case 'changed':
      return `${name} is not what was signed.`
    case 'twice':
      return `${name} is in it twice.`
    case 'no_file':
      return `${name} is a link in it, or no file.`
    default:
      return `${name} is not as it was signed (${damage}).`
  }
}

/** Where only the code is known, in the place of numbers is a text (explain-code.ts). */
const isTooLong = (letters: number, expected: number): boolean =>
  typeof letters === 'number' && letters > expected

function lettersOf(letters: number, expected: number): string {
  if (typeof letters !== 'number') return 'The License Code is incomplete.'
  return isTooLong(letters, expected)
    ? `${letters} letters, but a License Code has ${expected}.`
    : `Incomplete: ${letters} of ${expected} letters.`
}

const otherFiles: Readonly<Record<string, string>> = {
  outlook_mail: 'a mail file of Outlook or an old Office document',
  pdf: 'a PDF file',
  office: 'an Office document or a ZIP archive',
  rtf: 'a formatted document (RTF)',
  picture: 'a picture',
}

/** What stood in the way, as part of another failure. Where only the code of that is known, there is nothing to say. */
function because(problem: string, params: object, speaker: Speaker): Explanation {
  if (!Object.hasOwn(errors, problem)) return say(problem, problem, '')
  const words = errors[problem as ErrorCode] as (params: unknown, speaker: Speaker) => Explanation
  return words(params, speaker)
}

export const errors: ErrorWords = {
  invalid_input: ({ field }) =>
    say(
      `The request was not understood${field ? ` (${field})` : ''}.`,
      'The page and the program behind it may be of different versions.',
      'Reload the page; if it happens again, copy the details for support.',
    ),
  internal: ({ correlationId }) =>
    say(
      'Something went wrong inside Activation Desk.',
      'This is a fault of the program, not of your input.',
      `Copy the details for support; they carry the number ${correlationId}.`,
    ),
  unknown_method: ({ method }) =>
    say(
      `This host does not offer “${method}”.`,
      'The page and the program behind it may be of different versions.',
      'Reload the page, or start the program again.',
    ),
  not_authenticated: () =>
    say(
      'This page is not signed in to Activation Desk any more.',
      'The program was started again, or the link was used before or is older than a minute.',
      'Press Enter in the terminal where “activation-desk serve” printed the link: it prints a new one.',
    ),
  peer_not_allowed: ({ uid }) =>
    say(
      `The link was made for another user of this system than the one with the number ${uid}.`,
      'This browser, or what forwards its connection, runs as a user who did not start “activation-desk serve”.',
      `Open the link as the user who started it, or start it again with “--allow-user ${uid}”.`,
    ),
  cancelled: (_, { doing }) =>
    say(
      'This was stopped before it was done.',
      'The page was closed, or whoever asked did not wait for the answer.',
      doing === 'deactivate'
        ? 'Refresh, which asks the activation server whether it freed the place.'
        : 'Try again; nothing is half done.',
    ),
  machine_id_missing: ({ system }) =>
    say(
      'This machine has no machine id, so it has no Unique Key.',
      'The operating system was installed from an image without one, or the id file is empty.',
      noId(system),
    ),
  machine_id_not_usable: ({ system }) =>
    say(
      'The machine id of this machine cannot be used.',
      'What the operating system gives is not an id (32 hexadecimal digits or a UUID) but, for example, a host name, which may change.',
      noId(system),
    ),
  machine_id_file_invalid: ({ path }) =>
    say(
      'The machine id file does not hold a machine id.',
      `${path} must hold 32 hexadecimal digits or a UUID.`,
      'Ask the administrator who made the file to correct it.',
    ),
  machine_id_not_readable: ({ path, reason }) =>
    say(
      'It cannot be told which machine this is.',
      reason === 'gone'
        ? `${path} is empty or gone, and the licenses on this machine may depend on it.`
        : storeTrouble(path, reason),
      idMend(reason),
    ),
  machine_id_invalid: ({ value }) =>
    say(
      `“${value}” is not a machine id.`,
      'A machine id is 32 hexadecimal digits or a UUID, and not one digit repeated.',
      'Make one: “uuidgen”, or on Linux “systemd-id128 new”.',
    ),
  machine_id_not_settable: ({ vendor }) =>
    say(
      'The machine id of this machine cannot be set.',
      `${vendor} takes the operating system’s machine id alone: its vendor profile permits no other.`,
      'Give the operating system a machine id of its own instead.',
    ),
  clock_before_signed: ({ signed, clock }) =>
    say(
      `The clocks of this machine and of the vendor differ${byHowMuch(signed, clock)}: the vendor has signed a later time.`,
      `It shows ${clock}; the vendor signed a key or an answer for this machine on ${signed}.`,
      'Set the clock of this machine if it is wrong; if it is right, refresh or enter a new key.',
    ),
  settings_not_readable: ({ path, reason }) =>
    say(
      'The settings of this installation cannot be read; they may say “offline only”, so nothing is sent.',
      settingsTrouble(path, reason),
      settingsMend(path, reason),
    ),
  settings_newer: ({ path }) =>
    say(
      'A newer version of Activation Desk has written the settings of this installation.',
      `This version does not know all of ${path}; it may say “offline only”, so nothing is sent.`,
      'Use the newer version, or update this one; where there is none, move the file away and set anew what was set.',
    ),
  managed_settings_not_usable: ({ path, reason, setting }) =>
    say(
      'The administrator’s settings cannot be used, so nothing is sent.',
      managedTrouble(path, reason, setting),
      'Ask this machine’s administrator to correct it, or to remove it; the rest works as before.',
    ),
  setting_managed: ({ setting, path }) =>
    say(
      `“${settingNames[setting] ?? setting}” is set by your administrator; nothing was changed.`,
      `It is laid down for this machine in ${path}.`,
      'Ask this machine’s administrator to change it there.',
    ),
  store_not_writable: ({ path }) =>
    say(
      'Nothing can be stored there.',
      `You have no permission to write in ${path}.`,
      'Start Activation Desk as an administrator, or ask for membership in the group “activation-desk”.',
    ),
  store_not_readable: ({ path }) =>
    say(
      'The licenses on this machine cannot be read.',
      `You have no permission to read ${path}.`,
      'Start Activation Desk as an administrator, or ask for membership in the group “activation-desk”.',
    ),
  store_unreachable: ({ path, reason }) =>
    say(
      'It cannot be told which licenses are on this machine.',
      storeTrouble(path, reason),
      reachMend(reason),
    ),
  store_newer: ({ path }) =>
    say(
      'A newer version of Activation Desk has changed what is stored here.',
      `This version does not know the form of ${path}, so it leaves everything there as it is.`,
      'Use the newer version, or update this one.',
    ),
  store_not_usable: ({ path, reason }) =>
    say('Nothing can be stored there.', storeTrouble(path, reason), storeMend(reason)),
  license_damaged: ({ path }) =>
    say(
      'It cannot be told whether the product may run: a license on this machine is damaged.',
      `${path} is missing, damaged or not as it was written, and may belong to the license of this product.`,
      'Activate the license again, or put the file back from a backup; “activation-desk list” names what is damaged.',
    ),
  usage_damaged: ({ path, product }) =>
    path === 'usage'
      ? say(
          'It cannot be told whether the product may run: there are too many reports of usage.',
          `There are more than 1000 in ${path} in the data folder, and the license of “${product}” depends on them.`,
          'Delete those that no product of yours writes.',
        )
      : say(
          'It cannot be told whether the product may run: how much of it is in use was lost.',
          `${path} in the data folder is damaged, or was set aside, and the license of “${product}” depends on it.`,
          path.startsWith('usage/')
            ? 'Let the product write it anew. If it does not report there, delete the file.'
            : `Report the usage anew: “activation-desk usage set ${product} NUMBER”.`,
        ),
  usage_not_readable: ({ path, reason, product }) =>
    say(
      'It cannot be told whether the product may run: what was reported of its usage cannot be read.',
      usageTrouble(path, reason, product),
      usageMend(path, reason, product),
    ),
  store_busy: ({ path }) =>
    say(
      'Another program is writing licenses at this moment.',
      `The lock on ${path} was not free in time.`,
      'Wait a moment and try again; where no other program is at work, the network share may know no locks.',
    ),
  disk_full: ({ path, out }) => say(...diskFull(path, out)),
  installation_changed: ({ path, damage, others }) =>
    say(
      'Activation Desk is not as it was installed.',
      `${damaged(path, damage)}${others > 0 ? `, and ${others} more` : ''}: something changed it, or the disk failed.`,
      'Install this version again from your vendor’s package; the licenses are kept elsewhere and stay.',
    ),
  bundle_key_missing: ({ vendor }) =>
    say(
      `This build carries no update key of ${vendor}, so no bundle can be checked with it.`,
      'The vendor’s profile had none when it was packaged.',
      'Ask the vendor how to check the new version.',
    ),
  bundle_not_readable: ({ reason }) =>
    say('This is no whole offline bundle.', bundleTrouble(reason), TAKE_BUNDLE_ANEW),
  bundle_signature_invalid: ({ vendor }) =>
    say(
      'The bundle is not signed by the vendor of this program.',
      `Its signature does not hold under the update key of ${vendor}: somebody changed it, or it is another vendor’s.`,
      'Do not install it; get it from the vendor again, and tell them if it happens twice.',
    ),
  bundle_for_other: ({ what, stated, here }) =>
    say(
      'The bundle is for another installation.',
      `Its ${what} is ${stated}; here it is ${here}.`,
      'Get the bundle for this one from the vendor, or check this one where it belongs.',
    ),
  bundle_of_test_build: () =>
    say(
      'The bundle is a build for tests.',
      'It may be driven from outside, and is not for customers.',
      'Do not install it; ask the vendor for the released version.',
    ),
  bundle_not_newer: ({ version, here }) =>
    say(
      'The bundle is not newer than what is installed.',
      `It is version ${version}; here is ${here}.`,
      'Nothing needs to be installed; ask the vendor where an older version is really wanted.',
    ),
  bundle_file_wrong: ({ name, damage }) =>
    say('The bundle is not as the vendor signed it.', bundledFile(name, damage), TAKE_BUNDLE_ANEW),
  vendor_without_keys: ({ vendor }) =>
    say(
      `This build carries no public key of ${vendor}, so nothing can be verified.`,
      'It was not made from a complete vendor profile.',
      'Install the build that your vendor ships.',
    ),
  license_code_empty: () =>
    say(
      'There is no License Code yet.',
      'The field is empty.',
      'Type or paste the License Code from the vendor’s mail.',
    ),
  license_code_too_long: () =>
    say(
      'This text is too long to be a License Code.',
      'A code is one line of a mail; this may be the whole mail or another file.',
      'Enter the License Code alone; nothing was sent.',
    ),
  license_code_mistyped: () =>
    say(
      'There is a typing error in the License Code.',
      'Its check letters do not fit: a letter is wrong or two are swapped.',
      'Compare it with the vendor’s mail, group by group; nothing was sent.',
    ),
  license_code_incomplete: ({ letters, expected }) =>
    say(
      lettersOf(letters, expected),
      isTooLong(letters, expected)
        ? 'A letter was typed twice, or copied along.'
        : 'A letter is missing, or was not copied.',
      'Compare it with the vendor’s mail, group by group; nothing was sent.',
    ),
  license_code_not_recognized: () =>
    say(
      'Not recognized: no License Code is in this text.',
      'A code stands on one line of the vendor’s mail.',
      'Paste the License Code; nothing was sent.',
    ),
  license_code_several: () =>
    say(
      'This text holds more than one License Code.',
      'Each license has a code of its own, and they are added one after the other.',
      'Paste one License Code alone; nothing was sent.',
    ),
  license_code_is_unique_key: () =>
    say(
      'This is a Unique Key, not a License Code.',
      'The Unique Key names this machine; it goes to the vendor.',
      'Enter the License Code from the vendor’s mail: five groups of five.',
    ),
  license_code_is_offline_key: () =>
    say(
      'This is a Local License Key, not a License Code.',
      'The text was pasted into the other field.',
      'Tick “Enable Offline Licensing” and paste it into “Local License Key”.',
    ),
  license_code_needed: () =>
    say(
      'This key needs its License Code.',
      'No code was given, and none of those on this machine opens it.',
      'Give the License Code from the same mail, too.',
    ),
  unique_key_mistyped: () =>
    say(
      'There is a typing error in this Unique Key.',
      'Its check letters do not fit: a letter is wrong, missing or one too many.',
      'Compare it with where it comes from, group by group.',
    ),
  unique_key_other_vendor: ({ prefix }, { vendor }) =>
    say(
      `This is a Unique Key, but not one for ${vendor}.`,
      `The Unique Keys of this app begin with ${prefix}-.`,
      'Look for the Unique Key that this app shows.',
    ),
  return_code_mistyped: () =>
    say(
      'There is a typing error in this return code.',
      'Its check letters do not fit: a letter is wrong, missing or one too many.',
      'Compare it with what “activation-desk activity” shows.',
    ),
  return_code_not_ours: () =>
    say(
      'This return code was not made on this machine.',
      'No license that was deactivated here has it.',
      'Look on the machine where the license was deactivated: “activation-desk activity” shows it there.',
    ),
  key_empty: () =>
    say(
      'There is no Local License Key yet.',
      'The field is empty.',
      'Paste the whole text that the vendor sent, or choose the file.',
    ),
  key_too_large: ({ maximum }) =>
    say(
      'This text is too long to be a Local License Key.',
      `A key has at most ${maximum.toLocaleString('en')} characters; this may be another file.`,
      'Choose the .lic file or paste only the key from the mail.',
    ),
  key_not_recognized: () =>
    say(
      'This is not a Local License Key.',
      'Neither a block that starts with “-----BEGIN MACHINE FILE-----” nor rows of six groups of five letters are in this text.',
      'Paste the whole text that the vendor sent: the block with its first and last line, or all the rows.',
    ),
  key_in_other_file: ({ kind }) =>
    say(
      `This is ${otherFiles[kind] ?? 'a file of another program'}: nothing in it can be read here.`,
      'The key may be in the text that its own program shows.',
      'Open it, copy its text and paste it here.',
    ),
  key_cut_off: () =>
    say(
      'The Local License Key is cut off.',
      'Its last line “-----END MACHINE FILE-----” is missing: not all of it was copied.',
      'Copy the whole key again, from its first to its last line.',
    ),
  key_damaged: () =>
    say(
      'The Local License Key is damaged.',
      'Characters are missing or were changed on the way, for example by a mail program.',
      'Copy it again, or ask for it as an attached file.',
    ),
  typed_key_row_wrong: ({ row, looksLikeRow }) =>
    say(
      `Row ${row} of the key is not right.`,
      looksLikeRow === null
        ? 'Its check letters do not fit: a letter is wrong, missing or one too many.'
        : `The letters of row ${looksLikeRow} stand there, or two letters are swapped.`,
      `Compare row ${row} with what the vendor sent, group by group.`,
    ),
  typed_key_rows_missing: ({ rows, of }) =>
    say(
      rows.length === 1
        ? `Row ${listed(rows)} of the key is missing.`
        : `Rows ${listed(rows)} of the key are missing.`,
      of === null
        ? 'Not all of the key was typed or copied; row 1 says how many rows it has.'
        : `The key has ${of} rows; not all of them were typed or copied.`,
      'Add what is missing; the other rows are right.',
    ),
  typed_key_rows_extra: ({ of }) =>
    say(
      'There are more rows than the key has.',
      `Row 1 says that it has ${of} rows; what follows belongs to another key.`,
      `Leave out what comes after row ${of}.`,
    ),
  typed_key_version_not_supported: ({ version }) =>
    say(
      'This typed key is made in a way that this app does not know yet.',
      `Its version is ${version}: it is for a newer Activation Desk.`,
      'Update Activation Desk, or ask the vendor for a machine file instead.',
    ),
  typed_key_unknown_signing_key: ({ keyId, reason }, { vendor }) =>
    say(
      `The key that signed this (${keyId}) is not accepted here.`,
      reason === 'revoked'
        ? `${vendor} has withdrawn it.`
        : reason === 'not_for_typed_keys'
          ? `${vendor} does not let it sign typed keys.`
          : `It is another vendor’s, or ${vendor} has taken it into use since this app was made.`,
      'Ask the vendor for a new key; if it stays so, update Activation Desk.',
    ),
  typed_key_unknown_product: ({ number }) =>
    say(
      'The key covers a product that this app does not know.',
      `It is number ${number} in the vendor’s list of products, which has grown since this app was made.`,
      'Update Activation Desk, or ask the vendor for a machine file, which names its products.',
    ),
  algorithm_not_supported: ({ algorithm }) =>
    say(
      `This key uses a method that is not accepted (${algorithm}).`,
      'Only Ed25519 is: aes-256-gcm+ed25519 and base64+ed25519 in a file.',
      'Ask the vendor for a key in one of these.',
    ),
  signature_invalid: (_, { vendor }) =>
    say(
      `This key was not signed by ${vendor}, or it was changed since.`,
      'A character was changed on the way, or the key is another vendor’s.',
      'Copy the key again; if it stays so, ask the vendor for a new one.',
    ),
  code_or_machine_mismatch: ({ uniqueKey, mailUniqueKey }) =>
    mailUniqueKey !== null && mailUniqueKey !== uniqueKey
      ? say(
          'The mail says that this key is for another machine.',
          `It was made for the Unique Key ${mailUniqueKey}; this machine’s is ${uniqueKey}.`,
          'Send the Unique Key of this machine to the vendor again.',
        )
      : mailUniqueKey === uniqueKey
        ? say(
            'The key does not open with this License Code.',
            'The mail says that it is for this machine: the License Code is not the one of the key.',
            'Check the License Code; if it is right, ask the vendor for a new key.',
          )
        : say(
            'The key does not open with this License Code on this machine.',
            'Either the License Code is not the one that the key was made for, or the key was made for another machine.',
            `Check the License Code; if it is right, send this machine’s Unique Key (${uniqueKey}) to the vendor again.`,
          ),
  wrong_file_type: () =>
    say(
      'This is a license file, but not one that activates a machine.',
      'It is a license file without a machine, or its content is of an unknown kind.',
      'Ask the vendor for the key for your Unique Key.',
    ),
  signing_key_not_valid: ({ keyId, issued }) =>
    say(
      `The key that signed this (${keyId}) was not valid at that time.`,
      `The file says it was issued on ${issued}, outside the time in which that signing key may sign.`,
      'Ask the vendor for a new key.',
    ),
  clock_behind: ({ issued, clock }) =>
    say(
      `The clocks of this machine and of the vendor differ${byHowMuch(issued, clock)}: this key is dated ahead.`,
      `It was issued on ${issued}; the clock of this machine shows ${clock}.`,
      'Set the clock of this machine if it is wrong; if it is right, ask the vendor for a new key.',
    ),
  file_expired: ({ expiry }) =>
    say(
      'This Local License Key has ended.',
      `It was valid until ${expiry}.`,
      'Ask the vendor for a new key for this Unique Key.',
    ),
  other_machine: ({ uniqueKey, fileUniqueKey }) =>
    say(
      'This key is for another machine.',
      fileUniqueKey === null
        ? `It was made for another Unique Key than this machine’s, which is ${uniqueKey}.`
        : `It was made for ${fileUniqueKey}; this machine’s Unique Key is ${uniqueKey}.`,
      'Use it on that machine, or send this machine’s Unique Key to the vendor.',
    ),
  license_missing_in_file: () =>
    say(
      'The key holds no license.',
      'It was made without the license inside.',
      'Ask the vendor for a key that includes the license.',
    ),
  license_code_mismatch: () =>
    say(
      'The key belongs to another License Code.',
      'The License Code that you entered is not the one in the key.',
      'Enter the License Code from the same mail as the key.',
    ),
  other_application: () =>
    say(
      'This license is for another product of the vendor.',
      'The License Code belongs to a product that is not the one installed here.',
      'Look for the License Code of this product in the vendor’s mail.',
    ),
  other_account: (_, { vendor }) =>
    say(
      `This license does not come from ${vendor}.`,
      'It was issued by another vendor’s account.',
      `Use the License Code that ${vendor} sent you.`,
    ),
  older_key: ({ storedIssued, newIssued }) =>
    say(
      'A newer key for this license is already here.',
      storedIssued === newIssued
        ? `Both were issued on ${newIssued}, this one a little earlier.`
        : `The one here was issued on ${storedIssued}, this one on ${newIssued}.`,
      'Nothing to do; to go back to an older one, ask the vendor to issue it anew.',
    ),
  key_already_here: () =>
    say(
      'This license is already activated with this key, so nothing was changed.',
      'The key here and this one are the same.',
      'Nothing to do.',
    ),
  returned_damaged: ({ path }) =>
    say(
      'No Local License Key is taken for a license that is not here: whether it was returned cannot be told.',
      `${path} in the data folder, which keeps the keys that were declared not to be used here any more, is damaged or gone.`,
      'Run “activation-desk repair”, which begins a new list, then put back what was in it: “activation-desk restore”, if there is a backup.',
    ),
  key_returned: ({ issued, returned, returnCode }) =>
    say(
      'This key was returned: it is not used on this machine any more.',
      `Issued on ${issued}, it was returned on ${returned} with the return code ${returnCode}.`,
      'To use the license here again, ask the vendor for a new key.',
    ),
  license_not_found: (_, { vendor, support, doing }) =>
    doing === 'refresh'
      ? say(
          `${vendor} does not know this license any more.`,
          'It was deleted there, or replaced by another one.',
          `Contact ${support}.`,
        )
      : say(
          `${vendor} does not know this License Code.`,
          'It was mistyped, or it belongs to another product.',
          'Compare it with the vendor’s mail.',
        ),
  license_suspended: (_, { support }) =>
    say('This license is suspended.', 'The vendor has put it on hold.', `Contact ${support}.`),
  license_revoked: (_, { support }) =>
    say('This license was revoked.', 'The vendor has withdrawn it for good.', `Contact ${support}.`),
  license_expired: ({ expiry }, { support }) =>
    say(
      'This license has expired.',
      expiry ? `It was valid until ${expiry}.` : 'Its last day is over.',
      `Renew it with the vendor (${support}), then try again.`,
    ),
  machine_limit_reached: ({ limit }, { support }) =>
    say(
      'This license is in use on as many machines as it allows.',
      limit === null
        ? 'No further machine can be added.'
        : `It allows ${limit} machine${limit === 1 ? '' : 's'}.`,
      `Deactivate it on a machine that no longer needs it, or contact ${support}.`,
    ),
  license_refused: ({ serverCode, detail }, { support }) =>
    say(
      'The activation server refused this license.',
      `Its words: ${detail || serverCode}.`,
      `Contact ${support} and name the code ${serverCode}.`,
    ),
  license_not_allowed: (_, { support }) =>
    say(
      'The activation server does not let a License Code sign in.',
      'The vendor’s policy for this license must allow authentication with the license key (LICENSE or MIXED).',
      `This is for the vendor to change: contact ${support}.`,
    ),
  license_permission_missing: ({ detail }, { support, doing = 'activate' }) =>
    say(
      `The activation server does not let this License Code do what ${needing[doing]}.`,
      `The license lacks a permission there; the server’s words: ${detail || 'none'}.`,
      `This is for the vendor to change: contact ${support}.`,
    ),
  license_check_in_overdue: (_, { support }) =>
    say(
      'The activation server waits for a check-in of this license.',
      'The vendor’s policy for this license asks for check-ins, and this app makes none.',
      `This is for the vendor to change: contact ${support}.`,
    ),
  license_needs_heartbeats: (_, { support }) =>
    say(
      'The activation server takes a seat of this license back from whoever does not ping it, and this app does not.',
      'The vendor’s policy for this license requires heartbeats.',
      `This is for the vendor to change: contact ${support}.`,
    ),
  license_scope_required: ({ scope }, { support }) =>
    say(
      `The activation server asks for more than this app sends: ${scope}.`,
      'The vendor’s policy for this license allows no validation without it.',
      `This is for the vendor to change: contact ${support}.`,
    ),
  machine_of_other_license: ({ detail }, { support }) =>
    say(
      'The activation server counts this machine for another license already.',
      `The vendor’s policy allows a machine once in all; the server’s words: ${detail || 'none'}.`,
      `Deactivate the other license on this machine first, or contact ${support}.`,
    ),
  seat_released: (_, { support }) =>
    say(
      'The activation server no longer counts this machine for this license.',
      'The vendor released it, or the machine’s id has changed since the license was activated.',
      `Activate the License Code on this machine again, or contact ${support}; its products run on until the dates in the list.`,
    ),
  not_of_this_machine: (_, { support }) =>
    say(
      'This license was activated on another machine, and nothing was released.',
      'Its folder was copied or restored here, or this machine’s id has changed since; the other machine goes on with it.',
      `Activate its License Code on this machine, or deactivate it here, which leaves the other machine as it is; where the machine’s id has changed, contact ${support}.`,
    ),
  offline_only: (_, { doing = 'activate' }) =>
    say(
      'This installation works offline only.',
      'It was set up to open no network connection at all.',
      withoutNetwork[doing],
    ),
  name_not_found: ({ name, reason }) =>
    say(
      'The name of the activation server is not known here.',
      `This machine’s name server (DNS) has no address for ${name} (${reason}).`,
      'Check the name server of this machine; where a proxy is the only way out, set the proxy.',
    ),
  server_unreachable: ({ server, reason }, speaker) =>
    say(
      CUT.has(reason)
        ? 'The activation server ended the connection.'
        : 'The activation server cannot be reached.',
      CUT.has(reason)
        ? `${server} did so before its answer was whole (${reason}).`
        : `No connection to ${server} (${reason}).`,
      CUT.has(reason)
        ? orOffline('Try again; if it stays so, tell the vendor', speaker)
        : orOffline('Check the network of this machine', speaker),
    ),
  server_timeout: ({ server, seconds }, speaker) =>
    say(
      'The activation server did not answer in time.',
      `${server} was silent for ${seconds} seconds.`,
      orOffline('Try again', speaker),
    ),
  server_not_ours: ({ server, status }, speaker) =>
    say(
      'Something else answered in place of the activation server.',
      `What came back from ${server} is a web page (HTTP ${status}): a sign-in page of the network, or a proxy.`,
      orOffline('Sign in to the network, or have its administrator allow the address', speaker),
    ),
  server_answer_malformed: ({ server, status }, speaker) =>
    say(
      'The answer of the activation server cannot be read.',
      status === 0
        ? `What came back from ${server} is without end, or not in its format.`
        : `What came back from ${server} (HTTP ${status}) is cut off or not in its format.`,
      orOffline('Try again; if it stays so, tell the vendor', speaker),
    ),
  server_error: ({ server, status, requestId }, speaker) =>
    say(
      'The activation server has a problem.',
      `${server} answered with HTTP ${status}${requestId ? ` (${requestId})` : ''}.`,
      orOffline('Try again in a few minutes', speaker),
    ),
  server_rate_limited: ({ retryAfterSeconds }) =>
    say(
      'The activation server asks to wait.',
      'There were too many attempts from this network.',
      retryAfterSeconds === null
        ? 'Try again in a few minutes.'
        : `Try again in ${lasting(retryAfterSeconds)}.`,
    ),
  response_unsigned: ({ server }, speaker) =>
    say(
      'The answer is not signed, so it is not believed.',
      `Something between here and ${server} changed it, or this is not the vendor’s server.`,
      orOffline('Ask the network’s administrator about a proxy', speaker),
    ),
  response_signature_invalid: ({ server }, speaker) =>
    say(
      `The answer was not signed by ${speaker.vendor}, so it is not believed.`,
      `Something between here and ${server} changed it, or this is not the vendor’s server.`,
      orOffline('Ask the network’s administrator about a proxy', speaker),
    ),
  response_replayed: ({ server }, speaker) =>
    say(
      'The answer belongs to another question, so it is not believed.',
      `What came back from ${server} is an old answer, sent again.`,
      orOffline('Ask the network’s administrator about a proxy', speaker),
    ),
  response_other_license: ({ server }, speaker) =>
    say(
      'The answer is about another license, so it is not believed.',
      `What came back from ${server} is not what was asked for.`,
      orOffline('Try again; if it stays so, tell the vendor', speaker),
    ),
  file_longer_than_asked: ({ issued, expiry, days }, speaker) =>
    say(
      'The activation server gave a longer license file than was asked for, so it is not taken.',
      `It was issued on ${issued} and ${expiry === null ? 'does not end' : `ends on ${expiry}`}; ${days} days were asked for, and something between here and the server may have changed that.`,
      orOffline('Ask the network’s administrator about a proxy', speaker),
    ),
  clock_off: ({ serverTime, clock }, speaker) =>
    say(
      `The clocks of this machine and of the activation server differ${byHowMuch(serverTime, clock)}.`,
      `The activation server’s time is ${serverTime}; this machine shows ${clock}.`,
      orOffline(
        'Set the clock of this machine if it or its time zone is wrong; if both are right, tell the vendor',
        speaker,
      ),
    ),
  insecure_server: ({ server }, speaker) =>
    say(
      'The address of the activation server is not secure.',
      `${server} starts with http:; the License Code would be readable on its way.`,
      orOffline('Install the build that your vendor ships', speaker),
    ),
  server_path_unknown: ({ url }) =>
    say(
      'The activation server does not know the address that this app asks.',
      `${url} in the vendor profile lacks its version path (/v1), or names another account.`,
      'Install the build that your vendor ships, or tell the vendor.',
    ),
  api_version_other: ({ server, version, wanted }) =>
    say(
      'The activation server speaks another version of the protocol.',
      `${server} answered in version ${version}; this app speaks ${wanted}.`,
      'Update Activation Desk, or tell the vendor.',
    ),
  tls_untrusted: ({ server, issuer }) =>
    say(
      'The certificate of the activation server is not trusted.',
      `What answers as ${server} shows a certificate issued by “${issuer}”: most likely a proxy of your network that inspects connections.`,
      'Ask the network’s administrator for that issuer’s certificate, and set it as the certificate file (Settings, or “activation-desk settings set ca FILE”).',
    ),
  tls_expired: ({ server, from, until, clock }) =>
    say(
      'The certificate of the activation server is not valid at this time.',
      `It is valid from ${from} until ${until} (${server}); the clock of this machine shows ${clock}.`,
      'Set the clock if it is wrong; if it is right, tell whoever runs that server or proxy.',
    ),
  tls_wrong_host: ({ server, names, issuer }, speaker) =>
    say(
      'The certificate is for another name than the activation server’s.',
      `What answers as ${server} shows one for ${names}, issued by “${issuer}”: a proxy, a sign-in page, or a wrong address.`,
      orOffline('Ask the network’s administrator what answers there', speaker),
    ),
  tls_failed: ({ server, reason }, speaker) =>
    say(
      'There is no secure connection to the activation server.',
      `What answers at ${server} does not speak TLS, or not in a way that is accepted (${reason}).`,
      orOffline('Ask the network’s administrator about a proxy or firewall', speaker),
    ),
  ca_file_not_usable: ({ path, is }) =>
    say(
      'The certificate file cannot be used.',
      `${is === null ? `There is no certificate in ${path}, or it cannot be read` : noFile(path, is)}; a PEM or DER file by its absolute path is needed, of 1 MiB and 500 certificates at the most.`,
      'Set another certificate file, or none (Settings, or “activation-desk settings set ca none”); your administrator’s, ask them for.',
    ),
  proxy_unreachable: ({ proxy, reason }) =>
    say(
      'The proxy cannot be reached.',
      `No connection to ${proxy} (${reason}).`,
      'Check the proxy’s address (“activation-desk settings show”), or ask the network’s administrator.',
    ),
  proxy_auth_required: ({ proxy, schemes, login }) =>
    say(
      login === 'refused'
        ? 'The proxy did not accept the name and password.'
        : 'The proxy asks for a name and a password.',
      login === 'refused'
        ? `${proxy} was sent those of its address; it takes ${schemes}, and Activation Desk can do Basic.`
        : `${proxy} got none; it takes ${schemes}, and Activation Desk can do Basic.`,
      'Set them with the proxy’s address (http://NAME:PASSWORD@HOST:PORT), or have the activation server allowed without.',
    ),
  proxy_dropped: ({ proxy, server, reason }, speaker) =>
    say(
      'The proxy ended the connection before anything was sent.',
      `${proxy} was asked for ${server}, and the connection was gone (${reason}): it, or a firewall, may not let it through.`,
      orOffline(
        'Try again in a moment; if it stays so, have the network’s administrator allow that address',
        speaker,
      ),
    ),
  proxy_refused: ({ proxy, server, status }, speaker) =>
    say(
      'The proxy does not let this machine through to the activation server.',
      `${proxy} answered with HTTP ${status} when it was asked for ${server}.`,
      orOffline('Ask the network’s administrator to allow that address', speaker),
    ),
  proxy_address_invalid: ({ value }) =>
    say(
      `“${value}” is not the address of a proxy.`,
      'It must look like http://proxy.example:3128, with a name and password before the host if need be.',
      'Set it again (“activation-desk settings set proxy”), or correct HTTPS_PROXY or ALL_PROXY where it comes from there; your administrator’s, ask them for.',
    ),
  proxy_kind_not_supported: ({ value, kind }) =>
    say(
      `“${value}” is a proxy of the kind ${kind}, which this app does not speak to.`,
      'It goes through HTTP proxies (CONNECT) alone.',
      'Name one with “activation-desk settings set proxy” or HTTPS_PROXY, which goes before ALL_PROXY; “none” goes directly.',
    ),
  no_proxy_invalid: ({ value }) =>
    say(
      `“${value}” is not a list of hosts.`,
      'It takes host names, domains (.example) and addresses, separated by commas.',
      'Correct the list of hosts that are reached without the proxy.',
    ),
  product_not_licensed: ({ product, known }) =>
    say(
      `No license on this machine covers “${product}”.`,
      known ? `Licensed here: ${known}.` : 'No license is activated on this machine.',
      'Check the product’s code, or activate its license first.',
    ),
  usage_in_file: ({ path, product }) =>
    say(
      `“${product}” reports its usage by itself: nothing was changed.`,
      `What it writes to ${path} in the data folder counts.`,
      'To report with this command again, delete that file.',
    ),
  usage_invalid: ({ value }) =>
    say(
      `“${value}” is not a usage.`,
      `A usage is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`,
      'Give the number that the product has in use.',
    ),
  file_not_written: ({ path, place = path, reason }) =>
    say('The file could not be written.', ...fileTrouble(path, place, reason)),
  pdf_not_available: () =>
    say(
      'A PDF cannot be made here.',
      'The web page and the command line need an installed Chromium, Chrome or Edge for it; none was found or it did not work.',
      'Export as HTML and print that to PDF in any browser, or install Chromium.',
    ),
  backup_empty: ({ path }) =>
    say(
      'There is nothing to back up, so no backup was made.',
      `No license is in ${path}, none was deactivated there, and no usage was reported.`,
      'Look whether this is the right data folder: “activation-desk info” shows it.',
    ),
  backup_incomplete: ({ path }) =>
    say(
      `${path} was not replaced: it may hold what is lost here.`,
      'What is damaged or missing here, as named above, would not be in the new backup.',
      'Mend that first (“activation-desk doctor” says how), or name another file for a backup of what is left.',
    ),
  backup_not_readable: () =>
    say(
      'This is no backup of Activation Desk, or it is damaged.',
      'It was cut off or changed, or a newer version made it.',
      'Take another backup, or restore with the version that made it; nothing was changed.',
    ),
  backup_other_machine: ({ backupUniqueKey, uniqueKey, idFile }) =>
    say(
      'This is the backup of another machine.',
      `It is for ${backupUniqueKey === null ? 'another Unique Key' : `the Unique Key ${backupUniqueKey}`}; here it is ${uniqueKey}.`,
      `Activate the licenses here with their License Codes, which are in the backup; if this machine only has a new machine id, ${idFile ? 'set the former one first (“activation-desk machine-id set”)' : 'give the operating system the former one first'}.`,
    ),
  license_not_here: ({ id }) =>
    say(
      `There is no license ${id} on this machine.`,
      'It was removed meanwhile, or the id was mistyped.',
      'Look at the list of licenses again.',
    ),
  license_not_readable: ({ id, path, reason }) =>
    say(
      `The license ${id} is on this machine, but it cannot be read.`,
      storeTrouble(path, reason),
      licenseMend(reason),
    ),
  deactivation_unknown: ({ problem, params }, speaker) =>
    say(
      'Whether the activation server freed the place of this license is not known.',
      because(problem, params, speaker).what,
      'Refresh, which asks the server: the license stays here if its place is still there, else it is taken out.',
    ),
  deactivation_not_stored: ({ problem, params }, speaker) =>
    say(
      'The activation server freed the place of this license, but not all of it could be removed here.',
      because(problem, params, speaker).cause,
      'See to that, then refresh, which takes out what is left; a license that is still in the list has no place any more.',
    ),
  deactivation_on_its_way: () =>
    say(
      'What this deactivation asked may still reach the activation server.',
      'It was begun less than a minute ago, by another program here or by one that was stopped.',
      'Refresh again in a minute.',
    ),
  seat_not_freed: ({ problem, params }, speaker) =>
    say(
      'The activation server does not free the place of this license, and is not asked again.',
      because(problem, params, speaker).what,
      'Ask the vendor to free the place of this machine: “activation-desk unique-key” says which one it is.',
    ),
  license_proves_nothing: ({ id }) =>
    say(
      `There is no certificate for license ${id}.`,
      'Its key is not valid on this machine, so nothing that it says is proven.',
      'Enter a valid key, or refresh the license; then ask for the certificate again.',
    ),
}
