// PDF on the desktop: a hidden window without scripts prints the report.
import { BrowserWindow } from 'electron'
import { once } from 'node:events'
import type { PdfPrinter } from '#main/core/ports/pdf-printer.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { publishReport } from './report-pages.ts'
import { pagePreferences } from './security/web-preferences.ts'

export const electronPdf: PdfPrinter = {
  async print(html, signal) {
    if (signal.aborted) return err(failure('cancelled', {}))
    const window = new BrowserWindow({
      show: false,
      webPreferences: { ...pagePreferences(), javascript: false },
    })
    const page = publishReport(html)
    const printed = async () => {
      await window.loadURL(page.url)
      return ok(
        await window.webContents.printToPDF({ landscape: true, pageSize: 'A4', preferCSSPageSize: true }),
      )
    }
    const over = new AbortController()
    const calledOff = once(signal, 'abort', { signal: over.signal }).then(() => err(failure('cancelled', {})))
    calledOff.catch(() => undefined) // it was printed, so nobody waits for this any more
    try {
      return await Promise.race([printed(), calledOff])
    } finally {
      over.abort()
      page.remove()
      window.destroy()
    }
  },
}
