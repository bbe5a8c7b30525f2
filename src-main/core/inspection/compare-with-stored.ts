// What entering a key would change of what is stored on this machine.
import type { Failure } from '#shared/contract/errors.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { amongStored, olderThan } from '../standing/among-stored.ts'
import { changesByKey } from '../standing/changes.ts'
import { storedView, type Here } from './inspected.ts'
import type { JudgeDependencies } from '../standing/judge.ts'
import { returnedBefore } from '../standing/returned-key.ts'

type Compared = Pick<Inspection, 'stored' | 'comparison' | 'changes'> & {
  /** Why it would not take the place of what is here, or was. */
  readonly refusal: Failure<'older_key' | 'key_returned'> | null
}

const NOTHING: Compared = { refusal: null, stored: null, comparison: null, changes: [] }

/** Another machine's key is compared with nothing: the license may well be here too, on a key of its own. */
export function compareWithStored(
  alone: MachineGrant,
  { uniqueKey, stored: judged }: Here,
  dependencies: JudgeDependencies,
): Compared {
  if (judged === null || alone.fingerprint !== uniqueKey) return NOTHING
  const { grant, known } = amongStored(alone, judged.licenses, dependencies)
  const stored = known ? storedView(known) : null
  const older = olderThan(known, grant, null)
  if (older) return { refusal: older, stored, comparison: 'older', changes: [] }
  const returned = returnedBefore(grant.license.id, grant.issued, judged.contents, dependencies)
  if (returned) return { refusal: returned, stored, comparison: 'returned', changes: [] }
  if (!known) return { ...NOTHING, comparison: 'new' }
  const changes = changesByKey(known, grant)
  const same = known.grant?.issued === grant.issued && changes.length === 0
  return { refusal: null, stored, comparison: same ? 'same' : 'newer', changes }
}
