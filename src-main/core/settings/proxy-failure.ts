// Why an address that was set, here or in the environment, is no proxy that the app can use.
import { cutText } from '#shared/cut-text.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { maskProxyAddress, otherProxyKind } from '#shared/formats/proxy-address.ts'

export type ProxyAddressError = 'proxy_address_invalid' | 'proxy_kind_not_supported'

/** `address` was not read; its password is not in the failure. */
export function proxyFailure(address: string): Failure<ProxyAddressError> {
  const value = cutText(maskProxyAddress(address), 200)
  const kind = otherProxyKind(address)
  return kind === null
    ? failure('proxy_address_invalid', { value })
    : failure('proxy_kind_not_supported', { value, kind })
}
