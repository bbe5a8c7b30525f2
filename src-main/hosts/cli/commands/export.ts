// activation-desk export --format csv|json|xlsx|html|pdf [--output FILE] [--columns …] [--with-codes]
import { giveFile } from '../exported-file.ts'
import type { Session } from '../session.ts'

export const EXPORT_FORMATS = ['csv', 'json', 'xlsx', 'html', 'pdf'] as const
const BINARY: readonly string[] = ['xlsx', 'pdf']

export interface ExportOptions {
  readonly format: string
  readonly output?: string
  /** Comma-separated ids. */
  readonly columns?: string
  readonly withCodes?: boolean
}

export async function exportLicenses(options: ExportOptions, session: Session): Promise<void> {
  const { misuse } = session.messages.cli
  const format = EXPORT_FORMATS.find((known) => known === options.format)
  if (!format) return session.misuse(misuse.noFormat(options.format, EXPORT_FORMATS.join(', ')))
  const { output } = options
  if (BINARY.includes(format) && output === undefined && !session.json) session.misuse(misuse.binary(format))
  const columns = options.columns?.split(',').map((column) => column.trim())
  const file = session.settle(
    await session.router.call('export.create', {
      format,
      withCodes: options.withCodes === true,
      language: session.messages.language,
      ...(columns ? { columns } : {}),
    }),
  )
  giveFile(file, output, session, { confidential: options.withCodes === true })
}
