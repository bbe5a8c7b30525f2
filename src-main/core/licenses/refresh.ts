// The check with the activation server, once: each online license is validated and gets a fresh machine file.
import type { MethodResult } from '#shared/contract/contract.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { judgeStored } from './judge.ts'
import { listLicenses } from './list.ts'
import { obtainLicense } from './obtain.ts'

/** What cannot be checked stays as it is; a check never replaces a good file with a worse one. */
export async function refreshLicenses(dependencies: Dependencies): Promise<MethodResult<'licenses.refresh'>> {
  const { vendor, store } = dependencies
  if (vendor.offlineOnly) return err(failure('offline_only', {}))
  if (vendor.keys.length === 0) return err(failure('vendor_without_keys', { vendor: vendor.name }))
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return judged
  const writable = await store.probe()
  if (!writable.ok) return writable
  const checked = []
  for (const license of judged.value.licenses.filter(({ stored }) => stored.mode === 'online')) {
    const obtained = await obtainLicense(license.stored.code, judged.value.uniqueKey, dependencies)
    checked.push({
      id: license.stored.id,
      owner: license.grant?.license.owner ?? '',
      problem: obtained.ok ? null : obtained.error.code,
    })
  }
  const list = await listLicenses(dependencies)
  return list.ok ? ok({ checked, list: list.value }) : list
}
