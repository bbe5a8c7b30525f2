// A report as the file that was asked for: the page itself, or printed.
import type { Paper } from '#shared/contract/papers.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'

interface Wanted {
  /** Of the file, before the time. */
  readonly name: string
  readonly at: string
  readonly format: 'html' | 'pdf'
  readonly paper: Paper
  readonly html: (paper: Paper | null) => string
}

export interface GivenFile {
  readonly fileName: string
  readonly mediaType: string
  readonly encoding: 'utf8' | 'base64'
  readonly content: string
}

export async function givenReport(
  { name, at, format, paper, html }: Wanted,
  { pdf }: Pick<Dependencies, 'pdf'>,
  signal: AbortSignal,
): Promise<Result<GivenFile, Failure<'pdf_not_available' | 'cancelled'>>> {
  const fileName = stampedName(name, at, format)
  if (format === 'html')
    return ok({ fileName, mediaType: 'text/html;charset=utf-8', encoding: 'utf8', content: html(null) })
  const printed = await pdf.print(html(paper), signal)
  if (!printed.ok) return printed
  if (signal.aborted) return err(failure('cancelled', {}))
  const content = Buffer.from(printed.value).toString('base64')
  return ok({ fileName, mediaType: 'application/pdf', encoding: 'base64', content })
}

/** `licenses-20261126-094700.pdf`; `at`: an instant as the contract writes it. */
export function stampedName(name: string, at: string, ending: string): string {
  const stamp = at.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return `${name}-${stamp}.${ending}`
}
