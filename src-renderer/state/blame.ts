// What a failure is about: a field of the modal, which is then marked as wrong, or the way to the server.
import type { PageFailure } from '../bridge/bridge.ts'

type Code = PageFailure['code']

const CODE_FIELD: ReadonlySet<Code> = new Set([
  'license_code_empty',
  'license_code_mistyped',
  'license_code_is_unique_key',
  'license_code_is_offline_key',
  'license_code_mismatch',
  'license_not_found',
  'code_or_machine_mismatch',
  'other_application',
])

const KEY_FIELD: ReadonlySet<Code> = new Set([
  'key_empty',
  'key_too_large',
  'key_not_recognized',
  'key_cut_off',
  'key_damaged',
  'algorithm_not_supported',
  'signature_invalid',
  'code_or_machine_mismatch',
  'wrong_file_type',
  'signing_key_not_valid',
  'file_expired',
  'other_machine',
  'license_missing_in_file',
  'license_code_mismatch',
  'older_key',
  'key_returned',
  'typed_key_row_wrong',
  'typed_key_rows_missing',
  'typed_key_rows_extra',
  'typed_key_version_not_supported',
  'typed_key_unknown_signing_key',
  'typed_key_unknown_product',
])

export const blamesCode = (failure: PageFailure | null): boolean =>
  failure !== null && CODE_FIELD.has(failure.code)
export const blamesKey = (failure: PageFailure | null): boolean =>
  failure !== null && KEY_FIELD.has(failure.code)

const WAY: ReadonlySet<Code> = new Set([
  'name_not_found',
  'server_unreachable',
  'server_timeout',
  'server_not_ours',
  'server_answer_malformed',
  'response_unsigned',
  'response_signature_invalid',
  'clock_off',
  'api_version_other',
  'tls_untrusted',
  'tls_expired',
  'tls_wrong_host',
  'tls_failed',
  'ca_file_not_usable',
  'proxy_unreachable',
  'proxy_auth_required',
  'proxy_refused',
  'proxy_address_invalid',
])

/** Testing the connection step by step tells more of it. */
export const isAboutTheWay = ({ code }: PageFailure): boolean => WAY.has(code)
