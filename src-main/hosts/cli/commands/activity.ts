// activation-desk activity [--limit N] [--action ACTION] [--result ok|failed|CODE] [--license ID] [--before PLACE]
// activation-desk activity --export csv|json [--output FILE] [--action ACTION] [--result …] [--license ID] [--search WORDS]
import { blocksOf } from '#shared/columns.ts'
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import { knownOf, OF_THE_LOG } from '#shared/messages/describe-entry.ts'
import { ERRORS } from '#shared/contract/errors.ts'
import { minuteOfIso } from '#shared/instant.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { changeText } from '#shared/messages/change-text.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import { giveFile } from '../exported-file.ts'
import type { CommandContext } from '../command-context.ts'
import { storeProblemText } from '../store-problem.ts'
import { wrapped } from '#shared/wrapped.ts'

const USUAL_LIMIT = '50'
const BEGUN = 'deactivation_begun' satisfies StoreReason

export interface ActivityOptions {
  readonly limit?: string
  readonly action?: string
  readonly result?: string
  readonly license?: string
  readonly before?: string
  readonly export?: 'csv' | 'json'
  readonly output?: string
  readonly search?: string
}

export async function activity(options: ActivityOptions, context: CommandContext): Promise<void> {
  const known = ['ok', 'failed', ...Object.keys(ERRORS)]
  if (options.result !== undefined && !known.includes(options.result))
    context.misuse(context.messages.cli.misuse.noResult(options.result))
  if (options.export !== undefined) return exportActivity(options.export, options, context)
  if (options.output !== undefined || options.search !== undefined)
    context.misuse(context.messages.cli.misuse.onlyWithExport)
  const { limit: text = USUAL_LIMIT, action, result, license, before } = options
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    context.misuse(context.messages.cli.misuse.noCountOfEntries(text))
  const page = context.settle(
    await context.router.call('activity.list', {
      limit,
      ...(action === undefined ? {} : { action }),
      ...(result === undefined ? {} : { result }),
      ...(license === undefined ? {} : { license }),
      ...(before === undefined ? {} : { before }),
    }),
  )
  const listed = await context.router.call('licenses.list', {})
  // It has no entry until a refresh knows how it came out.
  for (const problem of listed.ok ? listed.value.problems : [])
    if (problem.reason === BEGUN) context.note(storeProblemText(problem, context).join('\n'))
  const { nothing, older } = context.messages.cli
  context.answer(page, () =>
    [
      page.entries.length === 0 ? nothing : activityTable(page.entries, context),
      ...(page.next === null ? [] : [older(page.next)]),
    ].join('\n'),
  )
}

/** The whole log: a file with a part of it would say nothing of the rest. */
async function exportActivity(
  format: 'csv' | 'json',
  { limit, before, action, result, license, search, output }: ActivityOptions,
  context: CommandContext,
): Promise<void> {
  if (limit !== undefined || before !== undefined) context.misuse(context.messages.cli.misuse.notWithExport)
  const file = context.settle(
    await context.router.call('activity.export', {
      format,
      language: context.messages.language,
      ...(action === undefined ? {} : { action }),
      ...(result === undefined ? {} : { result }),
      ...(license === undefined ? {} : { license }),
      ...(search === undefined ? {} : { search }),
    }),
  )
  giveFile(file, output, context)
}

/** The newest first; under an entry, why it failed, what the vendor changed and what could not be refreshed. */
function activityTable(entries: readonly ActivityEntry[], context: CommandContext): string {
  const { activity: words, cli, page } = context.messages
  const { time, who, from, what, of, result: outcome } = cli.heads
  const labels = (result: string): Readonly<Record<string, string>> =>
    result === 'ok' ? words.actions : words.failedActions
  const { head, blocks } = blocksOf(
    [time, who, from, what, of, outcome],
    entries.map(({ at, actor, host, action, subject, result }) => [
      minuteOfIso(at),
      actor,
      host,
      labels(result)[action] ?? action,
      subject ?? '',
      result !== 'ok' ? page.activity.failed : OF_THE_LOG.has(action) ? '' : words.done,
    ]),
    context,
  )
  const told = entries.flatMap((entry, index) => [
    blocks[index] ?? '',
    ...details(entry, context).map((line) => wrapped(line, context.width)),
  ])
  return [...head, ...told].join('\n')
}

function details(entry: ActivityEntry, context: CommandContext): string[] {
  const { result, changes, problems, returnCode } = entry
  const { messages, speaker, vendor } = context
  const server = vendor.server.url
  const { cli } = messages
  return [
    ...(result === 'ok'
      ? []
      : [
          `${explainCode(result, messages, speaker, server, knownOf(entry, result)).what} ${cli.code(result)}`,
        ]),
    ...changes.map((change) => `${change.owner}: ${changeText(change, messages)}`),
    ...problems.map(
      ({ license, code }) =>
        `${license}: ${explainCode(code, messages, speaker, server, knownOf(entry, code)).what}`,
    ),
    ...(returnCode === null ? [] : [returnCode]),
  ].map((line) => `    ${line.replaceAll(/\s+/g, ' ')}`)
}
