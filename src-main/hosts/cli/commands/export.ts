// activation-desk export --format csv|json|xlsx|html|pdf [--output FILE] [--columns …] [--with-codes] [--paper …]
import type { Paper } from '#shared/contract/papers.ts'
import { giveFile } from '../exported-file.ts'
import type { CommandContext } from '../command-context.ts'

export const EXPORT_FORMATS = ['csv', 'json', 'xlsx', 'html', 'pdf'] as const
const BINARY: readonly string[] = ['xlsx', 'pdf']

export interface ExportOptions {
  readonly format: (typeof EXPORT_FORMATS)[number]
  readonly output?: string
  /** Comma-separated ids. */
  readonly columns?: string
  readonly withCodes?: boolean
  readonly paper?: Paper
}

export async function exportLicenses(options: ExportOptions, context: CommandContext): Promise<void> {
  const { misuse } = context.messages.cli
  const { format, output } = options
  if (BINARY.includes(format) && output === undefined && !context.json) context.misuse(misuse.binary(format))
  const columns = options.columns?.split(',').map((column) => column.trim())
  const file = context.settle(
    await context.router.call('export.create', {
      format,
      withCodes: options.withCodes === true,
      language: context.messages.language,
      ...(options.paper ? { paper: options.paper } : {}),
      ...(columns ? { columns } : {}),
    }),
  )
  giveFile(file, output, context, { confidential: options.withCodes === true })
}
