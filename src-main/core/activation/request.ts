// What to send to the representative for an offline activation: everything that leaves this machine, and nothing else.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { requestText, scannableRequest } from '#shared/formats/activation-request.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { readCode } from '../entered/read-code.ts'
import { uniqueKey } from '../standing/unique-key.ts'

/** Refuses a License Code that is mistyped; an empty one is none. */
export async function activationRequest(
  { code: typed, withHostName }: ParsedInput<'machine.request'>,
  dependencies: Pick<Dependencies, 'app' | 'vendor' | 'machineId' | 'machineFacts' | 'primitives'>,
): Promise<MethodResult<'machine.request'>> {
  const { app, vendor, machineFacts } = dependencies
  const key = await uniqueKey(dependencies)
  if (!key.ok) return key
  const code = typed.trim() === '' ? ok(null) : readCode(typed, vendor)
  if (!code.ok) return code
  const request = {
    uniqueKey: key.value.uniqueKey,
    code: code.value,
    product: vendor.name,
    version: `${app.name} ${app.version}`,
    hostName: withHostName ? machineFacts.hostName() : null,
  }
  return ok({
    uniqueKey: request.uniqueKey,
    text: requestText(request),
    scannable: scannableRequest(request, vendor.portal ?? null),
  })
}
