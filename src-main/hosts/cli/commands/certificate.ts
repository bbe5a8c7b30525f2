// activation-desk certificate LICENSE [--format html|pdf] [--output FILE] [--paper …]: for an auditor.
import type { Paper } from '#shared/contract/papers.ts'
import type { CommandContext } from '../command-context.ts'
import { giveFile } from '../exported-file.ts'
import { forLicense } from '../license-named.ts'

export const REPORT_FORMATS = ['html', 'pdf'] as const

export interface CertificateOptions {
  readonly format: (typeof REPORT_FORMATS)[number]
  readonly output?: string
  readonly paper?: Paper
}

export async function certificate(
  named: string,
  { format, output, paper }: CertificateOptions,
  context: CommandContext,
): Promise<void> {
  const { messages, router } = context
  if (format === 'pdf' && output === undefined && !context.json)
    context.misuse(messages.cli.misuse.binary(format))
  const { language } = messages
  const file = context.settle(
    await forLicense(named, context, (id) =>
      router.call('licenses.certificate', { id, format, language, ...(paper ? { paper } : {}) }),
    ),
  )
  giveFile(file, output, context)
}
