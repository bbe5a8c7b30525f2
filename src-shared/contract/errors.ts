// Every expected failure of the app, one row each: what its words need to know, which methods share it, its HTTP and exit
// status, and what on the form it speaks of. Unions, groups and statuses are derived from here; the words are in messages/.
import type { OtherFile } from '../formats/outside/other-file.ts'
import type { NoFile, System, UsedUp } from './system.ts'

/** 0 done · 1 refused · 2 wrong usage, or could not tell · 3 no way to the server · 4 this machine stands in the way */
export type ExitStatus = 1 | 2 | 3 | 4

/**
 * Failures that methods and ports share. `call`: of the call itself; `machine`: this machine's Unique Key; `code`: a
 * License Code as entered; `key`: a Local License Key; `way`: no way to the server was even tried; `server_away`: no
 * believable answer of the server; `server_refusal`: it answered, and says no.
 */
export type ErrorGroup =
  | 'call'
  | 'machine'
  | 'store_read'
  | 'store_write'
  | 'code'
  | 'key'
  | 'way'
  | 'server_away'
  | 'server_refusal'

/** A field of the form, or the way to the server: testing the connection step by step tells more of it. */
export type Blamed = 'code' | 'key' | 'way'

interface ErrorRow<P, G extends ErrorGroup> {
  /** Never there: it carries a type. */
  readonly params?: P
  readonly http: number
  readonly exit: ExitStatus
  readonly groups: readonly G[]
  readonly blames: readonly Blamed[]
}

type None = Record<string, never>

/** `P`: the parameters; instants are ISO 8601 texts. */
const failing =
  <P = None>() =>
  <const G extends ErrorGroup = never>(
    http: number,
    exit: ExitStatus,
    groups: readonly G[] = [],
    blames: readonly Blamed[] = [],
  ): ErrorRow<P, G> => ({ http, exit, groups, blames })

/** Closed: a code that is not here does not exist; a parameter that is not here cannot be shown. */
export const ERRORS = {
  // The caller
  /** `least`, `most`: the bound in characters that a text does not keep. */
  invalid_input: failing<{ field: string; least?: number; most?: number }>()(400, 2, ['call']),
  internal: failing<{ correlationId: string }>()(500, 2, ['call']),
  unknown_method: failing<{ method: string }>()(404, 2, ['call']),
  not_authenticated: failing()(401, 2, ['call']),
  peer_not_allowed: failing<{ uid: number }>()(403, 2),
  cancelled: failing()(499, 2, ['server_away']),
  // This machine
  machine_id_missing: failing<{ system: System }>()(409, 4, ['machine']),
  machine_id_not_usable: failing<{ system: System }>()(409, 4, ['machine']),
  machine_id_file_invalid: failing<{ path: string }>()(409, 4, ['machine']),
  /** `path`: a source of the id that is there, but not to be read, or emptied, or gone. */
  machine_id_not_readable: failing<{ path: string; reason: string }>()(409, 4, ['machine']),
  machine_id_invalid: failing<{ value: string }>()(422, 2),
  machine_id_not_settable: failing<{ vendor: string }>()(409, 4),
  clock_before_signed: failing<{ signed: string; clock: string }>()(409, 4),
  settings_not_readable: failing<{ path: string; reason: string }>()(409, 4, ['way', 'server_away']),
  /** A version after this one wrote it. */
  settings_newer: failing<{ path: string }>()(409, 4, ['way', 'server_away']),
  /** `reason`: one of those that the words know (`managedTrouble`); `setting`: which of them is wrong, or ''. */
  managed_settings_not_usable: failing<{ path: string; reason: string; setting: string }>()(409, 4, [
    'way',
    'server_away',
  ]),
  /** `path`: where an administrator laid it down. */
  setting_managed: failing<{ setting: string; path: string }>()(403, 1),
  store_not_writable: failing<{ path: string }>()(409, 4, ['store_write']),
  store_not_readable: failing<{ path: string }>()(409, 4, ['machine', 'store_read', 'store_write']),
  /** `reason`: one of those that the words know (`storeTrouble`), or the system's code. */
  store_unreachable: failing<{ path: string; reason: string }>()(409, 4, ['store_read', 'store_write']),
  /** A version after this one changed what is stored. */
  store_newer: failing<{ path: string }>()(409, 4, ['store_read', 'store_write', 'way', 'server_away']),
  /** Reading may go on. `reason`: one of those that the words know (`storeTrouble`). */
  store_not_usable: failing<{ path: string; reason: string }>()(507, 4, ['store_write']),
  /** `path`: the file that keeps a gate from telling. */
  license_damaged: failing<{ path: string }>()(409, 4),
  /** `path`: the file; `product`: what has to report again. */
  usage_damaged: failing<{ path: string; product: string }>()(409, 4),
  /** `path`: the file, which may be whole; `reason`: one of those that the words know (`storeTrouble`). */
  usage_not_readable: failing<{ path: string; reason: string; product: string }>()(409, 4),
  store_busy: failing<{ path: string }>()(409, 4, ['store_write']),
  /** `out`: what is used up; a quota does not say of what. */
  disk_full: failing<{ path: string; out: UsedUp }>()(507, 4, ['store_write']),
  /** `others`: how many more files of the installation are damaged. */
  installation_changed: failing<{
    path: string
    damage: 'changed' | 'missing' | 'added' | 'unreadable'
    others: number
  }>()(409, 4),
  vendor_without_keys: failing<{ vendor: string }>()(409, 4, ['key']),
  // An offline bundle of a new version
  bundle_key_missing: failing<{ vendor: string }>()(409, 4),
  /** `reason`: one of those that the words know (`bundleTrouble`). */
  bundle_not_readable: failing<{ reason: string }>()(422, 1),
  bundle_signature_invalid: failing<{ vendor: string }>()(422, 1),
  bundle_for_other: failing<{ what: 'vendor' | 'product' | 'platform'; stated: string; here: string }>()(
    422,
    1,
  ),
  bundle_of_test_build: failing()(422, 1),
  bundle_not_newer: failing<{ version: string; here: string }>()(409, 1),
  bundle_file_wrong: failing<{
    name: string
    damage: 'added' | 'missing' | 'changed' | 'twice' | 'no_file'
  }>()(422, 1),
  // The License Code
  license_code_empty: failing()(422, 1, ['code'], ['code']),
  license_code_too_long: failing()(422, 1, ['code'], ['code']),
  license_code_mistyped: failing()(422, 1, ['code'], ['code']),
  /** Letters of our form that are there, and how many a code has. */
  license_code_incomplete: failing<{ letters: number; expected: number }>()(422, 1, ['code'], ['code']),
  license_code_not_recognized: failing()(422, 1, ['code'], ['code']),
  license_code_several: failing()(422, 1, ['code'], ['code']),
  license_code_is_unique_key: failing()(422, 1, ['code'], ['code']),
  license_code_is_offline_key: failing()(422, 1, ['code'], ['code']),
  // What is only found where a text is looked at before it is entered
  license_code_needed: failing()(422, 2),
  unique_key_mistyped: failing()(422, 1),
  unique_key_other_vendor: failing<{ prefix: string }>()(422, 1),
  return_code_mistyped: failing()(422, 1),
  return_code_not_ours: failing()(422, 1),
  // The Local License Key
  key_empty: failing()(422, 1, ['key'], ['key']),
  key_too_large: failing<{ maximum: number }>()(422, 1, ['key'], ['key']),
  key_not_recognized: failing()(422, 1, ['key'], ['key']),
  /** A file that holds no text: nothing in it can be read. */
  key_in_other_file: failing<{ kind: OtherFile }>()(422, 1, ['key'], ['key']),
  key_cut_off: failing()(422, 1, ['key'], ['key']),
  key_damaged: failing()(422, 1, ['key'], ['key']),
  typed_key_row_wrong: failing<{ row: number; looksLikeRow: number | null }>()(422, 1, ['key'], ['key']),
  typed_key_rows_missing: failing<{ rows: readonly number[]; of: number | null }>()(422, 1, ['key'], ['key']),
  typed_key_rows_extra: failing<{ of: number }>()(422, 1, ['key'], ['key']),
  typed_key_version_not_supported: failing<{ version: number }>()(422, 1, ['key'], ['key']),
  typed_key_unknown_signing_key: failing<{
    keyId: string
    reason: 'unknown' | 'revoked' | 'not_for_typed_keys'
  }>()(422, 1, ['key'], ['key']),
  typed_key_unknown_product: failing<{ number: number }>()(422, 1, ['key'], ['key']),
  algorithm_not_supported: failing<{ algorithm: string }>()(422, 1, ['key'], ['key']),
  signature_invalid: failing()(422, 1, ['key'], ['key']),
  code_or_machine_mismatch: failing<{ uniqueKey: string; mailUniqueKey: string | null }>()(
    422,
    1,
    ['key'],
    ['code', 'key'],
  ),
  wrong_file_type: failing()(422, 1, ['key'], ['key']),
  signing_key_not_valid: failing<{ keyId: string; issued: string }>()(422, 1, ['key'], ['key']),
  clock_behind: failing<{ issued: string; clock: string }>()(422, 1, ['key']),
  file_expired: failing<{ expiry: string }>()(422, 1, ['key'], ['key']),
  /** A typed key does not say for which machine it is. */
  other_machine: failing<{ uniqueKey: string; fileUniqueKey: string | null }>()(422, 1, ['key'], ['key']),
  license_missing_in_file: failing()(422, 1, ['key'], ['key']),
  license_code_mismatch: failing()(422, 1, ['key'], ['code', 'key']),
  other_application: failing()(422, 1, ['key'], ['code']),
  other_account: failing()(422, 1, ['key']),
  older_key: failing<{ storedIssued: string; newIssued: string }>()(409, 1, ['key']),
  /** Of a backup: what it has is what is here. */
  key_already_here: failing()(409, 1),
  /** `path`: the list of them. */
  returned_damaged: failing<{ path: string }>()(409, 4, ['key']),
  key_returned: failing<{ issued: string; returned: string; returnCode: string }>()(409, 1, ['key'], ['key']),
  // The license itself
  license_not_found: failing()(422, 1, ['server_refusal'], ['code']),
  license_suspended: failing()(422, 1, ['key']),
  license_revoked: failing()(422, 1, ['server_refusal']),
  license_expired: failing<{ expiry: string | null }>()(422, 1, ['key']),
  machine_limit_reached: failing<{ limit: number | null }>()(422, 1, ['server_refusal']),
  license_refused: failing<{ serverCode: string; detail: string }>()(422, 1, ['server_refusal']),
  license_not_allowed: failing()(422, 1, ['server_refusal']),
  license_permission_missing: failing<{ detail: string }>()(422, 1, ['server_refusal']),
  license_check_in_overdue: failing()(422, 1, ['server_refusal']),
  license_needs_heartbeats: failing()(422, 1, ['server_refusal']),
  /** `scope`: what the policy asks for, in the server's own word, e.g. `user`. */
  license_scope_required: failing<{ scope: string }>()(422, 1, ['server_refusal']),
  machine_of_other_license: failing<{ detail: string }>()(422, 1, ['server_refusal']),
  seat_released: failing()(422, 1),
  not_of_this_machine: failing()(422, 1),
  // The way to the activation server
  offline_only: failing()(409, 3, ['way', 'server_away']),
  name_not_found: failing<{ name: string; reason: string }>()(502, 3, ['server_away'], ['way']),
  server_unreachable: failing<{ server: string; reason: string }>()(502, 3, ['server_away'], ['way']),
  server_timeout: failing<{ server: string; seconds: number }>()(504, 3, ['server_away'], ['way']),
  server_not_ours: failing<{ server: string; status: number }>()(502, 3, ['server_away'], ['way']),
  server_answer_malformed: failing<{ server: string; status: number }>()(502, 3, ['server_away'], ['way']),
  server_error: failing<{ server: string; status: number; requestId: string | null }>()(502, 3, [
    'server_away',
  ]),
  server_rate_limited: failing<{ server: string; retryAfterSeconds: number | null }>()(503, 3, [
    'server_away',
  ]),
  response_unsigned: failing<{ server: string }>()(502, 3, ['server_away'], ['way']),
  response_signature_invalid: failing<{ server: string }>()(502, 3, ['server_away'], ['way']),
  response_replayed: failing<{ server: string }>()(502, 3, ['server_away']),
  response_other_license: failing<{ server: string }>()(502, 3, ['server_away']),
  /** `expiry` null: a file without an end. */
  file_longer_than_asked: failing<{ issued: string; expiry: string | null; days: number }>()(502, 3, [
    'server_refusal',
  ]),
  clock_off: failing<{ serverTime: string; clock: string }>()(409, 4, ['server_away'], ['way']),
  insecure_server: failing<{ server: string }>()(409, 4, ['way', 'server_away']),
  server_path_unknown: failing<{ url: string }>()(502, 3, ['server_away'], ['way']),
  api_version_other: failing<{ server: string; version: string; wanted: string }>()(502, 3, [], ['way']),
  // Certificates and proxies; a proxy is named without its password
  tls_untrusted: failing<{ server: string; issuer: string }>()(502, 3, ['server_away'], ['way']),
  tls_expired: failing<{ server: string; from: string; until: string; clock: string }>()(
    502,
    3,
    ['server_away'],
    ['way'],
  ),
  tls_wrong_host: failing<{ server: string; names: string; issuer: string }>()(
    502,
    3,
    ['server_away'],
    ['way'],
  ),
  tls_failed: failing<{ server: string; reason: string }>()(502, 3, ['server_away'], ['way']),
  ca_file_not_usable: failing<{ path: string; is: NoFile | null }>()(409, 4, ['way', 'server_away'], ['way']),
  proxy_unreachable: failing<{ proxy: string; reason: string }>()(502, 3, ['server_away'], ['way']),
  /** `login`: what became of the name and password in the proxy's address. */
  proxy_auth_required: failing<{ proxy: string; schemes: string; login?: 'none' | 'refused' }>()(
    502,
    3,
    ['server_away'],
    ['way'],
  ),
  /** It took the request for a tunnel, or opened one, and then the connection was gone: nothing reached the server. */
  proxy_dropped: failing<{ proxy: string; server: string; reason: string }>()(
    502,
    3,
    ['server_away'],
    ['way'],
  ),
  proxy_refused: failing<{ proxy: string; server: string; status: number }>()(
    502,
    3,
    ['server_away'],
    ['way'],
  ),
  proxy_address_invalid: failing<{ value: string }>()(422, 2, ['way', 'server_away'], ['way']),
  proxy_kind_not_supported: failing<{ value: string; kind: string }>()(
    422,
    2,
    ['way', 'server_away'],
    ['way'],
  ),
  no_proxy_invalid: failing<{ value: string }>()(422, 2),
  // Usage and exports
  product_not_licensed: failing<{ product: string; known: string }>()(422, 1),
  usage_invalid: failing<{ value: string }>()(422, 2),
  /** `path`: the file in which the product reports by itself. */
  usage_in_file: failing<{ path: string; product: string }>()(409, 1),
  /** `place`: of the last four reasons, what stands in the way. */
  file_not_written: failing<{
    path: string
    place?: string
    reason?:
      | 'too_many_open_files'
      | 'read_only_disk'
      | 'folder_in_the_way'
      | 'nobody_reads'
      | 'no_folder'
      | 'not_a_folder'
      | 'no_permission'
      | 'of_others'
      | 'data_folder'
  }>()(409, 4),
  pdf_not_available: failing()(409, 4),
  backup_empty: failing<{ path: string }>()(409, 4),
  /** Of a file that is there and may hold what is lost here. `lacks`: places in the data folder. */
  backup_incomplete: failing<{ path: string; lacks: readonly string[] }>()(409, 4),
  backup_not_readable: failing()(422, 1),
  /** Unique Keys: the one that its licenses are for (null: nothing tells), and this machine's. */
  /** `idFile`: whether the vendor permits another machine id than the system's. */
  backup_other_machine: failing<{ backupUniqueKey: string | null; uniqueKey: string; idFile: boolean }>()(
    409,
    1,
  ),
  license_not_here: failing<{ id: string }>()(404, 1),
  /** `path`, `reason`: as of `store_unreachable`. */
  license_not_readable: failing<{ id: string; path: string; reason: string }>()(409, 4),
  /** Whether its place is free is not known. `problem`: the code of what stands in the way, `params`: of that one. */
  deactivation_unknown: failing<{ problem: string; params: Readonly<Record<string, unknown>> }>()(502, 3),
  /** Its place is free, and what is stored here could not be changed: `problem` and `params` say why. */
  deactivation_not_stored: failing<{ problem: string; params: Readonly<Record<string, unknown>> }>()(507, 4),
  /** Of one that was begun a moment ago: what it asked may still reach the server. */
  deactivation_on_its_way: failing()(409, 3),
  /** The server refused for so long that it is not asked again. `problem`, `params`: why. */
  seat_not_freed: failing<{ problem: string; params: Readonly<Record<string, unknown>> }>()(409, 1),
  license_proves_nothing: failing<{ id: string }>()(409, 1),
} as const

type Errors = typeof ERRORS
export type ErrorCode = keyof Errors
export type ErrorParams = { [C in ErrorCode]: NonNullable<Errors[C]['params']> }
/** The codes of a group. */
export type ErrorsOf<G extends ErrorGroup> = {
  [C in ErrorCode]: G extends Errors[C]['groups'][number] ? C : never
}[ErrorCode]

const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[]

const isIn = <G extends ErrorGroup>(group: G, code: ErrorCode): code is ErrorsOf<G> =>
  (ERRORS[code].groups as readonly ErrorGroup[]).includes(group)

export function errorsOf<G extends ErrorGroup>(
  ...groups: readonly G[]
): readonly { [K in G]: ErrorsOf<K> }[G][] {
  return ERROR_CODES.filter((code): code is { [K in G]: ErrorsOf<K> }[G] =>
    groups.some((group) => isIn(group, code)),
  )
}

/** One failure of a closed set: `Failure<'a' | 'b'>` has the parameters that belong to its code. */
export type Failure<C extends ErrorCode = ErrorCode> = {
  [K in C]: { readonly code: K; readonly params: Readonly<ErrorParams[K]> }
}[C]

export function failure<C extends ErrorCode>(code: C, params: ErrorParams[C]): Failure<C> {
  return { code, params }
}
