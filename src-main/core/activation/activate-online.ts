// Online activation. The same code again on the same machine is no second machine and no error.
import type { MethodErrorCode, ParsedInput } from '#shared/contract/contract.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { err, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { isOfflineOnly } from '../settings/offline-only.ts'
import { uniqueKey } from '../standing/unique-key.ts'
import { withoutKeys } from '../standing/vendor-keys.ts'
import type { Admitted } from './admit.ts'
import { obtainLicense } from './obtain.ts'
import { readCodeToSend } from '../entered/read-code.ts'

export async function activateOnline(
  input: ParsedInput<'licenses.activateOnline'>,
  dependencies: Dependencies,
): Promise<Result<Admitted, Failure<MethodErrorCode<'licenses.activateOnline'>>>> {
  const { vendor, store } = dependencies
  const code = readCodeToSend(input.code, vendor)
  if (!code.ok) return code
  if (isOfflineOnly(dependencies)) return err(failure('offline_only', {}))
  const noKeys = withoutKeys(vendor)
  if (noKeys) return err(noKeys)
  const key = await uniqueKey(dependencies)
  if (!key.ok) return key
  // Asked first: a seat that was taken for a file that cannot be stored would be lost to the customer.
  const writable = await store.probe()
  if (!writable.ok) return writable

  return obtainLicense(code.value, key.value.uniqueKey, dependencies)
}
