// The activity log, the newest first.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import type { Dependencies } from '../dependencies.ts'

export const listActivity = (
  query: ParsedInput<'activity.list'>,
  { activity }: Pick<Dependencies, 'activity'>,
): MethodResult<'activity.list'> => activity.list(query)
