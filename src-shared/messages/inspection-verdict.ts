// What an inspection comes to, in a few words: the same on the page, for a screen reader and in the command line.
import type { Inspection } from '../contract/inspection.ts'
import type { Messages } from './messages.ts'

/** “Machine file: Valid”; what is not recognized is called nothing else. */
export function inspectionVerdict(
  { kind, verdict, complete, comparison, machine }: Inspection,
  words: Messages['inspection'],
): string {
  if (kind === 'unknown' || kind === 'empty') return words.kinds[kind]
  return `${words.kinds[kind]}: ${short()}`

  function short(): string {
    if (!complete) return words.incomplete
    if (machine?.is === 'other') return words.otherMachine
    if (comparison === 'older') return words.comparisons.older
    return verdict === 'holds' && comparison === 'same' ? words.alreadyActivated : words.verdicts[verdict]
  }
}
