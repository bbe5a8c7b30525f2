// What is told of a key before it is entered: how it looks on the whole, and fact by fact.
import type { Inspection } from '#shared/contract/inspection.ts'
import type { Instant } from '#shared/instant.ts'
import { isOnOff } from '#shared/license/license.ts'
import { changeText } from '#shared/messages/change-text.ts'
import { givesLess } from '#shared/messages/inspection-verdict.ts'
import { countedDays } from '#shared/messages/status-words.ts'
import { visibleText } from '#shared/messages/visible-text.ts'
import { withAllDays } from '../../../parts/days.ts'
import { words } from '../../../state/words.svelte.ts'
import { dayText, endText, minuteText, numberText } from '../../../ui/formats.ts'

const TONES = { holds: 'good', well_formed: 'info', does_not_hold: 'bad', could_not_tell: 'info' } as const

/** The heading says what it comes to. */
export const isOlder = ({ comparison }: Inspection): boolean => comparison === 'older'

export function toneOf(inspection: Inspection, now: Instant): 'good' | 'info' | 'warn' | 'bad' {
  if (isOlder(inspection)) return 'info'
  const { verdict, validUntil, license, changes } = inspection
  const endsSoon = [validUntil, license?.expires ?? null].some((end) => countedDays(end, now) !== null)
  return verdict === 'holds' && (endsSoon || changes.some(givesLess)) ? 'warn' : TONES[verdict]
}

interface Fact {
  readonly label: string
  readonly value: string
}

/** Without what is not known. */
export function factsOf(inspection: Inspection, now: Instant): Fact[] {
  const { inspection: said } = words.messages
  const { license, machine, issued, validUntil, comparison, stored, changes } = inspection
  const { labels } = said
  const lines: (readonly [string, string | null])[] = [
    [labels.machine, machine && machine.is !== 'other' ? said.machines[machine.is] : null],
    [labels.owner, license && (visibleText(license.owner) || words.page.licensing.unknownOwner)],
    [labels.issued, isOlder(inspection) ? null : issued && minuteText(issued)],
    [
      labels.validUntil,
      license &&
        (validUntil === null ? said.asLongAsLicense : withAllDays(endText(validUntil), validUntil, now)),
    ],
    [
      labels.licenseUntil,
      license &&
        (license.expires === null
          ? said.unlimited
          : withAllDays(dayText(license.expires), license.expires, now)),
    ],
    [
      labels.here,
      isOlder(inspection) ? null : comparison ? said.comparisons[comparison] : stored && said.isHere,
    ],
    [labels.changes, changes.map((change) => changeText(change, words.messages, endText)).join(' ') || null],
  ]
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

export function limitText({ type, limit }: NonNullable<Inspection['license']>['products'][number]): string {
  if (isOnOff(type)) return type
  return limit === null ? words.messages.inspection.noLimit : `${numberText(limit)} ${type}`
}
