// The License Code in full, for whoever asks for one license by name: lists and exports only show its end.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { err, ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { notRead } from './not-read.ts'

export function revealCode(
  { id }: ParsedInput<'licenses.revealCode'>,
  { store }: Pick<Dependencies, 'store'>,
): MethodResult<'licenses.revealCode'> {
  const contents = store.read()
  if (!contents.ok) return contents
  const license = contents.value.licenses.find((stored) => stored.id === id)
  return license ? ok({ code: license.code }) : err(notRead(id, contents.value))
}
