// Offline activation: a Local License Key and its License Code, no network at all.
import type { MethodErrorCode, ParsedInput } from '#shared/contract/contract.ts'
import type { Failure } from '#shared/contract/errors.ts'
import type { Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { uniqueKey } from '../standing/unique-key.ts'
import { admit, type Admitted } from './admit.ts'
import { readCode } from '../entered/read-code.ts'

export async function activateOffline(
  input: ParsedInput<'licenses.activateOffline'>,
  dependencies: Dependencies,
): Promise<Result<Admitted, Failure<MethodErrorCode<'licenses.activateOffline'>>>> {
  const code = readCode(input.code, dependencies.vendor)
  if (!code.ok) return code
  const key = await uniqueKey(dependencies)
  if (!key.ok) return key
  return admit(
    {
      file: input.offlineKey,
      code: code.value,
      uniqueKey: key.value.uniqueKey,
      mode: 'offline',
      validation: null,
    },
    dependencies,
  )
}
