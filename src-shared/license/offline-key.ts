// A Local License Key in either form: the text says which. Both give the same grant.
import { armoredKind } from '../formats/armor.ts'
import type { Instant } from '../instant.ts'
import type { Result } from '../result.ts'
import type { MachineGrant } from './license.ts'
import { openMachineFile, type MachineFileContext, type MachineFileError } from './machine-file.ts'
import { openTypedKey, type TypedKeyContext, type TypedKeyError } from './typed-key-grant.ts'

export type OfflineKeyContext = MachineFileContext & TypedKeyContext
export type OfflineKeyError = MachineFileError | TypedKeyError

/** `admission`: as of openMachineFile. A text that is neither is named by openTypedKey. */
export function openOfflineKey(
  text: string,
  context: OfflineKeyContext,
  admission: { readonly clock: Instant } | null,
): Result<MachineGrant, OfflineKeyError> {
  return armoredKind(text) !== null
    ? openMachineFile(text, context, admission)
    : openTypedKey(text, context, admission)
}
