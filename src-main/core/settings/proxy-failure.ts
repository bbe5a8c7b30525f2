// Why an address that was set, here or in the environment, is no proxy that the app can use.
import { cutText } from '#shared/cut-text.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { LONGEST_NO_PROXY } from '#shared/contract/settings.ts'
import {
  maskProxyAddress,
  otherProxyKind,
  readNoProxy,
  readProxyAddress,
} from '#shared/formats/proxy-address.ts'
import { err, ok, type Result } from '#shared/result.ts'

export type ProxyAddressError = 'proxy_address_invalid' | 'proxy_kind_not_supported'

/** `address` was not read; its password is not in the failure. */
export function proxyFailure(address: string): Failure<ProxyAddressError> {
  const value = cutText(maskProxyAddress(address), 200)
  const kind = otherProxyKind(address)
  return kind === null
    ? failure('proxy_address_invalid', { value })
    : failure('proxy_kind_not_supported', { value, kind })
}

export function usableAddress(text: string): Result<string, Failure<ProxyAddressError>> {
  const url = readProxyAddress(text)
  return url === null ? err(proxyFailure(text)) : ok(url)
}

export function usableNoProxy(text: string): Result<string, Failure<'no_proxy_invalid'>> {
  const hosts = text.length > LONGEST_NO_PROXY ? null : readNoProxy(text)
  return hosts === null ? err(failure('no_proxy_invalid', { value: text.slice(0, 200) })) : ok(hosts)
}
