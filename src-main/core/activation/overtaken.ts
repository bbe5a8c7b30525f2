// Two that asked the server at one moment: the later file is here already, which is what the other one was for.
import type { Failure } from '#shared/contract/errors.ts'
import type { MachineGrant } from '#shared/license/license.ts'

/** `before`: what was stored when this one began to ask. A file that was newer even then is no success. */
export const isOvertaken = (problem: Failure, before: MachineGrant | null): boolean =>
  problem.code === 'older_key' && (before === null || Date.parse(problem.params.storedIssued) > before.issued)
