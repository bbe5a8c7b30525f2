// Several folders of one license count once: one was copied, or put back from a backup beside its later self.
import type { MachineGrant } from '#shared/license/license.ts'
import { isOlder, licenseNumberOf } from '#shared/license/typed-key-license.ts'
import { err, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { FoundLicense } from '../ports/license-store.ts'
import type { ServerWord } from './server-word.ts'

export interface OpenedLicense {
  readonly stored: FoundLicense
  readonly word: ServerWord | null
  readonly file: Result<MachineGrant, NotCounted>
}

export interface NotCounted {
  readonly code: string
  /** Of the machine that it is for, where the file names it. */
  readonly uniqueKey?: string | null
  /** Where the file opens: for words. */
  readonly owner?: string
}

/** SECURITY: else copies would add up their limits. The newest key counts, of equals the one with the server's word. docs/SECURITY.md#store */
export function countedOnce(
  opened: readonly OpenedLicense[],
  primitives: Dependencies['primitives'],
): readonly OpenedLicense[] {
  const counted = new Map<string, OpenedLicense>()
  for (const one of opened) {
    if (!one.file.ok) continue
    const number = licenseNumberOf(one.file.value.license.id, primitives)
    const other = counted.get(number)
    if (!other || isBehind(other, one)) counted.set(number, one)
  }
  const kept = new Set(counted.values())
  return opened.map((one) =>
    one.file.ok && !kept.has(one) ? { ...one, file: notCounted('older_key', one.file.value) } : one,
  )
}

export const notCounted = (code: string, { license: { owner } }: MachineGrant): OpenedLicense['file'] =>
  err({ code, owner })

function isBehind(one: OpenedLicense, other: OpenedLicense): boolean {
  if (!one.file.ok || !other.file.ok) return false
  if (isOlder(one.file.value, other.file.value)) return true
  return !isOlder(other.file.value, one.file.value) && one.word === null && other.word !== null
}
