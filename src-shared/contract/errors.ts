// Every expected failure of the app: its code and what its words need to know. Instants are ISO 8601 texts here.
import type { System } from './system.ts'

type None = Record<string, never>

/** Closed: a code that is not here does not exist; a parameter that is not here cannot be shown. */
export interface ErrorParams {
  // The caller
  invalid_input: { field: string }
  internal: { correlationId: string }
  unknown_method: { method: string }
  not_authenticated: None
  peer_not_allowed: { uid: number }
  cancelled: None
  // This machine
  machine_id_missing: { system: System }
  machine_id_not_usable: { system: System }
  machine_id_file_invalid: { path: string }
  machine_id_invalid: { value: string }
  machine_id_not_settable: { vendor: string }
  clock_before_signed: { signed: string; clock: string }
  settings_not_readable: { path: string }
  store_not_writable: { path: string }
  store_not_readable: { path: string }
  store_busy: { path: string }
  disk_full: { path: string }
  vendor_without_keys: { vendor: string }
  // The License Code
  license_code_empty: None
  license_code_mistyped: None
  license_code_is_unique_key: None
  license_code_is_offline_key: None
  // What is only found where a text is looked at before it is entered
  license_code_needed: None
  unique_key_mistyped: None
  unique_key_other_vendor: { prefix: string }
  return_code_mistyped: None
  return_code_not_ours: None
  // The Local License Key
  key_empty: None
  key_too_large: { maximum: number }
  key_not_recognized: None
  key_cut_off: None
  key_damaged: None
  typed_key_row_wrong: { row: number; looksLikeRow: number | null }
  typed_key_rows_missing: { rows: readonly number[]; of: number | null }
  typed_key_rows_extra: { of: number }
  typed_key_version_not_supported: { version: number }
  typed_key_unknown_signing_key: {
    keyId: string
    reason: 'unknown' | 'revoked' | 'not_for_typed_keys'
  }
  typed_key_unknown_product: { number: number }
  algorithm_not_supported: { algorithm: string }
  signature_invalid: None
  code_or_machine_mismatch: { uniqueKey: string; mailUniqueKey: string | null }
  wrong_file_type: None
  signing_key_not_valid: { keyId: string; issued: string }
  clock_behind: { issued: string; clock: string }
  file_expired: { expiry: string }
  /** A typed key does not say for which machine it is. */
  other_machine: { uniqueKey: string; fileUniqueKey: string | null }
  license_missing_in_file: None
  license_code_mismatch: None
  other_application: None
  other_account: None
  older_key: { storedIssued: string; newIssued: string }
  key_returned: { issued: string; returned: string; returnCode: string }
  // The license itself
  license_not_found: None
  license_suspended: None
  license_revoked: None
  license_expired: { expiry: string | null }
  machine_limit_reached: { limit: number | null }
  license_refused: { serverCode: string; detail: string }
  license_not_allowed: None
  seat_released: None
  // The way to the activation server
  offline_only: None
  name_not_found: { name: string; reason: string }
  server_unreachable: { server: string; reason: string }
  server_timeout: { server: string; seconds: number }
  server_not_ours: { server: string; status: number }
  server_answer_malformed: { server: string; status: number }
  server_error: { server: string; status: number; requestId: string | null }
  server_rate_limited: { server: string; retryAfterSeconds: number | null }
  response_unsigned: { server: string }
  response_signature_invalid: { server: string }
  response_replayed: { server: string }
  response_other_license: { server: string }
  /** `expiry` null: a file without an end. */
  file_longer_than_asked: { issued: string; expiry: string | null; days: number }
  clock_off: { serverTime: string; clock: string }
  insecure_server: { server: string }
  api_version_other: { server: string; version: string; wanted: string }
  // Certificates and proxies; a proxy is named without its password
  tls_untrusted: { server: string; issuer: string }
  tls_expired: { server: string; from: string; until: string; clock: string }
  tls_wrong_host: { server: string; names: string; issuer: string }
  tls_failed: { server: string; reason: string }
  ca_file_not_usable: { path: string }
  proxy_unreachable: { proxy: string; reason: string }
  proxy_auth_required: { proxy: string; schemes: string }
  proxy_refused: { proxy: string; server: string; status: number }
  proxy_address_invalid: { value: string }
  no_proxy_invalid: { value: string }
  // Usage and exports
  product_not_licensed: { product: string; known: string }
  usage_invalid: { value: string }
  file_not_written: { path: string }
  pdf_not_available: None
  license_not_here: { id: string }
}

export type ErrorCode = keyof ErrorParams

/** One failure of a closed set: `Failure<'a' | 'b'>` has the parameters that belong to its code. */
export type Failure<C extends ErrorCode = ErrorCode> = {
  [K in C]: { readonly code: K; readonly params: Readonly<ErrorParams[K]> }
}[C]

export function failure<C extends ErrorCode>(code: C, params: ErrorParams[C]): Failure<C> {
  return { code, params }
}
