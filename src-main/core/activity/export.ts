// The activity log as a file for an audit (docs/formats/export.md): all that the filter lets through, the newest first.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import type { Failure } from '#shared/contract/errors.ts'
import { iso } from '#shared/instant.ts'
import { describeEntry, entryMatches, type EntryFacts } from '#shared/messages/describe-entry.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { csvHeader, csvRecords } from '../export/csv.ts'
import type { ExportFacts } from '../export/export-facts.ts'
import type { StoreReadErrorCode } from '../ports/license-store.ts'
import { listLicenses } from '../standing/list.ts'
import { uniqueKey } from '../standing/unique-key.ts'

type ExportInput = ParsedInput<'activity.export'>

/** Written page by page: of a long log only the file's text is held whole. */
const PAGE = 1000
const MEDIA_TYPES = { csv: 'text/csv;charset=utf-8', json: 'application/json' } as const
/** Heads are for programs too: the same in every language. */
const HEADS = [
  'Time',
  'Action',
  'What',
  'Subject',
  'User',
  'From',
  'Result',
  'What Happened',
  'What To Do',
  'Changes',
  'Not Checked',
  'Return Code',
]

/** A machine whose id cannot be read has a log too: its Unique Key stays empty then. */
export async function exportActivity(
  input: ExportInput,
  dependencies: Dependencies,
): Promise<MethodResult<'activity.export'>> {
  const { app, vendor, clock, loadWords } = dependencies
  const key = await uniqueKey(dependencies)
  const list = await listLicenses(dependencies)
  const owners = new Map(list.ok ? list.value.licenses.map(({ id, owner }) => [id, owner]) : [])
  const exportedAt = iso(clock.now())
  const facts: ExportFacts = {
    vendor: vendor.name,
    uniqueKey: key.ok ? key.value.uniqueKey : '',
    exportedAt,
    app: `${app.name} ${app.version}`,
  }
  const words: EntryFacts = {
    messages: await loadWords(input.language),
    speaker: { vendor: vendor.name, support: vendor.support.email },
    server: vendor.server.url,
    ownerOf: (id) => owners.get(id),
  }
  const write = input.format === 'csv' ? csvWriter(facts, words) : jsonWriter(facts)
  const content = await written(input, write, words, dependencies)
  if (!content.ok) return content
  const stamp = exportedAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return ok({
    fileName: `activity-${stamp}.${input.format}`,
    mediaType: MEDIA_TYPES[input.format],
    encoding: 'utf8',
    content: content.value,
  })
}

interface Writer {
  readonly begin: string
  readonly page: (entries: readonly ActivityEntry[], first: boolean) => string
  readonly end: string
}

async function written(
  { action, result, license, search }: ExportInput,
  { begin, page, end }: Writer,
  words: EntryFacts,
  { activity }: Pick<Dependencies, 'activity'>,
): Promise<Result<string, Failure<StoreReadErrorCode>>> {
  const parts = [begin]
  let before: string | null = null
  let first = true
  do {
    const read = activity.list({ limit: PAGE, before: before ?? undefined, action, result, license })
    if (!read.ok) return err(read.error)
    const entries = search?.trim()
      ? read.value.entries.filter((entry) => entryMatches(entry, search, words))
      : read.value.entries
    if (entries.length > 0) parts.push(page(entries, first))
    first &&= entries.length === 0
    before = read.value.next
    // Other calls have their turn between two pages.
    await new Promise((resolve) => setImmediate(resolve))
  } while (before !== null)
  return ok([...parts, end].join(''))
}

function csvWriter(facts: ExportFacts, words: EntryFacts): Writer {
  return {
    begin: csvHeader(HEADS),
    page: (entries) =>
      csvRecords(
        facts,
        entries.map((entry) => {
          const { what, explanation, changes, problems } = describeEntry(entry, words)
          return [
            ...[entry.at, entry.action, what, entry.subject, entry.actor, entry.host, entry.result],
            ...[explanation?.what ?? '', explanation?.todo ?? '', changes.join('; '), problems.join('; ')],
            entry.returnCode,
          ]
        }),
      ),
    end: '',
  }
}

/** The entries as `activity --json` gives them, with the facts before them. */
function jsonWriter(facts: ExportFacts): Writer {
  const head = JSON.stringify({ format: 'activation-desk/activity', version: 1, ...facts }, null, 2)
  return {
    begin: `${head.slice(0, -2)},\n  "entries": [`,
    page: (entries, first) =>
      `${first ? '' : ','}\n${entries.map((entry) => indented(JSON.stringify(entry, null, 2))).join(',\n')}`,
    end: '\n  ]\n}\n',
  }
}

const indented = (text: string) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
