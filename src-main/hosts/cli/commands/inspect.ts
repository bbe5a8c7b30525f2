// activation-desk inspect [FILE|-] [--code CODE|-]: what is this text, is it for this machine, does it hold.
import { columns } from '#shared/columns.ts'
import { dayOfIso, minuteOfIso, momentOfIso } from '#shared/instant.ts'
import type { InspectedMachine, Inspection } from '#shared/contract/inspection.ts'
import { inspectionVerdict } from '#shared/messages/inspection-verdict.ts'
import { changeText } from '#shared/messages/change-text.ts'
import { explain } from '#shared/messages/messages.ts'
import { withDays } from '#shared/messages/status-words.ts'
import { askForCode, readText } from '../input.ts'
import { COULD_NOT_TELL, Exit } from '../run.ts'
import { limitText } from '../tables.ts'
import type { CommandContext } from '../command-context.ts'

/** Exit 0 where it holds or is typed correctly, 1 where it does not, 2 where that cannot be told. */
export async function inspectText(
  source: string,
  typedCode: string | undefined,
  context: CommandContext,
): Promise<void> {
  if (source === '-' && typedCode === '-') context.misuse(context.messages.cli.misuse.bothTextsFromInput)
  const text = await readText(source, context)
  const code = typedCode === '-' ? await askForCode(context.messages.cli.ask.licenseCode) : typedCode
  const input = { text, ...(code === undefined ? {} : { code }) }
  const answer = context.settle(await context.router.call('licenses.inspect', input))
  context.answer(answer, () => inspectionText(answer, context))
  const status = STATUSES[answer.verdict]
  if (status !== 0) throw new Exit(status)
}

const STATUSES: Readonly<Record<Inspection['verdict'], number>> = {
  holds: 0,
  well_formed: 0,
  does_not_hold: 1,
  could_not_tell: COULD_NOT_TELL,
}

function inspectionText(answer: Inspection, context: CommandContext): string {
  const { inspection: words } = context.messages
  const blocks = [
    inspectionVerdict(answer, words),
    findingText(answer, context),
    factsText(answer, context),
    productsText(answer, context),
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

function findingText({ finding }: Inspection, { messages, speaker }: CommandContext): string {
  if (finding === null) return ''
  const { what, cause, todo } = explain(finding, messages, speaker)
  return [what, cause, `→ ${todo}`, messages.cli.code(finding.code)].map((line) => `  ${line}`).join('\n')
}

function factsText(answer: Inspection, context: CommandContext): string {
  const { inspection: words, standing } = context.messages
  const now = Date.now()
  const near = (text: string, end: string) => withDays(text, end, now, standing)
  const { labels } = words
  const { license, machine, stored, comparison } = answer
  const facts: (readonly [string, string | null | undefined])[] = [
    [labels.machine, machine && whichMachine(machine, context)],
    ...bothKeys(machine, context),
    [labels.owner, license?.owner],
    [labels.issued, minute(answer.issued)],
    [
      labels.validUntil,
      license &&
        (answer.validUntil === null
          ? words.asLongAsLicense
          : near(momentOfIso(answer.validUntil), answer.validUntil)),
    ],
    [
      labels.licenseUntil,
      license &&
        (license.expires === null ? words.unlimited : near(dayOfIso(license.expires), license.expires)),
    ],
    [labels.signedBy, answer.signedBy],
    [labels.openedWith, answer.openedWith && words.openedWith[answer.openedWith]],
    [labels.returned, answer.returned && dayOfIso(answer.returned)],
    [labels.here, comparison ? words.comparisons[comparison] : stored && words.isHere],
    ...answer.changes.map(
      (change, index) => [index === 0 ? labels.changes : '', changeText(change, context.messages)] as const,
    ),
  ]
  const width = Math.max(...Object.values(labels).map(({ length }) => length))
  return facts
    .flatMap(([label, value]) => (value ? [`${label.padEnd(width)}  ${oneLine(value)}`.trimEnd()] : []))
    .join('\n')
}

const whichMachine = ({ is, certain }: InspectedMachine, { messages }: CommandContext) => {
  const { machines, notProven } = messages.inspection
  return certain || is === 'unknown' ? machines[is] : `${machines[is]} (${notProven})`
}

/** One below the other where they differ, the groups that do marked. */
function bothKeys(
  machine: InspectedMachine | null,
  { messages }: CommandContext,
): (readonly [string, string])[] {
  if (machine === null || machine.stated === null || machine.here === null || machine.is !== 'other')
    return []
  const { thisMachine, statedMachine } = messages.inspection.labels
  return [
    [thisMachine, machine.here],
    [statedMachine, machine.stated],
    ['', marksUnder(machine.stated, machine.differentGroups)],
  ]
}

function marksUnder(uniqueKey: string, differentGroups: readonly number[]): string {
  const parts = uniqueKey.split('-')
  const first = parts.length - 6 // groups: the prefix may have dashes of its own
  return parts
    .map((part, index) => (differentGroups.includes(index - first + 1) ? '^' : ' ').repeat(part.length))
    .join(' ')
}

function productsText({ license }: Inspection, { messages, width }: CommandContext): string {
  if (license === null) return ''
  const { heads, unlimited } = messages.cli
  const now = Date.now()
  return columns(
    [heads.product, heads.code, heads.type, heads.limit, heads.expiration],
    license.products.map(({ name, code, type, limit, expires }) => [
      name,
      code,
      type,
      limitText({ type, limit }, messages),
      expires === null ? unlimited : withDays(dayOfIso(expires), expires, now, messages.standing),
    ]),
    { width },
  )
}

const minute = (iso: string | null) => (iso === null ? undefined : minuteOfIso(iso))
const oneLine = (text: string) => text.replaceAll(/[\r\n\t]+/g, ' ')
