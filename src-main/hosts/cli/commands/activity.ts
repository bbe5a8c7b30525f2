// activation-desk activity [--limit N] [--action ACTION] [--result ok|failed|CODE] [--license ID] [--before PLACE]
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import type { Session } from '../session.ts'
import { columns, printable } from '../text.ts'

export interface ActivityOptions {
  readonly limit: string
  readonly action?: string
  readonly result?: string
  readonly license?: string
  readonly before?: string
}

export async function activity(options: ActivityOptions, session: Session): Promise<void> {
  const { limit: text, action, result, license, before } = options
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    session.misuse(`“${text}” is not a number of entries: give 1 to 1000`)
  const page = session.settle(
    await session.router.call('activity.list', {
      limit,
      ...(action === undefined ? {} : { action }),
      ...(result === undefined ? {} : { result }),
      ...(license === undefined ? {} : { license }),
      ...(before === undefined ? {} : { before }),
    }),
  )
  session.answer(page, () => (page.entries.length === 0 ? 'Nothing.' : activityTable(page.entries, session)))
}

/** The newest first; under an entry, what the vendor changed and what could not be checked. */
function activityTable(entries: readonly ActivityEntry[], session: Session): string {
  const { activity: words } = session.messages
  const labels: Readonly<Record<string, string>> = words.actions
  const table = columns(
    ['TIME', 'WHO', 'FROM', 'WHAT', 'OF', 'RESULT'],
    entries.map(({ at, actor, host, action, subject, result }) => [
      at.slice(0, 19).replace('T', ' '),
      actor,
      host,
      labels[action] ?? action,
      subject ?? '',
      result === 'ok' ? words.done : result,
    ]),
  )
  const [header = '', ...lines] = table.split('\n')
  const told = entries.flatMap((entry, index) => [lines[index] ?? '', ...details(entry, session)])
  return [header, ...told].join('\n')
}

function details({ changes, problems, returnCode }: ActivityEntry, session: Session): string[] {
  const { messages, speaker, vendor } = session
  const server = vendor.server.url
  return [
    ...changes.map((change) => `${change.owner}: ${messages.activity.changes[change.kind](change)}`),
    ...problems.map(
      ({ license, code }) => `${license}: ${explainCode(code, messages, speaker, server).what}`,
    ),
    ...(returnCode === null ? [] : [returnCode]),
  ].map((line) => `    ${printable(line.replaceAll(/\s+/g, ' '))}`)
}
