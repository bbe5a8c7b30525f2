// What the vendor changed of a stored license, in the contract's words.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import { isoOrNull } from '#shared/instant.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { changesBetween, wordChanges, type Change } from '#shared/license/changes.ts'
import type { JudgedLicense } from './judged.ts'
import { withEnd, type ServerWord } from './server-word.ts'

/** What a license was before its key is replaced. A key that did not hold says nothing to compare with. */
export function changesByKey(before: JudgedLicense | undefined, grant: MachineGrant): LicenseChange[] {
  if (!before?.grant) return []
  const { license } = grant
  const stand = { license: before.grant.license, word: before.word }
  const changes = changesBetween(stand, { license, word: license.suspended ? 'suspended' : null })
  return changes.map((change) => toView(change, license.id, license.owner))
}

/** The same for an answer that is kept beside the key. */
export function changesByWord(before: JudgedLicense, word: ServerWord): LicenseChange[] {
  const owner = before.owner
  const ended = before.grant ? changesByKey(before, withEnd(before.grant, word)) : []
  const said = wordChanges(before.word, word.word).map((change) => toView(change, before.stored.id, owner))
  return [...said, ...ended.filter(({ kind }) => ENDS.has(kind))]
}

const ENDS: ReadonlySet<LicenseChange['kind']> = new Set([
  'shortened',
  'product_shortened',
] satisfies LicenseChange['kind'][])

function toView({ kind, product, from, to }: Change, licenseId: string, owner: string): LicenseChange {
  const value = (amount: number | null) => (kind === 'limit' ? amount : isoOrNull(amount))
  return { licenseId, owner, kind, product, from: value(from), to: value(to) }
}
