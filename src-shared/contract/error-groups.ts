// Error codes that methods of the contract share, by where they come from.

/** `store_not_readable`: an id file may lie in the data folder. */
export const MACHINE = [
  'machine_id_missing',
  'machine_id_not_usable',
  'machine_id_file_invalid',
  'store_not_readable',
] as const
export const READ = MACHINE
export const WRITE = ['store_not_writable', 'store_not_readable', 'store_busy', 'disk_full'] as const
export const CODE = [
  'license_code_empty',
  'license_code_mistyped',
  'license_code_is_unique_key',
  'license_code_is_offline_key',
] as const
export const FILE = [
  'vendor_without_keys',
  'key_empty',
  'key_too_large',
  'key_not_recognized',
  'key_cut_off',
  'key_damaged',
  'typed_key_row_wrong',
  'typed_key_rows_missing',
  'typed_key_rows_extra',
  'typed_key_version_not_supported',
  'typed_key_unknown_signing_key',
  'typed_key_unknown_product',
  'algorithm_not_supported',
  'signature_invalid',
  'code_or_machine_mismatch',
  'wrong_file_type',
  'signing_key_not_valid',
  'clock_behind',
  'file_expired',
  'other_machine',
  'license_missing_in_file',
  'license_code_mismatch',
  'license_expired',
  'license_suspended',
  'other_application',
  'other_account',
  'older_key',
  'key_returned',
] as const
/** No believable answer of the activation server. */
export const SERVER_AWAY = [
  'cancelled',
  'offline_only',
  'insecure_server',
  'settings_not_readable',
  'proxy_address_invalid',
  'proxy_unreachable',
  'proxy_auth_required',
  'proxy_refused',
  'ca_file_not_usable',
  'name_not_found',
  'tls_untrusted',
  'tls_expired',
  'tls_wrong_host',
  'tls_failed',
  'server_unreachable',
  'server_timeout',
  'server_not_ours',
  'server_answer_malformed',
  'server_error',
  'server_rate_limited',
  'response_unsigned',
  'response_signature_invalid',
  'response_replayed',
  'response_other_license',
  'clock_off',
] as const
export const SERVER = [
  ...SERVER_AWAY,
  'license_not_found',
  'license_revoked',
  'license_refused',
  'license_not_allowed',
  'machine_limit_reached',
  'file_longer_than_asked',
] as const
