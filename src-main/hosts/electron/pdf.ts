// PDF on the desktop: a hidden window without scripts prints the report.
import { BrowserWindow } from 'electron'
import type { PdfPrinter } from '#main/core/ports/pdf-printer.ts'
import { ok } from '#shared/result.ts'

export const electronPdf: PdfPrinter = {
  async print(html) {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
    })
    try {
      await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`)
      return ok(
        await window.webContents.printToPDF({ landscape: true, pageSize: 'A4', preferCSSPageSize: true }),
      )
    } finally {
      window.destroy()
    }
  },
}
