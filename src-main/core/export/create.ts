// The licensing table as a file for an audit.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { judgeStored } from '../licenses/judge.ts'
import { toLicenseList } from '../licenses/views.ts'
import { toCsv } from './csv.ts'
import { toJson } from './json.ts'

/** License Codes are masked in both formats; instants are ISO 8601. */
export async function createExport(
  { format }: ParsedInput<'export.create'>,
  dependencies: Dependencies,
): Promise<MethodResult<'export.create'>> {
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return judged
  const { licenses } = toLicenseList(judged.value)
  const at = new Date(dependencies.clock.now()).toISOString()
  const fileName = `licenses-${at.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.${format}`
  const about = {
    vendor: dependencies.vendor.name,
    uniqueKey: judged.value.uniqueKey,
    exportedAt: at,
    app: `${dependencies.app.name} ${dependencies.app.version}`,
  }
  return format === 'csv'
    ? ok({ fileName, mediaType: 'text/csv;charset=utf-8', content: toCsv(about, licenses) })
    : ok({ fileName, mediaType: 'application/json', content: toJson(about, licenses) })
}
