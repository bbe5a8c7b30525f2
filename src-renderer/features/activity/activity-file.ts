// The activity log as a file for an audit: CSV as the licensing table has it (docs/formats/export.md), or JSON.
import { stringify } from 'csv-stringify/browser/esm/sync'
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import type { FileToSave } from '../../bridge/bridge.ts'
import type { Desk } from '../../state/desk.svelte.ts'
import { entryWords } from './entry-words.ts'

export type ActivityFormat = 'csv' | 'json'

interface Facts {
  readonly vendor: string
  readonly uniqueKey: string
  readonly exportedAt: string
  readonly app: string
}

const HEADER = [
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
  'Vendor',
  'Unique Key',
  'Exported At',
  'Exported By',
]

export function activityFile(
  format: ActivityFormat,
  entries: readonly ActivityEntry[],
  desk: Pick<Desk, 'info' | 'licenses' | 'machine'>,
): FileToSave {
  const exportedAt = new Date().toISOString()
  const app = desk.info.value
  const facts: Facts = {
    vendor: desk.info.vendor,
    uniqueKey: desk.machine.uniqueKey ?? '',
    exportedAt,
    app: app ? `${app.name} ${app.version}` : '',
  }
  const stamp = exportedAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return {
    fileName: `activity-${stamp}.${format}`,
    mediaType: format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json',
    encoding: 'utf8',
    content: format === 'csv' ? toCsv(entries, facts, desk) : toJson(entries, facts),
  }
}

/** SECURITY: a user's name and a license's are other people's words; no spreadsheet runs them. docs/SECURITY.md#export */
function toCsv(
  entries: readonly ActivityEntry[],
  { vendor, uniqueKey, exportedAt, app }: Facts,
  desk: Pick<Desk, 'info' | 'licenses'>,
): string {
  const lines = entries.map((entry) => {
    const { what, explanation, changes, problems } = entryWords(entry, desk)
    return [
      ...[entry.at, entry.action, what, entry.subject ?? '', entry.actor, entry.host, entry.result],
      ...[explanation?.what ?? '', explanation?.todo ?? '', changes.join('; '), problems.join('; ')],
      ...[entry.returnCode ?? '', vendor, uniqueKey, exportedAt, app],
    ].map((cell) => cell.replaceAll('\0', ''))
  })
  return stringify([HEADER, ...lines], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}

function toJson(entries: readonly ActivityEntry[], facts: Facts): string {
  return `${JSON.stringify({ format: 'activation-desk/activity', version: 1, ...facts, entries }, null, 2)}\n`
}
