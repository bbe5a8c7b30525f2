// Turns the HTML report into a PDF: the desktop can by itself, other hosts need an installed Chromium.
import type { Failure } from '#shared/contract/errors.ts'
import type { Result } from '#shared/result.ts'

export interface PdfPrinter {
  /** `signal` ends it, with `cancelled`. */
  print(
    html: string,
    signal: AbortSignal,
  ): Promise<Result<Uint8Array, Failure<'pdf_not_available' | 'cancelled'>>>
}
