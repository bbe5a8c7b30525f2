// A key beside what is stored: which license it is for, and whether what is here is newer.
import { failure, type Failure } from '#shared/contract/errors.ts'
import { iso } from '#shared/instant.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { CLOCK_SKEW } from '#shared/license/status.ts'
import { isOlder, sameLicense } from '#shared/license/typed-key-license.ts'
import type { Dependencies } from '../dependencies.ts'
import type { RecordedAnswer } from '../ports/license-store.ts'
import type { JudgedLicense } from './judged.ts'
import { presentOf } from './proven-time.ts'

export interface AmongStored {
  /** With the id under which the license is here, or will be. */
  readonly grant: MachineGrant
  readonly known: JudgedLicense | undefined
}

/** A typed key has only a number for its license: where that license is here, it goes by the id that it has here. */
export function amongStored(
  alone: MachineGrant,
  stored: readonly JudgedLicense[],
  { primitives }: Pick<Dependencies, 'primitives'>,
): AmongStored {
  const { license, machineId } = alone
  // Of several folders of one license the one that counts (counted-once.ts); of broken ones that with its own name.
  const same = stored.filter((other) =>
    sameLicense(other.grant?.license.id ?? other.stored.id, license.id, primitives),
  )
  const known =
    same.find(({ grant }) => grant !== null) ??
    same.find((other) => other.stored.id === license.id) ??
    same[0]
  const id = machineId === null && known ? known.stored.id : license.id
  return { grant: { ...alone, license: { ...license, id } }, known }
}

/** `validation`: the signed answer that came with the key, online. */
export function olderThan(
  known: JudgedLicense | undefined,
  grant: MachineGrant,
  validation: RecordedAnswer | null,
): Failure<'older_key'> | null {
  if (!known?.grant || !isOlder(grant, known.grant)) return null
  const { issued } = known.grant
  // What was signed after the present that the vendor proves now came from a clock that was wrong: it is not newer.
  if (validation && issued > presentOf(validation) + CLOCK_SKEW) return null
  return failure('older_key', { storedIssued: iso(issued), newIssued: iso(grant.issued) })
}
