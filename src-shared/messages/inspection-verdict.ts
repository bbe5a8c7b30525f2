// What an inspection comes to, in a few words: the same on the page, for a screen reader and in the command line.
import type { LicenseChange } from '../contract/activity-views.ts'
import type { Inspection } from '../contract/inspection.ts'
import type { Messages } from './messages.ts'

/** “Machine file: Valid”; what is not recognized is called nothing else. */
export function inspectionVerdict(
  { kind, verdict, complete, comparison, machine, changes, finding }: Inspection,
  words: Messages['inspection'],
): string {
  if (kind === 'unknown' || kind === 'empty') return words.kinds[kind]
  return `${words.kinds[kind]}: ${short()}`

  function short(): string {
    if (!complete) return words.incomplete
    if (machine?.is === 'other') return words.otherMachine
    if (comparison === 'older') return words.comparisons.older
    if (isOver(finding)) return words.ended[finding.code]
    if (verdict !== 'holds') return words.verdicts[verdict]
    if (comparison === 'same') return words.alreadyActivated
    return changes.some(givesLess) ? words.givesLess : words.verdicts.holds
  }
}

/** It was good until a date: what helps is a new one, not this one once more. */
export const isOver = <F extends { readonly code: string }>(
  problem: F | null,
): problem is Extract<F, { code: 'file_expired' | 'license_expired' }> =>
  problem?.code === 'file_expired' || problem?.code === 'license_expired'

/** Nobody is to find that out after SUBMIT. */
export function givesLess({ kind, from, to }: LicenseChange): boolean {
  if (kind === 'limit') return to !== null && (from === null || Number(to) < Number(from))
  return kind === 'shortened' || kind === 'product_shortened' || kind === 'product_removed'
}
