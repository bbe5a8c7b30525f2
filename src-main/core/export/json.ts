// JSON export: the contract's own license view with the facts about the export around it.
import type { LicenseView } from '#shared/contract/views.ts'
import type { ExportFacts } from './export-facts.ts'

export function toJson(about: ExportFacts, licenses: readonly LicenseView[]): string {
  return `${JSON.stringify({ format: 'activation-desk/licenses', version: 1, ...about, licenses }, null, 2)}\n`
}
